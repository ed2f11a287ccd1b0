"""The organiser's forms: create, change, revise, extend, copy; who may; what is refused and kept."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.contests import revise_rules
from campaigns.contests.enums import ContestState
from campaigns.contests.forms.contests import RulesForm
from campaigns.contests.forms.entries import EntryForm
from campaigns.contests.models import Contest, ContestPage, EntryGroup, RuleSet
from campaigns.contests.queries.contests import groups_offered, rules_of
from campaigns.contests.queries.limits import is_early, is_late, is_refused
from campaigns.contests.queries.rule_tables import rule_rows
from campaigns.contests.rules.next_year import next_words, years_later, years_until
from foundation.models import AuditLine, User
from tests.factories.contests import NOTICE_RULES, make_contest, make_contest_page, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
BEIJING = dt.timezone(dt.timedelta(hours=8))
NOTICE_FORM: dict[str, Any] = {
    "title": "示例经验交流征文",
    "slug": "jingyan",
    "kind": "essay",
    "organisers": "示例报社",
    "opens_at": "2018-11-27T00:00:00",
    "closes_at": "2021-11-26T23:59:59",
    "grace_minutes": "15",
    "late_policy": "decide",
    "by_sending": ["mail", "post"],
    "words_max": "1800",
    "count_rule": "word-zishu-1",
    "tolerance_percent": "5",
    "file_megabytes": "20",
    "mailboxes": "zhengwen-a@example.cn、zhengwen-b@example.cn",
    "label": "经验交流征文",
    "asked": ["address", "postcode"],
    "minors_policy": "consent",
    "ai_policy": "declare",
    "is_anonymous": "on",
    "objection_days": "7",
    "retention_months": "24",
}
"""The notice as an organiser types it: soft limit, any genre, open to all."""


@pytest.fixture
def organiser() -> User:
    user: User = UserFactory.create()
    rights = ["access_admin", "view_contest", "add_contest", "change_contest"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    return user


@pytest.fixture
def desk(client: Client, organiser: User) -> Client:
    client.force_login(organiser)
    return client


def address(name: str, contest: Contest) -> str:
    return reverse(f"contest_desk:{name}", args=[contest.pk])


def as_typed(contest: Contest, **changes: Any) -> dict[str, Any]:
    """Return what the form of rules shows, as a browser would send it back."""
    form = RulesForm(rules=rules_of(contest))
    data: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if isinstance(value, dt.datetime):
            data[field.html_name] = value.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M:%S")
        elif value not in {None, False} if not isinstance(value, list) else value:
            data[field.html_name] = value
    return data | changes


def test_the_notice_is_entered_at_the_desk(desk: Client, organiser: User) -> None:
    page = desk.post(reverse("contest_desk:add"), NOTICE_FORM, follow=True).content.decode()
    contest = Contest.objects.get()
    rules = rules_of(contest)
    assert (contest.state, contest.organisers, rules.made_by, rules.version) == ("draft", "示例报社", organiser, 1)
    for name, value in NOTICE_RULES.items():
        assert getattr(rules, name) == value
    assert rules.time_basis == {"mail": "sent", "post": "sent"}
    assert [is_early(rules, dt.datetime(2018, 11, 26, 23, 59, tzinfo=BEIJING)), is_refused(rules, 9000)] == [
        True,
        False,
    ]
    assert is_late(rules, dt.datetime(2021, 11, 27, 1, tzinfo=BEIJING))
    assert "征集活动已建立" in page
    assert AuditLine.objects.filter(verb="open_contest", actor=organiser).count() == 1


def test_every_rule_is_in_the_table(desk: Client) -> None:
    desk.post(reverse("contest_desk:add"), NOTICE_FORM)
    table = rule_rows(rules_of(Contest.objects.get()))
    rows = {row.field: row.value for row in table}
    own = {"id", "contest", "version", "reason", "made_at", "made_by"}
    assert set(rows) == {field.name for field in RuleSet._meta.concrete_fields} - own  # noqa: SLF001 - documented
    assert rows["opens_at"] == "2018-11-27 00:00:00"
    assert rows["genres"] == "不限"
    assert rows["asked"] == "通讯地址、邮政编码"
    assert rows["file_bytes"] == "20 MB"
    assert "15 分钟" in rows["grace_minutes"]
    assert [row.label for row in table if row.field == "file_bytes"] == ["文件大小上限"]


def test_the_table_says_the_licence_that_authors_are_shown(desk: Client) -> None:
    desk.post(reverse("contest_desk:add"), NOTICE_FORM)
    without = rules_of(Contest.objects.get())
    table = {row.field: row.value for row in rule_rows(without)}
    form = EntryForm(initial={"contest": without.contest.slug})
    assert table["licence_text"] == str(form.fields["agree_licence"].label)
    without.licence_text = "作者同意主办方刊用。"
    assert {row.field: row.value for row in rule_rows(without)}["licence_text"] == "作者同意主办方刊用。"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"closes_at": "2018-11-01T00:00:00"}, "截止时间早于开始时间。"),
        ({"words_min": "2000"}, "字数上限小于下限。"),
        ({"mailboxes": "不是邮箱"}, "电子邮件"),
        ({"grace_minutes": "99999"}, "1440"),
        ({"title": ""}, "必填"),
    ],
)
def test_what_is_wrong_is_said_and_kept(desk: Client, changes: dict[str, str], sentence: str) -> None:
    page = desk.post(reverse("contest_desk:add"), {**NOTICE_FORM, **changes}).content.decode()
    assert sentence in page
    assert 'value="经验交流征文"' in page
    assert not Contest.objects.exists()


def test_a_slug_twice_is_said(desk: Client) -> None:
    make_contest("jingyan")
    assert desk.post(reverse("contest_desk:add"), NOTICE_FORM).status_code == 200
    assert Contest.objects.count() == 1


def test_facts_change_but_the_address_stays_once_announced(desk: Client) -> None:
    contest = make_contest()
    page = make_contest_page(contest)
    data = {"title": "新标题", "slug": "andere", "kind": "photo", "organisers": "示例报社", "sponsor": "示例公司"}
    desk.post(address("facts", contest), data)
    contest.refresh_from_db()
    assert (contest.title, contest.slug, contest.kind, contest.sponsor) == ("新标题", "shili", "essay", "示例公司")
    assert ContestPage.objects.get(pk=page.pk).contest == contest


def test_revising_adds_a_version_of_only_what_differs(desk: Client) -> None:
    contest = make_contest(groups=("少年组",), per_author=2)
    data = as_typed(contest, words_max="2000", groups="少年组、成人组", reason="应作者要求放宽字数")
    page = desk.post(address("rules", contest), data, follow=True).content.decode()
    rules = rules_of(contest)
    assert (rules.version, rules.words_max, rules.per_author) == (2, 2000, 2)
    assert [group.name for group in groups_offered(rules)] == ["少年组", "成人组"]
    assert [page.count(f"<{mark}>") for mark in ("del", "ins")] == [2, 2]


def test_a_version_without_change_or_reason_is_refused(desk: Client) -> None:
    contest = make_contest()
    assert "没有任何改动" in desk.post(address("rules", contest), as_typed(contest, reason="x")).content.decode()
    assert desk.post(address("rules", contest), as_typed(contest, words_max="1")).status_code == 200
    assert rules_of(contest).version == 1


def test_the_form_shows_the_seconds_it_took() -> None:
    contest = make_contest(closes_at=dt.datetime(2040, 5, 31, 15, 59, 59, tzinfo=dt.UTC))
    assert 'value="2040-05-31T23:59:59"' in str(RulesForm(rules=rules_of(contest))["closes_at"])


def test_extending_needs_a_later_time_and_a_reason(desk: Client) -> None:
    contest = make_contest(closes_at=dt.datetime(2040, 5, 31, 15, 59, 59, tzinfo=dt.UTC))
    page = desk.post(address("extend", contest), {"closes_at": "2040-05-30T23:59:59", "reason": "提前"})
    assert "截稿时间只能延后" in page.content.decode()
    desk.post(address("extend", contest), {"closes_at": "2040-06-15T23:59:59"})
    assert rules_of(contest).version == 1
    shown = desk.post(
        address("extend", contest), {"closes_at": "2040-06-15T23:59:59", "reason": "应基层要求"}, follow=True
    )
    assert rules_of(contest).closes_at == dt.datetime(2040, 6, 15, 15, 59, 59, tzinfo=dt.UTC)
    assert "已延期" in shown.content.decode()


def test_in_judging_the_rules_stand(desk: Client) -> None:
    contest = make_contest()
    Contest.objects.update(state=ContestState.JUDGING)
    data = {"closes_at": "2040-06-15T23:59:59", "reason": "应基层要求"}
    assert "评审已经开始" in desk.post(address("extend", contest), data).content.decode()


def test_copying_proposes_next_year_and_takes_the_page_along(desk: Client) -> None:
    closes_at = dt.datetime(2025, 5, 31, 15, 59, 59, tzinfo=dt.UTC)
    contest = make_contest(
        "wenming-2025", groups=("少年组",), opens_at=closes_at - dt.timedelta(days=60), closes_at=closes_at
    )
    make_contest_page(contest)
    form = desk.get(address("copy", contest)).context["sections"][0][1]
    data = {field.html_name: field.value() for field in form}
    assert (data["slug"], data["title"]) == ("wenming-2026", "示例征文（新一届）")
    assert timezone.make_aware(data["closes_at"]) > timezone.now()
    typed = {**data, "opens_at": "2041-04-01T00:00:00", "closes_at": "2041-05-31T23:59:59"}
    desk.post(address("copy", contest), typed)
    copied = Contest.objects.get(slug="wenming-2026")
    page = ContestPage.objects.get(contest=copied)
    assert (copied.copied_from, copied.state, rules_of(copied).version) == (contest, "draft", 1)
    assert [group.name for group in groups_offered(rules_of(copied))] == ["少年组"]
    assert (page.live, page.title, page.milestones.get().day.year) == (False, "示例征文（新一届）", 2056)
    assert ContestPage.objects.get(contest=contest).milestones.get().day.year == 2040


@pytest.mark.parametrize("changes", [{"slug": "shili"}, {"closes_at": "2040-01-01T00:00:00"}])
def test_a_copy_that_cannot_be_is_said(desk: Client, changes: dict[str, str]) -> None:
    contest = make_contest()
    data = {"title": "新", "slug": "neu", "opens_at": "2041-04-01T00:00:00", "closes_at": "2041-05-31T23:59:59"}
    assert desk.post(address("copy", contest), data | changes).status_code == 200
    assert Contest.objects.count() == 1


def test_the_public_page_is_made_once(desk: Client) -> None:
    contest = make_contest()
    assert "还没有征集活动列表页" in desk.post(address("page", contest), follow=True).content.decode()
    make_contest_page(make_contest("andere"))
    Contest.objects.filter(pk=contest.pk).update(notice="第一段\n\n第二段 <b>")
    for _turn in range(2):
        assert desk.post(address("page", contest)).status_code == 302
    page = ContestPage.objects.get(contest=contest)
    assert (page.live, page.notice[0].block_type) == (False, "paragraph")
    assert "&lt;b&gt;" in str(page.notice[0].value)


def test_a_group_with_entries_stays_when_it_is_no_longer_offered() -> None:
    contest = make_contest(groups=("少年组", "成人组"))
    entry = make_entry(contest, group=EntryGroup.objects.get(name="少年组"))
    rules = revise_rules(contest=contest, reason="调整组别", actor=None, groups=["成人组", "老年组"])
    assert [group.name for group in groups_offered(rules)] == ["成人组", "老年组"]
    entry.refresh_from_db()
    assert str(entry.group) == "少年组"
    assert [group.name for group in groups_offered(entry.rule_set)] == ["少年组", "成人组"]


def test_versions_from_before_offer_every_group() -> None:
    contest = make_contest(announced=False)
    EntryGroup.objects.create(contest=contest, name="少年组")
    rules = rules_of(contest)
    rules.groups = None
    assert [group.name for group in groups_offered(rules)] == ["少年组"]


@pytest.mark.parametrize("name", ["facts", "rules", "extend", "copy", "page"])
def test_who_may_only_look_changes_nothing(client: Client, name: str) -> None:
    contest = make_contest()
    user = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_contest"]))
    client.force_login(user)
    assert client.post(address(name, contest), as_typed(contest, reason="x", title="x")).status_code == 302
    assert (rules_of(contest).version, Contest.objects.count(), Contest.objects.get().title) == (1, 1, "示例征文")
    assert client.get(reverse("contest_desk:add")).status_code == 302


@pytest.mark.parametrize("name", ["facts", "rules", "extend", "copy"])
def test_the_desk_leads_to_each_form(desk: Client, name: str) -> None:
    contest = make_contest()
    assert address(name, contest) in desk.get(address("contest", contest)).content.decode()
    assert desk.get(address(name, contest)).status_code == 200
    assert desk.get(reverse(f"contest_desk:{name}", args=[999])).status_code == 404


def test_next_year() -> None:
    leap = dt.datetime(2024, 2, 29, tzinfo=dt.UTC)
    assert [next_words("2026年征文", "（新）"), next_words("征文", "（新）")] == ["2027年征文", "征文（新）"]
    assert [years_later(leap, 1).day, years_later(leap, 4).day] == [28, 29]
    assert [years_until(leap, leap + dt.timedelta(days=days)) for days in (1, 800)] == [1, 3]


def test_the_public_form_offers_the_groups_of_the_version_that_holds(client: Client) -> None:
    contest = make_contest(groups=("少年组", "成人组"))
    revise_rules(contest=contest, reason="调整组别", actor=None, groups=["成人组"])
    shown = client.get(reverse("entry"), {"contest": "shili"}).content.decode()
    assert [name in shown for name in ("少年组", "成人组")] == [False, True]
