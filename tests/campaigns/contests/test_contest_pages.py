"""The Wagtail page of a competition: its address, what it says of the state, when it is public, what search finds."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.contests import announce_contest, extend_contest, move_contest
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, ContestIndexPage, ContestPage
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.pages import page_context, steps
from foundation.signals import public_object_changed
from search.models import Document
from tests.factories.contests import make_contest, make_contest_page
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import text

pytestmark = pytest.mark.django_db


def test_the_page_stands_at_its_number(client: Client) -> None:
    page = make_contest_page(make_contest())
    assert page.path_on_site() == f"/c/{page.number_id}/"
    assert page.get_url() == page.path_on_site()
    shown = text(client.get(page.path_on_site()))
    words = ("示例征文", "讲述身边文明新风", "公布结果", "可以投几篇？", "1800 字以内为宜", "征集中", "还剩 13 天")
    assert [word for word in words if word not in shown] == []
    assert client.get("/c/999999/").status_code == 404


def test_every_other_address_leads_to_the_page(client: Client) -> None:
    page = make_contest_page(make_contest())
    assert client.get(reverse("contest", args=["shili"]))["Location"] == page.path_on_site()
    assert client.get(f"/s/{page.number_id}")["Location"] == page.path_on_site()
    assert client.get(f"/contests/{page.slug}/")["Location"] == page.path_on_site()
    assert page.path_on_site() in text(client.get(reverse("contests")))


def test_the_list_is_a_page_of_the_tree(client: Client) -> None:
    make_contest_page(make_contest())
    index = ContestIndexPage.objects.get()
    assert index.get_url() == reverse("contests")
    assert "欢迎来稿" in text(client.get(reverse("contests")))
    index.unpublish()
    assert "示例征文" in text(client.get(reverse("contests")))


def test_a_page_is_not_public_before_its_competition_is_announced(client: Client) -> None:
    contest = make_contest(announced=False)
    page = make_contest_page(contest)
    assert client.get(page.path_on_site()).status_code == 404
    assert not Document.objects.filter(kind="contest").exists()
    announce_contest(contest=contest, actor=None)
    assert client.get(page.path_on_site()).status_code == 200
    document = Document.objects.get(kind="contest")
    assert (document.title, document.url, document.number) == ("示例征文", page.path_on_site(), page.number_id)


def test_the_page_is_found_as_its_own_kind(client: Client) -> None:
    page = make_contest_page(make_contest())
    found = text(client.get("/search/", {"q": "身边文明新风", "kind": "contest"}))
    assert page.path_on_site() in found
    page.unpublish()
    assert not Document.objects.filter(kind="contest").exists()
    assert client.get(page.path_on_site()).status_code == 404


@pytest.mark.parametrize(
    ("opens", "closes", "words", "sends"),
    [
        (2, 30, "尚未开始", False),
        (-2, 30, "征集中", True),
        (-2, 3, "即将截止", True),
        (-9, -1, "已截稿", False),
    ],
)
def test_the_page_says_clearly_where_it_stands(
    client: Client, opens: int, closes: int, words: str, *, sends: bool
) -> None:
    now = timezone.now()
    contest = make_contest(opens_at=now + dt.timedelta(days=opens), closes_at=now + dt.timedelta(days=closes))
    shown = text(client.get(make_contest_page(contest).path_on_site()))
    assert words in shown
    assert (f"{reverse('entry')}?contest=shili" in shown) is sends


def test_an_extension_is_shown_with_its_reason(client: Client) -> None:
    contest = make_contest()
    page = make_contest_page(contest)
    before = rules_of(contest).closes_at
    extend_contest(contest=contest, closes_at=before + dt.timedelta(days=7), reason="应基层要求", actor=None)
    shown = text(client.get(page.path_on_site()))
    assert "已延期" in shown
    assert "应基层要求" in shown


def test_in_judging_it_counts_as_closed() -> None:
    contest = make_contest()
    page = make_contest_page(contest)
    later = rules_of(contest).closes_at + dt.timedelta(days=1)
    move_contest(contest=contest, to=ContestState.JUDGING, actor=None, now=later)
    context = page_context(ContestPage.objects.get(pk=page.pk))
    assert (context["standing"].value, context["takes"]) == ("closed", False)


def test_the_timeline_puts_the_rules_days_among_the_pages() -> None:
    contest = make_contest(
        opens_at=dt.datetime(2040, 5, 1, tzinfo=dt.UTC), closes_at=dt.datetime(2040, 5, 31, 15, 59, 59, tzinfo=dt.UTC)
    )
    page = make_contest_page(contest)
    found = steps(page, rules_of(contest), dt.datetime(2040, 5, 31, 17, tzinfo=dt.UTC))
    assert [(step.day.isoformat(), step.words, step.is_past) for step in found] == [
        ("2040-05-01", "开始征集", True),
        ("2040-05-31", "征集截止", True),
        ("2040-08-01", "公布结果", False),
    ]


def test_a_copy_starts_without_a_competition(client: Client) -> None:
    page = make_contest_page(make_contest())
    copy = page.copy(update_attrs={"title": "副本"})
    assert (copy.contest, copy.milestones.count(), copy.slug) == (None, 1, str(copy.number_id))
    assert page_context(copy) == {}
    assert client.get(copy.path_on_site()).status_code == 404


def test_a_saved_draft_keeps_its_number_and_address() -> None:
    page = make_contest_page(make_contest())
    page.title = "新标题"
    page.save_revision().publish()
    fresh = ContestPage.objects.get()
    assert (fresh.title, fresh.number_id, fresh.slug) == ("新标题", page.number_id, str(page.number_id))


def test_the_list_asks_the_same_for_one_and_three(client: Client) -> None:
    counts = []
    for slugs in (("eins",), ("zwei", "drei")):
        for slug in slugs:
            make_contest_page(make_contest(slug))
        client.get(reverse("contests"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("contests"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_page_asks_the_same_for_one_and_three_rows(client: Client) -> None:
    page = make_contest_page(make_contest())
    counts = []
    for more in (0, 2):
        for number in range(more):
            page.milestones.create(day=dt.date(2040, 9, 1 + number), words="评审")
            page.questions.create(question=f"问题{number}", answer="解答")
        public_object_changed.send(sender=ContestPage, instance=page)
        client.get(page.path_on_site())
        with CaptureQueriesContext(connection) as queries:
            client.get(page.path_on_site())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_edit_form_offers_what_the_page_needs(client: Client) -> None:
    page = make_contest_page(make_contest())
    editor = UserFactory.create(is_superuser=True)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    shown = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    words = ("时间安排", "常见问题", "主办、协办单位", "启事", "海报")
    assert [word for word in words if word not in shown] == []
    assert Contest.objects.get().get_absolute_url() == page.path_on_site()
