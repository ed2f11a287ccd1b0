"""Putting a piece right at the desk, withdrawing it at its author's wish, excluding it."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from campaigns.contests.domain.corrections import correct_entry, disqualify_entry, standing_values, withdraw_at_wish
from campaigns.contests.domain.entries import move_entry, revise_entry
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.domain.screening import ReasonMissingError
from campaigns.contests.enums import ContestState, EntryState
from campaigns.contests.models import Contest, Entry, EntryCorrection, EntryRevision
from foundation.intake.domain.erasing import erase_submission
from foundation.models import AuditLine, User
from tests.campaigns.contests.test_changing import link_of
from tests.campaigns.contests.test_entry_desk import person
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import text

pytestmark = pytest.mark.django_db
CHILD = Person(name="样例学生", phone="13900000001", is_minor=True, consent=Consent(name="样例家长", relation="母亲"))


@pytest.fixture
def clerk() -> User:
    """Somebody who may put entries right."""
    return person("change_entry", "add_entrycorrection")


def url(entry: Entry, name: str) -> str:
    return reverse(f"entries:{name}", args=[entry.submission.public_id])


def typed(entry: Entry, **changes: Any) -> dict[str, Any]:
    """Return what the screen sends when only ``changes`` were typed."""
    values = {name: value for name, value in standing_values(entry).items() if name != "captions"}
    return {**values, "seen": entry.head_id, "reason": "据原稿核对", **changes}


def test_the_screen_shows_both_sides_and_the_author_reads_what_was_put_right(client: Client, clerk: User) -> None:
    entry = make_entry(make_contest(groups=("少年组", "成人组")), people=(CHILD,))
    entry.group = entry.contest.groups.get(name="少年组")
    entry.save(update_fields=["group"])
    client.force_login(clerk)
    asked = text(client.get(url(entry, "correct")))
    changes = {"name": "样例学生改", "guardian_name": "样例监护人", "group": "成人组", "text": "巷口新装了两盏灯。"}
    none = text(client.post(url(entry, "correct"), typed(entry)))
    silent = text(client.post(url(entry, "correct"), typed(entry, **changes, reason="")))
    done = text(client.post(url(entry, "correct"), typed(entry, **changes), follow=True))
    people = text(client.post(url(entry, "entry")))
    receipt = text(client.get(reverse("intake-link", args=[link_of(entry)])))
    after, author = Entry.objects.get(), entry.contributors.get()
    line = EntryCorrection.objects.get()

    assert [asked.count(word) for word in ("样例学生", "样例家长")] == [2, 2]
    assert ("没有改动" in none, "请简要填写理由" in silent) == (True, True)
    assert (after.head.text if after.head else "", after.group.name if after.group else "") == (
        "巷口新装了两盏灯。",
        "成人组",
    )
    assert (author.name.reveal(), author.guardian.name.reveal()) == ("样例学生改", "样例监护人")
    assert after.submission.contact_name.reveal() == "样例学生改"
    assert line.fields == ["text", "group", "name", "guardian_name"]
    assert json.loads(line.before.reveal())["guardian_name"] == "样例家长"
    assert ("样例监护人" in done, "巷口新装了两盏灯" in done, "样例监护人" in people) == (False, True, True)
    assert [word in receipt for word in ("主办方更正", "据原稿核对", "样例家长")] == [True, True, False]
    assert AuditLine.objects.get(verb="correct_entry").detail["fields"] == line.fields


def test_a_change_of_the_author_meanwhile_is_not_overwritten_unseen(client: Client, clerk: User) -> None:
    entry = make_entry(make_contest())
    values = typed(entry, title="新题目")
    revise_entry(entry=entry, title="作者改题", text="作者改文。")
    client.force_login(clerk)
    page = client.post(url(entry, "correct"), values)

    assert (page.status_code, "作者刚刚" in text(page), "作者改题" in text(page)) == (422, True, True)
    assert f'value="{Entry.objects.get().head_id}"' in text(page)


@pytest.mark.parametrize("state", [EntryState.RETURNED, EntryState.ELIGIBLE])
def test_a_new_wording_is_screened_again_and_a_name_is_not(clerk: User, state: EntryState) -> None:
    entry = make_entry(make_contest())
    move_entry(entry=entry, to=state, actor=clerk, reason="请补")
    head = entry.head_id or 0
    correct_entry(entry=entry, values={"name": "样例作者改"}, reason="误录", seen=head, actor=clerk)
    kept = Entry.objects.get().state
    correct_entry(entry=entry, values={"title": "巷口的明灯"}, reason="误录", seen=head, actor=clerk)

    assert (kept, Entry.objects.get().state) == (state, EntryState.RECEIVED)
    assert list(EntryRevision.objects.values_list("sequence", "title")) == [(1, "巷口的灯"), (2, "巷口的明灯")]


@pytest.mark.parametrize(
    ("contest_state", "state", "values", "code"),
    [
        (ContestState.JUDGING, EntryState.RECEIVED, {"title": "改"}, "judging"),
        (ContestState.JUDGING, EntryState.RECEIVED, {"phone": "13900000009"}, ""),
        (ContestState.OPEN, EntryState.INELIGIBLE, {"title": "改"}, "decided"),
        (ContestState.OPEN, EntryState.WITHDRAWN, {"phone": "13900000009"}, "ended"),
        (ContestState.OPEN, EntryState.RECEIVED, {"title": "巷口的灯"}, "same"),
    ],
)
def test_what_can_be_put_right_when(
    clerk: User, contest_state: str, state: EntryState, values: dict[str, str], code: str
) -> None:
    entry = make_entry(make_contest())
    if state != EntryState.RECEIVED:
        move_entry(entry=entry, to=state, actor=clerk, reason="不符" if state == EntryState.INELIGIBLE else "")
    Contest.objects.update(state=contest_state)
    said = ""
    try:
        correct_entry(entry=entry, values=values, reason="核对", seen=entry.head_id or 0, actor=clerk)
    except ValidationError as refused:
        said = str(refused.code)

    assert (said, EntryCorrection.objects.count()) == (code, 0 if code else 1)


def test_a_written_wish_withdraws_before_judging_only(client: Client, clerk: User) -> None:
    entry, other = make_entry(make_contest()), make_entry(make_contest("zweite"))
    move_entry(entry=entry, to=EntryState.RETURNED, actor=clerk, reason="请补")
    Contest.objects.filter(slug="zweite").update(state=ContestState.JUDGING)
    client.force_login(clerk)
    empty = text(client.post(url(entry, "withdraw"), {"reason": ""}, follow=True))
    done = text(client.post(url(entry, "withdraw"), {"reason": "11月20日来信"}, follow=True))
    twice = text(client.post(url(entry, "withdraw"), {"reason": "11月20日来信"}, follow=True))
    late = text(client.post(url(other, "withdraw"), {"reason": "来信"}, follow=True))
    receipt = text(client.get(reverse("intake-link", args=[link_of(entry)])))

    assert ("请简要填写理由" in empty, "已按作者意愿撤稿" in done) == (True, True)
    assert ("已有人处理" in twice, "不能再撤稿" in late) == (True, True)
    assert [word in receipt for word in ("作者已撤稿", "11月20日来信")] == [True, True]
    assert list(Entry.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "received"]


def test_a_qualified_piece_may_be_excluded_with_a_reason(client: Client, clerk: User) -> None:
    entry = make_entry(make_contest())
    move_entry(entry=entry, to=EntryState.ELIGIBLE, actor=clerk)
    Contest.objects.update(state=ContestState.FINISHED)
    with pytest.raises(ReasonMissingError):
        disqualify_entry(entry=entry, reason=" ", actor=clerk)
    with pytest.raises(ReasonMissingError):
        withdraw_at_wish(entry=entry, reason=" ", actor=clerk)
    client.force_login(clerk)
    done = text(client.post(url(entry, "disqualify"), {"reason": "经查系抄袭"}, follow=True))
    after = Entry.objects.get()

    assert ("已取消资格" in done, after.state, after.reason) == (True, "disqualified", "经查系抄袭")
    assert client.get(url(entry, "correct")).status_code == 404


def test_only_who_has_the_right_puts_right(client: Client) -> None:
    entry = make_entry(make_contest())
    client.force_login(person("change_entry"))
    codes = [client.get(url(entry, "correct")).status_code]
    codes += [client.post(url(entry, name), {"reason": "来信"}).status_code for name in ("withdraw", "disqualify")]
    shown = text(client.get(url(entry, "entry")))
    client.force_login(UserFactory.create())
    codes.append(client.get(url(entry, "correct")).status_code)

    assert (codes, "更正稿件" in shown) == ([302, 302, 302, 302], False)
    assert Entry.objects.get().state == EntryState.RECEIVED


def test_an_erased_piece_is_closed(clerk: User) -> None:
    entry = make_entry(make_contest())
    erase_submission(submission=entry.submission, actor=None)
    with pytest.raises(ValidationError):
        correct_entry(entry=entry, values={"name": "改"}, reason="核对", seen=entry.head_id or 0, actor=clerk)
