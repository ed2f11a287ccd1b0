"""Publishing verbs, and every other path by which an article goes on or off the site."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from foundation.models import AuditLine
from media.enums import Consent
from news.domain import (
    Refused,
    file_article,
    place_article,
    publish_article,
    publish_correction,
    schedule_article,
    take_off_page,
    withdraw_article,
)
from news.models import ArticlePage
from search.models import Document
from tests.factories import news as make
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def titles() -> list[str]:
    """Return the headlines readers can find."""
    return list(Document.objects.visible().order_by("title").values_list("title", flat=True))


def verbs() -> list[str]:
    """Return the verbs of the audit log, oldest first."""
    return list(AuditLine.objects.order_by("pk").values_list("verb", flat=True))


def test_publish_article_writes_document_and_audit_line() -> None:
    draft = make.draft(title="云溪街道开设文明课堂")
    published = publish_article(article=draft, actor=None)
    assert published.live
    assert titles() == ["云溪街道开设文明课堂"]
    assert verbs() == ["publish_article"]


def test_publish_article_takes_the_newest_version() -> None:
    draft = make.draft(title="旧标题")
    draft.title = "新标题"
    draft.save_revision()
    assert publish_article(article=draft, actor=None).title == "新标题"
    assert titles() == ["新标题"]


def test_publish_article_keeps_number_and_first_date_when_published_again() -> None:
    draft = make.draft()
    first = publish_article(article=draft, actor=None)
    again = publish_article(article=first, actor=None)
    assert (again.number_id, again.first_published_at) == (first.number_id, first.first_published_at)


def test_publish_article_refuses_unsorted() -> None:
    draft = make.draft(parent=make.tray())
    with pytest.raises(Refused):
        publish_article(article=draft, actor=None)
    assert titles() == []


def test_publish_article_refuses_an_actor_without_the_right() -> None:
    draft = make.draft()
    with pytest.raises(PermissionDenied):
        publish_article(article=draft, actor=make.user())
    assert not ArticlePage.objects.get(pk=draft.pk).live


def test_embargo_holds_after_publishing() -> None:
    draft = make.draft(embargo_until=timezone.now() + HOUR)
    published = publish_article(article=draft, actor=None)
    assert published.live
    assert titles() == []
    assert Document.objects.visible(timezone.now() + 2 * HOUR).count() == 1


def test_schedule_article_then_the_scheduler_publishes() -> None:
    draft = make.draft(title="定时稿")
    planned = schedule_article(article=draft, actor=None, go_live_at=timezone.now() + HOUR)
    assert not planned.live
    assert titles() == []
    planned.revisions.update(approved_go_live_at=timezone.now() - HOUR)
    revision = planned.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - HOUR).isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert titles() == ["定时稿"]


@pytest.mark.parametrize(("start", "end"), [(-HOUR, None), (HOUR, HOUR)])
def test_schedule_article_refuses_times_that_make_no_sense(start: dt.timedelta, end: dt.timedelta | None) -> None:
    now = timezone.now()
    with pytest.raises(Refused):
        schedule_article(
            article=make.draft(), actor=None, go_live_at=now + start, expire_at=now + end if end else None, now=now
        )


def test_scheduler_takes_expired_article_off() -> None:
    page = make.article(expire_at=timezone.now() - HOUR)
    call_command("publish_scheduled")
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.live, page.expired, titles()) == (False, True, [])


def test_withdraw_article_removes_the_document() -> None:
    page = make.article()
    assert not withdraw_article(article=page, actor=None).live
    assert titles() == []
    assert verbs() == ["withdraw_article"]
    with pytest.raises(Refused):
        withdraw_article(article=page, actor=None)


def test_file_article_keeps_the_address_and_follows_the_column() -> None:
    page, target = make.article(), make.column()
    before = page.url
    moved = file_article(article=page, column=target, actor=None)
    assert moved.get_parent().pk == target.pk
    assert moved.url == before
    assert Document.objects.get().column_id == target.pk
    file_article(article=moved, column=target, actor=None)
    assert verbs() == ["file_article"]


def test_moving_into_the_tray_hides_the_article() -> None:
    page = make.article()
    page.move(make.tray(), pos="last-child")
    assert titles() == []


def test_copy_takes_a_new_number_and_is_a_draft() -> None:
    page = make.article(title="原稿", archive_source="旧站", archive_key="1")
    page.save_revision().publish()
    copy = ArticlePage.objects.get(pk=page.pk).copy(update_attrs={"slug": "copied"})
    copy = ArticlePage.objects.get(pk=copy.pk)
    assert copy.number_id != page.number_id
    assert (copy.slug, copy.archive_key, copy.live) == (str(copy.number_id), "", True)
    publish_article(article=copy, actor=None)
    assert Document.objects.count() == 2


def test_copy_with_its_revisions_publishes_under_its_own_number() -> None:
    page = make.draft(title="原稿")
    copy = page.copy(copy_revisions=True, keep_live=False)
    published = publish_article(article=copy, actor=None)
    assert published.number_id == copy.number_id != page.number_id


def test_alias_has_a_number_of_its_own_and_follows_its_original() -> None:
    page = make.article(title="原稿", archive_source="旧站", archive_key="1")
    alias = page.create_alias(parent=make.column(), update_slug="alias")
    page.title = "改过的稿"
    page.save_revision().publish()
    alias = ArticlePage.objects.get(pk=alias.pk)
    assert (alias.title, alias.archive_key) == ("改过的稿", "")
    assert alias.number_id != page.number_id


def test_alias_taken_off_with_its_original_leaves_the_read_model() -> None:
    page = make.article(title="原稿")
    page.create_alias(parent=make.column(), update_slug="alias")
    assert Document.objects.count() == 2
    withdraw_article(article=page, actor=None)
    assert Document.objects.count() == 0


def test_deleting_removes_the_document_but_not_the_number() -> None:
    page = make.article()
    number = page.number
    page.delete()
    assert titles() == []
    number.refresh_from_db()


def test_deleting_the_column_removes_its_articles_documents() -> None:
    column = make.column()
    make.article(parent=column)
    column.delete()
    assert Document.objects.count() == 0


def test_place_article_gives_the_document_its_edition() -> None:
    page, print_page = make.article(), make.print_page()
    placement = place_article(article=page, print_page=print_page, actor=None)
    assert Document.objects.get().edition_date == print_page.edition.date
    other = place_article(article=make.article(), print_page=print_page, actor=None)
    assert (placement.order, other.order) == (0, 1)
    assert place_article(article=page, print_page=print_page, actor=None, order=5).pk == placement.pk
    take_off_page(placement=placement, actor=None)
    assert Document.objects.get(object_key=str(page.pk)).edition_date is None
    assert verbs() == ["place_article", "place_article", "place_article", "take_off_page"]


def test_publish_correction_is_public_and_audited() -> None:
    page = make.article()
    correction = publish_correction(article=page, kind="correction", public_text=" 应为九月。 ", actor=None)
    assert correction.public_text == "应为九月。"
    assert ArticlePage.objects.get(pk=page.pk).live
    assert verbs() == ["publish_correction"]


def test_retraction_takes_the_article_off_for_good() -> None:
    page = make.article()
    publish_correction(article=page, kind="retraction", public_text="本文撤稿。", actor=None)
    assert titles() == []
    with pytest.raises(Refused):
        publish_article(article=page, actor=None)
    with pytest.raises(Refused):
        publish_correction(article=page, kind="correction", public_text="再更正。", actor=None)


def test_publish_correction_refuses_drafts_empty_texts_and_strangers() -> None:
    with pytest.raises(Refused):
        publish_correction(article=make.draft(), kind="correction", public_text="更正", actor=None)
    page = make.article()
    with pytest.raises(Refused):
        publish_correction(article=page, kind="correction", public_text="  ", actor=None)
    with pytest.raises(PermissionDenied):
        publish_correction(article=page, kind="correction", public_text="更正", actor=make.user())


def test_pictures_that_may_not_be_shown_block_publication() -> None:
    withdrawn = PictureFactory(title="孩子们", consent=Consent.WITHDRAWN)
    draft = make.draft(lead_picture=withdrawn)

    with pytest.raises(Refused, match="孩子们"):
        publish_article(article=draft, actor=None)

    assert titles() == []
