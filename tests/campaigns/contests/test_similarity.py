"""Looking for resemblances and judging them: which pairs, in which order, what is left alone."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.entries import revise_entry, withdraw_entry
from campaigns.contests.domain.findings import judge_finding
from campaigns.contests.domain.screening import ReasonMissingError
from campaigns.contests.domain.similarity import KEPT, find_resemblances
from campaigns.contests.enums import FindingKind, FindingState
from campaigns.contests.models import ComparedText, Contest, Entry, Finding
from campaigns.contests.queries.findings import fresh_texts
from campaigns.contests.tasks import find_similar
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine
from search.models import Document
from tests.campaigns.contests.test_entry_desk import person
from tests.campaigns.contests.test_likeness import essay
from tests.factories import news
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """Log a screener in."""
    client.force_login(person("change_entry"))
    return client


def found() -> list[tuple[int, int | None, str]]:
    """Return entry, other entry and kind of every finding."""
    rows = Finding.objects.order_by("entry_id", "other__entry_id").select_related("other")
    return [(row.entry_id, row.other.entry_id if row.other else None, row.kind) for row in rows]


def article(text: str) -> Any:
    """Return one of our articles as readers see it."""
    return news.article(text=text)


def test_the_later_points_to_the_earlier_and_nothing_moves() -> None:
    contest = make_contest()
    first = make_entry(contest, text=essay(1))
    copy = make_entry(contest, text=essay(1).replace("，", " 。\n"))
    lifted = make_entry(contest, text=essay(2) + "\n" + essay(1)[100:220])
    make_entry(contest, text=essay(3))

    searched = find_resemblances(contest=contest)

    exact, contained = FindingKind.EXACT, FindingKind.CONTAINED
    assert found() == [
        (copy.pk, first.pk, exact),
        (lifted.pk, first.pk, contained),
        (lifted.pk, copy.pk, contained),
    ]
    assert (searched.fresh, searched.found) == (4, 3)
    assert set(Entry.objects.values_list("state", flat=True)) == {"received"}
    assert AuditLine.objects.get(verb="find_resemblances").detail == {"fresh": 4, "found": 3}


@pytest.mark.parametrize("change", [{"title": "改了题目"}, {"text": essay(1).replace("，", "、", 1) + "又添一句。"}])
def test_who_changed_something_later_was_first_all_the_same(desk: Client, change: dict[str, str]) -> None:
    contest = make_contest()
    now = timezone.now()
    first = make_entry(contest, text=essay(1), arrived_at=now - dt.timedelta(days=2))
    copy = make_entry(contest, text=essay(1), arrived_at=now - dt.timedelta(days=1))
    revise_entry(entry=first, title=change.get("title", "原题"), text=change.get("text", essay(1)))

    find_resemblances(contest=contest)

    assert [(each, other) for each, other, _kind in found()] == [(copy.pk, first.pk)]
    page = text(desk.get(reverse("entries:finding", args=[Finding.objects.get().pk])))
    times = [timezone.localtime(now - dt.timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S") for days in (1, 2)]
    assert [page.count(each) for each in times] == [1, 1]
    assert page.index(times[0]) < page.index(times[1])


def test_a_second_run_takes_what_is_new_and_repeats_nothing() -> None:
    contest = make_contest()
    first = make_entry(contest, text=essay(1))
    find_resemblances(contest=contest)
    assert fresh_texts(contest).count() == 0
    later = make_entry(contest, text=essay(1))

    searched = find_resemblances(contest=contest)

    assert (searched.fresh, found()) == (1, [(later.pk, first.pk, FindingKind.EXACT)])
    assert find_resemblances(contest=contest).fresh == 0
    ComparedText.objects.update(rule="older")
    assert (find_resemblances(contest=contest).found, Finding.objects.count()) == (0, 1)


def test_past_competitions_and_our_own_articles() -> None:
    past, now = make_contest("eins"), make_contest("zwei")
    old = make_entry(past, text=essay(1))
    find_resemblances(contest=past)
    printed = article(essay(2) + essay(3))
    copy, reprint = make_entry(now, text=essay(1)), make_entry(now, text=essay(2))
    article(essay(50))

    find_resemblances(contest=now)

    assert found() == [(copy.pk, old.pk, FindingKind.EXACT), (reprint.pk, None, FindingKind.NEAR)]
    assert Finding.objects.get(entry=reprint).article_id == printed.pk


def test_an_article_that_readers_cannot_see_is_not_compared() -> None:
    contest = make_contest()
    article(essay(1))
    Document.objects.update(visible_from=timezone.now() + dt.timedelta(days=1))
    make_entry(contest, text=essay(1))
    assert find_resemblances(contest=contest).found == 0


def test_own_wordings_withdrawn_and_erased_pieces_are_left_alone() -> None:
    contest = make_contest()
    own = make_entry(contest, text=essay(1))
    withdraw_entry(entry=make_entry(contest, text=essay(2)))
    erase_submission(submission=make_entry(contest, text=essay(3)).submission, actor=None)
    find_resemblances(contest=contest)
    revise_entry(entry=own, title="巷口的灯", text=essay(1) + "尾")
    for number in (2, 3):
        make_entry(contest, text=essay(number))

    assert (find_resemblances(contest=contest).found, Finding.objects.count()) == (0, 0)


def test_a_text_copied_by_a_whole_class_keeps_few_findings() -> None:
    contest = make_contest()
    for _ in range(KEPT + 4):
        make_entry(contest, text=essay(1, 200))

    find_resemblances(contest=contest)

    last = Entry.objects.order_by("pk").last()
    assert last is not None
    assert last.findings.count() == KEPT
    assert Entry.objects.filter(findings=None).count() == 1


def test_placing_takes_as_many_queries_for_five_resemblances_as_for_one() -> None:
    counts = []
    for number, copies in ((1, 1), (2, 1), (3, 5)):
        contest = make_contest(f"stil-{number}")
        for each in range(copies + 1):
            entry = make_entry(contest, text=essay(number, 200))
            revise_entry(entry=entry, title=f"改题{each}", text=essay(number, 200))
        with CaptureQueriesContext(connection) as queries:
            find_resemblances(contest=contest)
        counts.append(len(queries))
    assert Finding.objects.filter(entry__contest__slug="stil-3").count() > KEPT
    assert counts[1] == counts[2]


def test_pictures_without_text_and_short_texts() -> None:
    contest = make_contest()
    for words in ("", "", "灯", "灯", "一二三四五六", "一二三四五六"):
        make_entry(contest, text=words)
    assert find_resemblances(contest=contest).fresh == 6
    assert [kind for _entry, _other, kind in found()] == [FindingKind.EXACT]


def test_command_and_task() -> None:
    contest = make_contest()
    make_entry(contest, text=essay(1))
    make_entry(contest, text=essay(1))
    out = StringIO()

    call_command("find_similar", "--dry-run", stdout=out)
    call_command("find_similar", "--contest", contest.slug, stdout=out)

    assert out.getvalue() == "shili: 2 new texts\nshili: 2 new, 1 compared, 1 found\n"
    assert (find_similar.call(contest.pk), find_similar.call(0)) == (0, 0)
    with pytest.raises(CommandError):
        call_command("find_similar", "--contest", "no-such")


@pytest.fixture
def finding() -> Finding:
    """Two pieces of which the later holds a paragraph of the earlier."""
    contest = make_contest()
    make_entry(contest, title="先来", text=essay(1))
    make_entry(contest, title="后到", text=essay(2) + essay(1)[50:150])
    find_resemblances(contest=contest)
    return Finding.objects.get()


@pytest.mark.parametrize("to", [FindingState.DISMISSED, FindingState.UPHELD])
def test_a_verdict_needs_a_reason_and_may_be_taken_back(finding: Finding, to: FindingState) -> None:
    actor = UserFactory.create()
    with pytest.raises(ReasonMissingError):
        judge_finding(finding=finding, to=to, actor=actor, reason=" ")
    judged = judge_finding(finding=finding, to=to, actor=actor, reason="已核对")
    assert (judged.state, judged.reason, judged.decided_by) == (to, "已核对", actor)
    with pytest.raises(ForbiddenMoveError):
        judge_finding(finding=finding, to=FindingState.DISMISSED, actor=actor, reason="再判")
    judge_finding(finding=finding, to=FindingState.OPEN, actor=actor)
    finding.refresh_from_db()
    assert (finding.state, finding.reason, finding.decided_at) == (FindingState.OPEN, "", None)


@pytest.mark.parametrize(
    "wrong", [{"state": "upheld"}, {"share": 1001}, {"other": None}, {"kind": "guess"}, {"reason": "x"}]
)
def test_the_database_holds_what_a_finding_is(finding: Finding, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**wrong)


def test_forgetting_an_author_takes_the_words_of_the_verdict(finding: Finding) -> None:
    judge_finding(finding=finding, to=FindingState.UPHELD, actor=UserFactory.create(), reason="与样例作者所述一致")
    erase_submission(submission=finding.entry.submission, actor=None)
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == (FindingState.UPHELD, "—")


def url(finding: Finding) -> str:
    return reverse("entries:finding", args=[finding.pk])


def test_both_texts_stand_side_by_side_with_the_passage_marked(desk: Client, finding: Finding) -> None:
    page = desk.get(url(finding))
    text = page.content.decode()
    assert text.count("<mark>") == 2
    assert ("先来" in text, "后到" in text, "待核对" in text) == (True, True, True)
    assert AuditLine.objects.filter(verb="open_entry").count() == 2


def test_markup_in_a_text_stays_text(desk: Client) -> None:
    contest = make_contest()
    for _ in range(2):
        make_entry(contest, text="<script>alert(1)</script>" + essay(1))
    find_resemblances(contest=contest)
    assert "<script>alert" not in desk.get(url(Finding.objects.get())).content.decode()


def test_judging_on_the_screen(desk: Client, finding: Finding) -> None:
    assert "请简要填写理由" in desk.post(url(finding), {"to": "dismissed", "reason": ""}).content.decode()
    page = desk.post(url(finding), {"to": "dismissed", "reason": "引用已注明"}, follow=True).content.decode()
    assert "已排除" in page
    assert "引用已注明" in page
    again = desk.post(url(finding), {"to": "upheld", "reason": "x"}, follow=True).content.decode()
    assert "已由他人作出结论" in again
    desk.post(url(finding), {"to": "open"})
    assert Finding.objects.get().state == FindingState.OPEN
    assert desk.post(url(finding), {"to": "refused"}).status_code == 404


def test_what_was_erased_is_said(desk: Client, finding: Finding) -> None:
    assert finding.other is not None
    erase_submission(submission=finding.other.entry.submission, actor=None)
    page = desk.get(url(finding)).content.decode()
    assert "无法标出相同段落" in page
    assert "<mark>" not in page


def test_an_article_of_ours_beside_an_entry(desk: Client) -> None:
    contest, page = make_contest(), article(essay(1))
    make_entry(contest, text=essay(1)[:300])
    find_resemblances(contest=contest)
    shown = desk.get(url(Finding.objects.get())).content.decode()
    assert (page.title in shown, shown.count("<mark>")) == (True, 2)
    Document.objects.all().delete()
    assert "无法标出相同段落" in desk.get(url(Finding.objects.get())).content.decode()


def test_the_list_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    contest, address, counts = make_contest(), reverse("entries:findings_results"), []
    article(essay(1))
    for number in (1, 2, 3):
        make_entry(contest, text=essay(1) + str(number))
        find_resemblances(contest=contest)
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        counts.append(len(queries))
    assert Finding.objects.count() > 3
    assert counts[0] == counts[1] == counts[2]


def test_the_list_says_where_and_how_much(desk: Client, finding: Finding) -> None:
    article(essay(2))
    other = make_contest("zwei")
    make_entry(other, text=essay(2))
    find_resemblances(contest=other)
    page = desk.get(reverse("entries:findings")).content.decode()
    assert ("同一活动" in page, "本站文章" in page, finding.entry.contest.title in page) == (True, True, True)
    filtered = desk.get(reverse("entries:findings"), {"contest": str(finding.entry.contest_id), "state": "open"})
    assert [row.pk for row in filtered.context["object_list"]] == [finding.pk]


def test_comparing_is_asked_for_at_the_list(
    desk: Client, client: Client, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    contest = make_contest()
    for _ in range(2):
        make_entry(contest, text=essay(1))
    listed = f"{reverse('entries:findings')}?contest={contest.pk}"
    assert "2 件稿件尚未比对" in desk.get(listed).content.decode()
    address = reverse("entries:search_findings", args=[contest.pk])
    with django_capture_on_commit_callbacks(execute=True):
        page = desk.post(address, follow=True)
    assert "已开始比对" in page.content.decode()
    assert Finding.objects.count() == 1
    assert desk.get(address).status_code == 405
    client.force_login(person("view_entry"))
    assert client.post(address).status_code == 404


def test_a_flagged_entry_says_so_in_list_and_screening(desk: Client, finding: Finding) -> None:
    contest = Contest.objects.get()
    assert "相似线索（1）" in desk.get(reverse("entries:index"), {"contest": str(contest.pk)}).content.decode()
    page = desk.get(reverse("entries:screen", args=[finding.entry.submission.public_id])).content.decode()
    assert url(finding) in page


def test_strangers_see_no_resemblance(client: Client, finding: Finding) -> None:
    for rights in (("view_entry",), ()):
        client.force_login(person(*rights))
        addresses = [reverse("entries:findings"), url(finding)]
        assert [client.get(address).status_code for address in addresses] == [302, 302]
