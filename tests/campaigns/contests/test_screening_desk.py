"""Screening in the admin: the next piece, the three decisions, undoing, what two screeners see."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.entries import revise_entry, submit_entry
from campaigns.contests.domain.pieces import Person
from campaigns.contests.domain.screening import screen_entry, take_seat
from campaigns.contests.enums import ContestState, EntryState, ScreeningResult
from campaigns.contests.models import Contest, Entry, Screening
from campaigns.contests.rules.states import ENTRY_STATES
from foundation.intake.domain.files import take_whole
from foundation.intake.kinds import get_kind
from foundation.models import AuditLine
from tests.campaigns.contests.test_entry_desk import person, url
from tests.factories.contests import make_contest, make_entry, make_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """Log a screener in."""
    client.force_login(person("change_entry"))
    return client


def screening(contest: Contest) -> str:
    return reverse("entries:screening", args=[contest.pk])


def decide(desk: Client, entry: Entry, result: str, **typed: Any) -> Any:
    """Send the form of one piece as the page does."""
    head = Entry.objects.get(pk=entry.pk).head_id
    return desk.post(url(entry, "screen"), {"result": result, "seen": head, **typed}, follow=True)


def test_the_screen_leads_through_the_pieces_in_their_order(desk: Client) -> None:
    contest = make_contest()
    first, second = make_entry(contest, title="甲"), make_entry(contest, title="乙")

    page = desk.get(screening(contest), follow=True)
    assert page.redirect_chain[-1][0].startswith(url(first, "screen"))
    page = decide(desk, first, "eligible")
    assert page.redirect_chain[-1][0].startswith(url(second, "screen"))
    assert "合格" in page.content.decode()
    page = decide(desk, second, "ineligible", code="subject", note="写的是别处")

    assert "没有待初审的稿件" in page.content.decode()
    assert list(Entry.objects.order_by("pk").values_list("state", "reason")) == [
        ("eligible", ""),
        ("ineligible", "不符合征文主题：写的是别处"),
    ]


def test_a_piece_reads_as_for_the_judges(desk: Client) -> None:
    entry = make_entry(make_contest(), title="𠮷日<script>", text="　　第一段龘。\n\n<b>第二段</b>")

    page = desk.get(url(entry, "screen")).content.decode()

    assert "<p>第一段龘。</p>" in page
    assert "<p>&lt;b&gt;第二段&lt;/b&gt;</p>" in page
    assert "𠮷日&lt;script&gt;" in page
    assert AuditLine.objects.filter(verb="open_entry", subject_id=str(entry.pk)).count() == 1


@pytest.mark.parametrize("result", ["returned", "ineligible"])
@pytest.mark.parametrize("typed", [{}, {"code": "other"}, {"note": "   "}, {"code": "no-such", "note": "请改𠮷"}])
def test_without_a_reason_nothing_is_decided_and_what_was_typed_stays(
    desk: Client,
    result: str,
    typed: dict[str, str],
) -> None:
    entry = make_entry(make_contest())

    page = decide(desk, entry, result, **typed)

    assert (Entry.objects.get().state, page.context["form"].is_valid()) == ("received", False)
    if "note" in typed:
        assert typed["note"].strip() in page.content.decode()


def test_a_result_that_is_none_decides_nothing(desk: Client) -> None:
    entry = make_entry(make_contest())
    for result in ("undone", "withdrawn", "", "received"):
        decide(desk, entry, result, note="x")
    assert (Entry.objects.get().state, Screening.objects.count()) == ("received", 0)


def test_sending_back_without_an_address_asks_for_a_call(desk: Client) -> None:
    contest = make_contest()
    entry = make_entry(contest, people=(Person(name="样例作者", phone="13900000001"),))

    page = decide(desk, entry, "returned", code="incomplete").content.decode()

    assert "请电话通知" in page


def test_undoing_from_the_next_screen_comes_back_to_the_piece(desk: Client) -> None:
    contest = make_contest()
    first, second = make_entry(contest), make_entry(contest)
    page = decide(desk, first, "eligible")
    assert (page.context["last"], page.context["entry"]) == (first, second)

    page = desk.post(url(first, "undo"), {"reason": "点错了", "back": "screen"}, follow=True)

    assert (page.context["entry"], page.context["waits"]) == (first, True)
    assert list(Screening.objects.values_list("result", "note")) == [("eligible", ""), ("undone", "点错了")]


@pytest.mark.parametrize(("reason", "said"), [("", "请简要填写理由"), ("再撤", "没有可撤销的决定")])
def test_undoing_that_cannot_be_is_said(desk: Client, reason: str, said: str) -> None:
    entry = make_entry(make_contest())
    page = desk.post(url(entry, "undo"), {"reason": reason}, follow=True)
    assert said in page.content.decode()
    assert desk.get(url(entry, "undo"), follow=True).status_code == 200


def test_nothing_is_undone_when_all_is_over(desk: Client) -> None:
    entry = make_entry(make_contest())
    decide(desk, entry, "eligible")
    Contest.objects.update(state=ContestState.FINISHED)
    page = desk.post(url(entry, "undo"), {"reason": "点错了"}, follow=True)
    assert "决定不再更改" in page.content.decode()
    assert Entry.objects.get().state == EntryState.ELIGIBLE


def test_what_another_did_meanwhile_is_said(desk: Client) -> None:
    contest = make_contest()
    entry, other = make_entry(contest), make_entry(contest)
    head = entry.head_id or 0
    screen_entry(entry=entry, result=ScreeningResult.ELIGIBLE, actor=person(), seen=head)
    page = decide(desk, entry, "ineligible", code="subject")
    assert "已由他人作出决定" in page.content.decode()
    revise_entry(entry=other, title="新题", text="新文。")
    page = desk.post(url(other, "screen"), {"result": "eligible", "seen": other.head_id})
    assert "请重新审阅" in page.content.decode()
    assert "新文。" in page.content.decode()
    assert list(Entry.objects.order_by("pk").values_list("state", flat=True)) == ["eligible", "received"]


def test_a_minor_without_consent_is_not_let_through(desk: Client) -> None:
    entry = make_entry(make_contest(), people=(Person(name="样例学生", is_minor=True),))
    assert "缺少监护人同意" in decide(desk, entry, "eligible").content.decode()
    assert Entry.objects.get().state == EntryState.RECEIVED


def test_a_group_alone_and_leaving_a_piece_for_later(desk: Client) -> None:
    contest = make_contest(groups=("少年组", "成人组"))
    young, grown = contest.groups.all()
    one, two, three = (make_entry(contest, group=group) for group in (grown, young, young))

    page = desk.get(screening(contest), {"group": young.pk}, follow=True)
    assert (page.context["entry"], page.context["waiting"]) == (two, 2)
    assert desk.get(page.context["skip_url"], follow=True).context["entry"] == three
    page = decide(desk, two, "eligible", group=young.pk)
    assert page.context["entry"] == three
    page = decide(desk, three, "eligible", group=young.pk)
    assert page.context["waiting"] == 1
    assert (
        desk.get(screening(contest), {"group": "99999999999999", "after": "\0x"}, follow=True).context["entry"] == one
    )


def test_pieces_before_another_screener_are_left_to_them(desk: Client) -> None:
    contest = make_contest()
    make_entry(contest)
    take_seat(contest=contest, user=person(), now=timezone.now() + dt.timedelta(seconds=1))
    assert "正由他人审阅" in desk.get(screening(contest), follow=True).content.decode()


def test_a_file_is_a_download(desk: Client) -> None:
    kind = get_kind("entry")
    upload = ContentFile("正文".encode(), name="样例.txt")
    file = take_whole(kind=kind, upload=upload)
    piece = make_piece(make_contest())
    receipt = submit_entry(piece=piece, key=uuid.uuid4(), files=[file])
    address = reverse("entries:file", args=[receipt.submission.public_id, file.public_id])

    response: Any = desk.get(address)

    assert b"".join(response.streaming_content) == "正文".encode()
    assert response["Content-Disposition"].startswith(f'attachment; filename="{receipt.number}')
    assert response["Content-Type"] == "application/octet-stream"
    entry = make_entry(Contest.objects.get())
    assert desk.get(reverse("entries:file", args=[entry.submission.public_id, file.public_id])).status_code == 404


def test_a_screen_takes_as_many_queries_with_three_lines_as_with_one(desk: Client) -> None:
    entry, counts = make_entry(make_contest()), []
    desk.get(url(entry, "screen"))
    for turns in (1, 2):
        for _ in range(turns):
            decide(desk, entry, "returned", note="请改")
            desk.post(url(entry, "undo"), {"reason": "点错了"})
        with CaptureQueriesContext(connection) as queries:
            desk.get(url(entry, "screen"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("state", sorted(set(EntryState) - {EntryState.DRAFT}))
def test_only_what_is_received_offers_decisions(desk: Client, state: str) -> None:
    entry = make_entry(make_contest())
    decided = {"reason": "x", "decided_at": timezone.now(), "decided_by": person()}
    needs = state in {EntryState.RETURNED, EntryState.INELIGIBLE, EntryState.DISQUALIFIED}
    Entry.objects.update(state=state, **(decided if needs else {}))

    page = desk.get(url(entry, "screen")).content.decode()

    assert ('name="result"' in page) == (state == EntryState.RECEIVED)
    assert ENTRY_STATES.allows(state, EntryState.ELIGIBLE) == (state == EntryState.RECEIVED)
