"""The desk in the admin: what each role may do, the edit form, lists, imports, the dashboard."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Task, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from foundation.enums import RegionLevel
from foundation.models import AuditLine, User
from news.enums import Role
from news.models import ArticlePage, ColumnPage, Correction, Edition, PrintPage
from search.models import Document
from tests.factories import news as make
from tests.factories.foundation import OrganisationFactory, RegionFactory, TopicFactory
from tests.news.test_manuscripts import docx, paragraph

pytestmark = pytest.mark.django_db
PAGE = Path(settings.BASE_DIR, "site/portal/demo/pages/2026-11-12-1.txt")


def person(role: Role) -> User:
    """Return a user of a role."""
    user = make.user()
    user.groups.add(Group.objects.get(name=role.value))
    return user


def desk(client: Client, role: Role) -> User:
    """Log a person of a role in."""
    user = person(role)
    client.force_login(user)
    return user


def form(**changes: Any) -> dict[str, Any]:
    """Return the data of the edit form."""
    values = {
        "kicker": "",
        "title": "云溪街道开设文明课堂",
        "deck": "",
        "short_title": "",
        "article_kind": "news",
        "dateline": "",
        "body": streamfield([("paragraph", rich_text("<p>　　近日，开课。</p><p> </p>"))]),
        "credits": inline_formset([{"role": "reporter", "name": "样例记者", "post_title": "", "unit": ""}]),
        "column_wanted": "",
        "print_page_wanted": "",
        "print_order": "",
        "source_kind": "original",
        "source_name": "",
        "source_title": "",
        "source_author": "",
        "source_url": "",
        "editor": "",
        "summary": "",
        "lead_picture": "",
        "regions_named": "",
        "organisations_named": "",
        "embargo_until": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }
    data: dict[str, Any] = nested_form_data(values | changes)
    return data


def add_url(parent: Page) -> str:
    """Return the address of the form for a new article."""
    return reverse("wagtailadmin_pages:add", args=("news", "articlepage", parent.pk))


def test_stock_groups_and_workflow_are_gone() -> None:
    others = {"投放单位"}
    assert set(Group.objects.values_list("name", flat=True)) == {*Role.values, *others}
    assert (Workflow.objects.count(), Task.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", list(Role))
def test_only_publisher_and_administrator_publish(role: Role) -> None:
    page = make.draft()
    permissions = page.permissions_for_user(person(role))
    assert permissions.can_edit()
    assert permissions.can_publish() == (role in {Role.PUBLISHER, Role.ADMINISTRATOR})


@pytest.mark.parametrize("role", list(Role))
def test_publish_button_does_what_the_role_may(client: Client, role: Role) -> None:
    user, column = desk(client, role), make.column()
    answer = client.post(add_url(column), form(**{"action-publish": "1"}))
    page = ArticlePage.objects.get()
    may = role in {Role.PUBLISHER, Role.ADMINISTRATOR}
    assert (answer.status_code, page.live) == (302, may)
    assert Document.objects.count() == int(may)
    assert AuditLine.objects.filter(verb="publish_article", actor=user).count() == int(may)


def test_new_article_opens_in_the_editors_order(client: Client) -> None:
    user, column = desk(client, Role.EDITOR), make.column()
    html = client.get(add_url(column)).content.decode()
    names = ["kicker", "title", "deck", "short_title", "article_kind", "dateline", "body-count", "credits-TOTAL_FORMS"]
    names += ["column_wanted", "source_kind", "editor", "summary", "regions_named", "embargo_until"]
    places = [html.index(f'name="{name}"') for name in names if f'name="{name}"' in html]
    assert len(places) >= len(names) - 1
    assert places == sorted(places)
    assert 'data-length="32"' in html
    assert "js/news-headlines" in html
    assert f'<option value="{user.pk}" selected' in html


def test_edit_form_sets_places_offices_and_tidies_text(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    region, topic, office = RegionFactory(), TopicFactory(), OrganisationFactory()
    column, other, guest = make.column(), make.column(), make.column()
    print_page = make.print_page()
    data = form(
        regions_named=region.name,
        organisations_named=office.name,
        column_wanted=str(other.pk),
        print_page_wanted=str(print_page.pk),
        print_order="3",
        **{"action-publish": "1"},
    )
    client.post(add_url(column), data | {"topics": [topic.pk], "also_in": [guest.pk]})
    page = ArticlePage.objects.get()
    assert page.get_parent().pk == other.pk
    assert [list(page.regions.all()), list(page.topics.all())] == [[region], [topic]]
    assert [list(page.organisations.all()), list(page.also_in.all())] == [[office], [guest]]
    assert [(each.print_page_id, each.order) for each in page.placements.all()] == [(print_page.pk, 3)]
    assert page.body[0].value.source.count("<p") == 1
    assert "　　" not in page.body[0].value.source
    document = Document.objects.get()
    assert (document.column_id, document.edition_date) == (other.pk, print_page.edition.date)
    html = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert f"{region.name}（{region.code}）" in html


def test_ambiguous_and_unknown_names_are_named(client: Client) -> None:
    desk(client, Role.EDITOR)
    for code in ("990101", "990102"):
        RegionFactory(code=code, name="东岸区", short_name="东岸", level=RegionLevel.COUNTY)
    column = make.column()
    html = client.post(
        add_url(column), form(regions_named="东岸、无此地", organisations_named="无此单位")
    ).content.decode()
    assert ArticlePage.objects.count() == 0
    assert all(text in html for text in ("990101", "990102", "无此地", "无此单位"))
    client.post(add_url(column), form(regions_named="东岸区（990102）"))
    assert [each.code for each in ArticlePage.objects.get().regions.all()] == ["990102"]


def test_unsorted_article_is_published_only_with_a_column(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    page, column = make.draft(parent=make.tray()), make.column()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert client.post(edit, form(**{"action-publish": "1"})).status_code == 200
    assert not ArticlePage.objects.get().live
    answer = client.post(edit, form(column_wanted=str(column.pk), **{"action-publish": "1"}))
    page = ArticlePage.objects.get()
    assert (answer.status_code, page.live, page.get_parent().pk) == (302, True, column.pk)
    assert Document.objects.get().column_id == column.pk


def test_reprint_needs_a_source_and_retracted_stays_retracted(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    column = make.column()
    assert client.post(add_url(column), form(source_kind="reprint", **{"action-publish": "1"})).status_code == 200
    page = make.article(parent=column, retracted=True, live=False)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert client.post(edit, form(**{"action-publish": "1"})).status_code == 200
    assert Document.objects.count() == 0


def test_withdrawing_and_deleting_in_the_admin_leave_audit_lines(client: Client) -> None:
    desk(client, Role.ADMINISTRATOR)
    page = make.article()
    client.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    assert Document.objects.count() == 0
    client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
    assert ArticlePage.objects.count() == 0
    verbs = AuditLine.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["withdraw_article", "delete_article"]


def listed(client: Client, **query: Any) -> list[int]:
    """Return the keys of the articles that the list shows."""
    answer = client.get(reverse("articles:index"), query)
    assert answer.status_code == 200
    return sorted(page.pk for page in answer.context["object_list"])


def test_list_filters(client: Client) -> None:
    desk(client, Role.EDITOR)
    city = RegionFactory()
    city.path = f"/{city.pk}/"
    city.save()
    county = RegionFactory(parent=city)
    county.path = f"{city.path}{county.pk}/"
    county.save()
    topic, column, guest = TopicFactory(), make.column(), make.column()
    one = make.article(parent=column, regions=[county], topics=[topic], also_in=[guest], article_kind="photo")
    make.credit(article=one, name="样例拍摄者")
    placed = make.placement(article=one)
    two = make.draft()
    three = make.article(retracted=True, expired=True, live=False)
    four = make.article(has_unpublished_changes=True)
    everything = sorted(page.pk for page in (one, two, three, four))
    assert listed(client) == everything
    assert listed(client, region=city.name) == [one.pk]
    assert listed(client, region="无此地") == []
    assert listed(client, topic=topic.pk) == [one.pk]
    assert listed(client, column=column.pk) == listed(client, column=guest.pk) == [one.pk]
    assert listed(client, edition=placed.print_page.edition_id) == [one.pk]
    assert listed(client, credit="拍摄") == [one.pk]
    assert listed(client, article_kind="photo") == [one.pk]
    assert listed(client, state="draft") == [two.pk]
    assert listed(client, state="retracted") == listed(client, state="expired") == [three.pk]
    assert listed(client, state="changed") == [four.pk]
    assert listed(client, state="live") == sorted((one.pk, four.pk))


def test_explorer_shows_kind_and_edition(client: Client) -> None:
    desk(client, Role.EDITOR)
    column = make.column()
    page = make.article(parent=column, article_kind="photo")
    placed = make.placement(article=page)
    html = client.get(reverse("wagtailadmin_explore", args=(column.pk,))).content.decode()
    assert f"{placed.print_page.edition.date} 第 1 版" in html
    assert page.get_article_kind_display() in html


def queries(client: Client, url: str) -> int:
    """Return how many queries a page costs."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("name", ["articles:index", "editions:index", "print_pages:index", "corrections:index"])
