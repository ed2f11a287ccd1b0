"""What a contributor may rely on until closing: a change is a change, a declaration stays as it was made."""

import datetime as dt
import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.screening import screen_entry
from campaigns.contests.enums import DeclarationKind, EntryState, ScreeningResult
from campaigns.contests.models import Declaration, Entry
from foundation.intake import stamps
from foundation.intake.domain.drafts import save_draft
from foundation.intake.kinds import get_kind
from foundation.models import Draft, IntakeFile, RawPost
from tests.campaigns.contests.test_changing import closed, link_of
from tests.campaigns.contests.test_pages import FORM, send
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import stamp, text

pytestmark = pytest.mark.django_db


def words_on_tools() -> str:
    return Declaration.objects.get(kind=DeclarationKind.AI_USE).text


def qualified(entry: Entry) -> Entry:
    """Let a screener find the piece good."""
    screen_entry(entry=entry, result=ScreeningResult.ELIGIBLE, actor=UserFactory.create(), seen=int(entry.head_id or 0))
    entry.refresh_from_db()
    return entry


def test_nobody_declares_without_choosing(client: Client) -> None:
    make_contest(ai_policy="declare")
    page = text(client.get(reverse("entry"), {"contest": "shili"}))
    status, again = send(client, ai_used="")

    assert '<option value="" selected>请选择</option>' in page
    assert (status, "请选择一项" in again, Entry.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_what_was_declared_of_tools_is_still_so_after_another_change(client: Client, answer: str) -> None:
    make_contest(ai_policy="declare")
    send(client, ai_used=answer)
    before, link = words_on_tools(), link_of(Entry.objects.get())
    page = text(client.get(reverse("entry-change", args=[link])))
    send(client, change=link, ai_used=answer, text="又添一盏。")

    assert f'<option value="{answer}" selected>' in page
    assert words_on_tools() == before


def test_words_that_we_did_not_write_are_asked_again(client: Client) -> None:
    make_contest(ai_policy="declare")
    send(client, ai_used="no")
    entry = Entry.objects.get()
    Declaration.objects.create(entry=entry, kind=DeclarationKind.AI_USE, text="另外的声明")
    page = text(client.get(reverse("entry-change", args=[link_of(entry)])))

    assert '<option value="" selected>请选择</option>' in page


def test_a_qualified_piece_is_changed_until_closing_and_screened_again(client: Client) -> None:
    entry = qualified(make_entry(make_contest()))
    shown = client.get(reverse("entry-change", args=[link_of(entry)]))
    status, _page = send(client, change=link_of(entry), text="又添一盏。")
    after = Entry.objects.get()

    assert (shown.status_code, status) == (200, 200)
    assert (after.state, after.decided_at, after.decided_by) == (EntryState.RECEIVED, None, None)
    assert after.revisions.count() == 2


def test_a_qualified_piece_stays_so_when_only_the_telephone_changes(client: Client) -> None:
    entry = qualified(make_entry(make_contest()))
    send(client, change=link_of(entry), contact_phone="13900000009")
    after = Entry.objects.get()

    assert (after.state, after.revisions.count()) == (EntryState.ELIGIBLE, 1)
    assert after.contributors.get().phone.reveal() == "13900000009"


def test_a_qualified_piece_in_another_group_is_screened_again(client: Client) -> None:
    contest = make_contest(groups=("少年组", "成人组"))
    first, second = contest.groups.order_by("pk")
    entry = qualified(make_entry(contest, group=first))
    send(client, change=link_of(entry), group=str(second.pk))

    assert Entry.objects.get().state == EntryState.RECEIVED


def test_a_qualified_piece_is_withdrawn_until_closing_and_not_after(client: Client) -> None:
    contest = make_contest()
    first, second = qualified(make_entry(contest)), qualified(make_entry(contest))
    client.post(reverse("entry-withdraw", args=[link_of(first)]))
    closed(second)
    client.post(reverse("entry-withdraw", args=[link_of(second)]))

    assert [Entry.objects.get(pk=each.pk).state for each in (first, second)] == [
        EntryState.WITHDRAWN,
        EntryState.ELIGIBLE,
    ]


def test_a_change_is_answered_as_a_change(client: Client) -> None:
    entry = make_entry(make_contest())
    type(entry.submission).objects.update(received_at=timezone.now() - dt.timedelta(days=3))
    page = send(client, change=link_of(entry), text="又添一盏。")[1]

    assert [words in page for words in ("修改已收到", "修改时间", entry.submission.number)] == [True] * 3


@pytest.mark.parametrize("name", ["title", "contact_name", "contact_email"])
def test_what_is_too_long_is_said_in_plain_words(client: Client, name: str) -> None:
    make_contest()
    page = send(client, **{name: "长" * 300 + ("@example.cn" if name == "contact_email" else "")})[1]

    assert ("变量" in page, "请缩短" in page) == (False, True)


def bring(client: Client, draft: Draft, name: str, data: bytes) -> dict[str, str]:
    """Send a file as the form's script does, and ask for what was read of it."""
    headers = {"X-Draft": draft.token.reveal()}
    asked = {"name": name, "size": len(data)}
    url = client.post(reverse("entry-files"), asked, content_type="application/json", headers=headers).json()["url"]
    client.put(url, data, content_type="application/octet-stream", headers={**headers, "Upload-Offset": "0"})
    answer: dict[str, str] = client.get(f"{url}reading/", headers=headers).json()
    return answer


def test_another_manuscript_takes_the_place_of_the_first_also_by_script(client: Client) -> None:
    make_contest()
    saved = save_draft(kind=get_kind("entry"), values={**FORM, "text": ""})
    said = [bring(client, saved.draft, *each)["state"] for each in [("错.txt", "错稿".encode())]]
    said += [bring(client, saved.draft, "正.txt", "正稿𠮷".encode())["state"]]
    broken = bring(client, saved.draft, "坏.pdf", b"%PDF-1.4 broken")
    key = saved.draft.submission_key
    send(client, draft=saved.token, text="正稿𠮷", stamp=stamp("entry", key))
    head = Entry.objects.get().head

    assert (said, broken["state"], broken["sentence"] != "") == (["done", "done"], "refused", True)
    assert head is not None
    assert [row.file.name.reveal() for row in head.files.select_related("file")] == ["正.txt"]
    assert IntakeFile.objects.filter(state="complete").count() == 1


def test_what_is_attached_is_shown_and_can_be_taken_out(client: Client) -> None:
    make_contest()
    saved = save_draft(kind=get_kind("entry"), values={**FORM, "text": ""})
    bring(client, saved.draft, "第一稿.txt", "第一稿".encode())
    page = text(client.get(reverse("entry-draft", args=[saved.token])))
    send(client, draft=saved.token, stamp=stamp("entry", saved.draft.submission_key))
    entry = Entry.objects.get()
    shown = text(client.get(reverse("entry-change", args=[link_of(entry)])))
    send(client, change=link_of(entry), drop_files="on")
    after = Entry.objects.get()

    assert ("第一稿.txt" in page, 'value="drop:' in page) == (True, True)
    assert ("第一稿.txt" in shown, 'name="drop_files"' in shown) == (True, True)
    assert after.head is not None
    assert (after.head.sequence, after.head.files.count()) == (2, 0)
    assert IntakeFile.objects.get().submission_id == entry.pk


def test_a_file_is_taken_out_of_a_draft_and_the_text_stays(client: Client) -> None:
    make_contest()
    saved = save_draft(kind=get_kind("entry"), values=FORM)
    bring(client, saved.draft, "错.txt", "错稿".encode())
    file = IntakeFile.objects.get()
    page = send(client, draft=saved.token, action=f"drop:{file.public_id}")[1]

    assert ("错.txt" in page, "巷口新装了一盏灯。" in page) == (False, True)
    assert IntakeFile.objects.get().state == "erased"


def test_the_same_key_with_other_content_is_told_so_and_nothing_is_lost(client: Client) -> None:
    make_contest()
    same = stamp("entry")
    first = send(client, stamp=same)
    again = send(client, stamp=same)
    status, page = send(client, stamp=same, title="另一个题目", text="另外的正文𠮷")
    entry = Entry.objects.get()
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    new = stamps.read(found[1]) if found else None
    assert new is not None
    later = stamp("entry", new.key)
    replaced = send(client, stamp=later, title="另一个题目", text="另外的正文𠮷", change=link_of(entry))
    another = send(client, stamp=later, title="另一个题目", text="另外的正文𠮷")

    assert (first[0], again[0], status, replaced[0], another[0]) == (200, 200, 409, 200, 200)
    assert [words in page for words in (entry.submission.number, "尚未收下", "另外的正文𠮷", link_of(entry))] == [
        True
    ] * 4
    assert list(RawPost.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "accepted",
        "repeated",
        "refused",
        "accepted",
        "accepted",
    ]
    assert (Entry.objects.count(), Entry.objects.get(pk=entry.pk).revisions.count()) == (2, 2)


def test_while_nothing_can_be_saved_the_text_comes_back_and_the_ticks_stay_ticks(client: Client) -> None:
    group = str(make_contest(groups=("少年组",)).groups.get().pk)

    def gone(*_args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        status, page = send(client, group=group, text="正文𠮷", ai_used="yes")
    hidden = set(re.findall(r'type="hidden" name="([a-z_]+)"', page))

    assert (status, "正文𠮷</textarea>" in page, "css/intake" in page) == (503, True, True)
    assert {"group", "agree_original", "agree_licence", "ai_used", "stamp", "contest"} <= hidden
    assert set(re.findall(r'<textarea id="kept_([a-z_]+)"', page)) == {"title", "text", "contact_name", "contact_phone"}
