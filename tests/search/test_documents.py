"""The read model follows every way by which a page becomes public, changes or disappears."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from foundation.models import Topic
from media.domain.rights import change_rights
from media.enums import Consent
from news.domain import publish_article, withdraw_article
from news.models import ArticlePage
from search import registry
from search.domain import documents
from search.domain.rebuilding import count_objects, rebuild_documents
from search.models import Document, DocumentRegion
from search.registry import Description
from tests.factories import news as make
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.media import PictureFactory
from tests.factories.search import document

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def titles() -> list[str]:
    return sorted(Document.objects.visible().values_list("title", flat=True))


def stored() -> list[str]:
    return sorted(Document.objects.values_list("title", flat=True))


def shut(page: Page) -> PageViewRestriction:
    made: PageViewRestriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    return made


def test_a_draft_has_no_document() -> None:
    make.draft(title="草稿")
    assert stored() == []


def test_the_draft_of_a_published_page_stays_unseen() -> None:
    page = make.article(title="已发布")
    page.title = "未发布的新标题"
    page.save_revision()
    assert stored() == ["已发布"]
    publish_article(article=page, actor=None)
    assert stored() == ["未发布的新标题"]


def test_unpublishing_removes_the_document() -> None:
    page = make.article(title="已发布")
    withdraw_article(article=page, actor=None)
    assert stored() == []


def test_an_embargo_and_an_expiry_are_dates_of_the_document() -> None:
    make.article(title="限时", embargo_until=timezone.now() + HOUR)
    make.article(title="将到期", expire_at=timezone.now() + HOUR)
    make.article(title="已到期", expire_at=timezone.now() - HOUR)
    assert titles() == ["将到期"]
    assert Document.objects.visible(timezone.now() + 2 * HOUR).values_list("title", flat=True).get() == "限时"


def test_a_page_under_a_private_one_has_no_document() -> None:
    column = make.column()
    page = make.article(parent=column, title="内部")
    assert stored() == ["内部"]
    restriction = shut(column)
    assert stored() == []
    page.save()
    assert stored() == []
    restriction.delete()
    assert stored() == ["内部"]


def test_moving_under_a_private_page_and_out_again() -> None:
    public, private = make.column(), make.column()
    shut(private)
    page = make.article(parent=public, title="文章")
    page.move(Page.objects.get(pk=private.pk), pos="last-child")
    assert stored() == []
    ArticlePage.objects.get(pk=page.pk).move(Page.objects.get(pk=public.pk), pos="last-child")
    assert (stored(), Document.objects.get().column_id) == (["文章"], public.pk)


def test_a_move_is_followed_before_it_is_committed() -> None:
    private = make.column()
    shut(private)
    page = make.article(title="文章")
    Page.objects.filter(pk=page.pk).update(path=f"{private.path}0009", depth=private.depth + 1)
    Page.objects.get(pk=page.pk).save()
    assert stored() == []


def test_deleting_a_page_or_its_parent() -> None:
    column = make.column()
    make.article(parent=column, title="一").delete()
    make.article(parent=column, title="二")
    assert stored() == ["二"]
    Page.objects.get(pk=column.pk).delete()
    assert stored() == []


def test_a_new_address_of_the_column_writes_what_is_below(django_capture_on_commit_callbacks: object) -> None:
    column = make.column()
    make.article(parent=column, title="文章")
    Document.objects.update(title="旧")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        column.slug = "renamed"
        column.save()
    assert stored() == ["文章"]


def test_links_with_ancestors() -> None:
    city = RegionFactory(path="/")
    city.path = f"/{city.pk}/"
    city.save()
    county = RegionFactory(parent=city)
    county.path = f"/{city.pk}/{county.pk}/"
    county.save()
    topic: Topic = TopicFactory()
    other = make.column()
    page = make.article(regions=[county], topics=[topic], also_in=[other])
    row = Document.objects.get()
    assert set(DocumentRegion.objects.values_list("region_id", "is_direct")) == {(county.pk, True), (city.pk, False)}
    assert list(row.topics.all()) == [topic]
    assert {link.column_id: link.is_main for link in row.column_links.all()} == {
        page.get_parent().pk: True,
        other.pk: False,
    }


def test_what_is_too_long_is_cut_and_what_is_never_visible_is_left_out() -> None:
    now = timezone.now()
    kept = registry.registration_of(page := make.article(title="文章"))
    assert kept is not None
    try:
        registry.register(
            ArticlePage, lambda _page: Description(title="长" * 600, url="/", date=now), queryset=kept.queryset
        )
        documents.write(page)
        assert len(Document.objects.get().title) == 500
        over = Description(title="短", url="/", date=now, visible_from=now, visible_until=now - HOUR)
        registry.register(ArticlePage, lambda _page: over, queryset=kept.queryset)
        documents.write(page)
        assert stored() == []
    finally:
        registry.register(ArticlePage, kept.describe, queryset=kept.queryset)


def test_an_object_nobody_registered_is_passed_over() -> None:
    topic = TopicFactory()
    documents.write(topic)
    documents.remove(topic)
    assert stored() == []


def test_registering_and_forgetting() -> None:
    registry.register(Topic, lambda _topic: None, article_kinds={"x": "某类"})
    assert [each.kind for each in registry.registrations() if each.model is Topic] == ["topic"]
    registry.unregister(Topic)
    assert registry.registration_of(Topic()) is None
    assert [registry.article_kind_name(value) for value in ("x", "y")] == ["某类", "y"]


def test_a_rebuild_makes_documents_and_removes_orphans() -> None:
    pages = [make.article(title=f"文章{number}") for number in range(3)]
    make.draft(title="草稿")
    shut(pages[2].get_parent())
    Document.objects.filter(object_key=str(pages[0].pk)).delete()
    document("孤儿", object_key="999999999")
    document("别类", kind="unknown")
    Document.objects.filter(object_key=str(pages[1].pk)).update(title="陈旧")
    batches: list[int] = []
    assert (count_objects(), rebuild_documents(batches.append), sum(batches)) == (3, 3, 3)
    assert stored() == ["文章0", "文章1"]


def test_a_blocked_picture_leaves_the_document_and_returns() -> None:
    picture = PictureFactory.create()
    article = make.article(lead_picture=picture)
    ReferenceIndex.create_or_update_for_object(article)
    told = Document.objects.filter(object_key=str(article.pk))
    assert told.get().picture == picture

    change_rights(picture=picture, actor=None, consent=Consent.WITHDRAWN)
    assert told.get().picture is None
    documents.write(article)
    assert told.get().picture is None

    change_rights(picture=picture, actor=None, consent=Consent.OBTAINED)
    assert told.get().picture == picture