def test_lists_cost_the_same_for_one_and_three(client: Client, name: str, role: Role) -> None:
    desk(client, role)
    column = make.column()

    def add() -> None:
        page = make.article(parent=column)
        make.placement(article=page)
        make.correction(article=page, made_by=None)

    add()
    one = queries(client, reverse(name))
    add()
    add()
    assert queries(client, reverse(name)) == one


def test_page_import_screen(client: Client) -> None:
    desk(client, Role.EDITOR)
    url = reverse("news_import_page")
    assert client.get(url).status_code == 200
    data = {"date": "2020-05-28", "issue": "3120", "page": "2", "section_name": "要闻"}
    answer = client.post(url, data | {"file": SimpleUploadedFile("p.txt", PAGE.read_bytes())})
    assert (answer.status_code, PrintPage.objects.get().section_name) == (302, "要闻")
    assert len(listed(client, edition=Edition.objects.get().pk)) == ArticlePage.objects.count() > 0
    answer = client.post(url, data | {"file": SimpleUploadedFile("p.txt", b"\x00\x01")})
    assert (answer.status_code, "2020-05-28" in answer.content.decode()) == (200, True)


def test_docx_import_screen(client: Client) -> None:
    desk(client, Role.EDITOR)
    url, column = reverse("news_import_docx"), make.column()
    data = docx(paragraph("云溪办起课堂"), paragraph("近日，开课。"))
    answer = client.post(url, {"file": SimpleUploadedFile("稿.docx", data), "column": column.pk})
    page = ArticlePage.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(url, {"file": SimpleUploadedFile("稿.docx", b"x")}).status_code == 200
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("name", ["news_import_page", "news_import_docx"])
def test_imports_are_closed_to_outsiders(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302
    outsider = make.user()
    outsider.groups.add(Group.objects.create(name="外人"))
    client.force_login(outsider)
    assert client.get(reverse(name)).status_code == 302


def test_correction_screen(client: Client) -> None:
    user = desk(client, Role.PUBLISHER)
    page, draft = make.article(), make.draft()
    url = reverse("corrections:add")
    assert client.get(url, {"article": page.pk}).status_code == 200
    data = {"article": page.pk, "kind": "correction", "public_text": "应为九月。", "internal_note": ""}
    assert client.post(url, data).status_code == 302
    made = Correction.objects.get()
    assert (made.article_id, made.made_by_id) == (page.pk, user.pk)
    assert client.post(url, data | {"article": draft.pk}).status_code == 200
    page.retracted = True
    page.save()
    assert client.post(url, data).status_code == 200
    assert Correction.objects.count() == 1
    assert client.get(reverse("corrections:inspect", args=(made.pk,))).status_code == 200


def test_editor_reads_corrections_but_makes_none(client: Client) -> None:
    desk(client, Role.EDITOR)
    make.correction()
    assert client.get(reverse("corrections:index")).status_code == 200
    client.post(reverse("corrections:add"), {"article": make.article().pk, "kind": "correction", "public_text": "x"})
    assert Correction.objects.count() == 1


def test_editions_and_print_pages_screens(client: Client) -> None:
    desk(client, Role.EDITOR)
    client.post(reverse("editions:add"), {"date": "2020-05-28", "issue_number": "3120"})
    edition = Edition.objects.get()
    client.post(reverse("print_pages:add"), {"edition": edition.pk, "page_number": "1", "section_name": "要闻"})
    page = PrintPage.objects.get()
    for url in (
        reverse("editions:inspect", args=(edition.pk,)),
        reverse("print_pages:inspect", args=(page.pk,)),
        reverse("print_pages:edit", args=(page.pk,)),
    ):
        assert client.get(url).status_code == 200


def test_dashboard_shows_what_waits(client: Client) -> None:
    publisher = desk(client, Role.PUBLISHER)
    mine = make.draft(title="我的草稿", owner=publisher)
    make.draft(title="待分的稿", parent=make.tray())
    planned = make.draft(title="定时的稿", go_live_at=timezone.now() + dt.timedelta(hours=1))
    planned.get_latest_revision().publish()
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert all(title in html for title in (mine.title, "待分的稿", "定时的稿", "待办事项"))
    late = ArticlePage.objects.get(pk=planned.pk)
    late.revisions.update(approved_go_live_at=timezone.now() - dt.timedelta(hours=1))
    assert "help-critical" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_dashboard_of_an_idle_desk(client: Client) -> None:
    desk(client, Role.EDITOR)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert ColumnPage.objects.count() == 0


def test_credit_without_a_name_is_asked_for_at_once_and_nothing_typed_is_lost(client: Client) -> None:
    desk(client, Role.EDITOR)
    nameless = inline_formset([{"role": "reporter", "name": "", "post_title": "", "unit": "云溪街道"}])
    answer = client.post(add_url(make.column()), form(credits=nameless))
    assert (answer.status_code, ArticlePage.objects.count()) == (200, 0)
    page = answer.content.decode()
    assert 'value="云溪街道"' in page
    assert 'value="云溪街道开设文明课堂"' in page


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_in_silence(client: Client) -> None:
    editor = desk(client, Role.EDITOR)
    page = make.draft(title="开课")
    opened = page.save_revision(user=editor)
    other = make.user(name="云岫")
    page.title = "云岫改的标题"
    page.save_revision(user=other)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    stale = {"loaded_revision_id": str(opened.pk), "loaded_revision_created_at": opened.created_at.isoformat()}

    answer = client.post(edit, form(title="我改的标题", **stale))

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "云岫在您打开之后保存过这篇稿件" in shown
    assert 'value="我改的标题"' in shown
    assert page.get_latest_revision_as_object().title == "云岫改的标题"
    latest = page.get_latest_revision()
    fresh = {"loaded_revision_id": str(latest.pk), "loaded_revision_created_at": latest.created_at.isoformat()}
    assert f'name="loaded_revision_id" value="{latest.pk}"' in shown
    assert client.post(edit, form(title="我改的标题", **fresh)).status_code == 302
