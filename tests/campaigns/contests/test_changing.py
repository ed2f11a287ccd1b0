"""Changing and withdrawing a piece by its private link, and the limit of pieces of one author."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.entries import TooManyEntriesError, move_entry
from campaigns.contests.enums import ContestKind, ContestState, EntryState
from campaigns.contests.kind import PUBLIC_LABELS
from campaigns.contests.models import Contest, Entry
from campaigns.contests.queries.editing import entries_of_author
from campaigns.contests.queries.pictures import picture_files
from foundation.models import Draft, RawPost, Submission
from tests.campaigns.contests.photographs import picture
from tests.campaigns.contests.test_pages import FORM, send
from tests.factories.contests import make_contest, make_entry, send_piece
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import stamp, text

pytestmark = pytest.mark.django_db


def link_of(entry: Entry) -> str:
    return str(entry.submission.link_token.reveal())


def closed(entry: Entry) -> None:
    """Let the time of closing and its grace pass."""
    now = timezone.now()
    entry.contest = make_contest("closed", opens_at=now - dt.timedelta(days=9), closes_at=now - dt.timedelta(days=1))
    entry.save(update_fields=["contest"])


def test_the_link_leads_to_the_piece_as_it_stands(client: Client) -> None:
    entry = make_entry(make_contest(), text="巷口的灯𠮷")
    page = text(client.get(reverse("intake-link", args=[link_of(entry)])))
    shown = client.get(reverse("entry-change", args=[link_of(entry)]))

    assert reverse("entry-change", args=[link_of(entry)]) in page
    assert [word in text(shown) for word in ("巷口的灯𠮷", "样例作者", "13900000001", entry.submission.number)] == [
        True
    ] * 4
    assert shown["Cache-Control"] == "no-store, private"


def test_a_change_is_a_revision_and_the_same_again_changes_nothing(client: Client) -> None:
    entry = make_entry(make_contest())
    change = {"change": link_of(entry), "text": "巷口的灯，又添一盏。", "contact_name": "样例作者改"}
    pages = [send(client, **change) for _ in range(2)]
    after = Entry.objects.get()

    assert [(status, entry.submission.number in page) for status, page in pages] == [(200, True)] * 2
    assert list(after.revisions.values_list("sequence", "text")) == [
        (1, "巷口新装了一盏灯。"),
        (2, "巷口的灯，又添一盏。"),
    ]
    assert (after.contributors.get().name.reveal(), after.submission.contact_name.reveal()) == ("样例作者改",) * 2
    assert list(RawPost.objects.values_list("outcome", "submission")) == [("accepted", after.pk)] * 2
    assert Submission.objects.count() == 1


def test_a_change_half_done_is_kept_and_stays_a_change(client: Client) -> None:
    entry = make_entry(make_contest())
    send(client, change=link_of(entry), text="改了一半", action="save")
    token = Draft.objects.get().token.reveal()
    page = text(Client().get(reverse("entry-draft", args=[token])))
    key = Draft.objects.get().submission_key
    status, _page = send(client, change=link_of(entry), text="改完了。", draft=token, stamp=stamp("entry", key))

    assert ("改了一半" in page, f'name="change" value="{link_of(entry)}"' in page, status) == (True, True, 200)
    assert (Submission.objects.count(), Entry.objects.get().revisions.count()) == (1, 2)
    assert client.get(reverse("entry-draft", args=[token])).status_code == 404


def test_sent_back_shows_the_reason_on_top_and_is_received_again_even_after_closing(client: Client) -> None:
    entry = make_entry(make_contest())
    move_entry(entry=entry, to=EntryState.RETURNED, actor=UserFactory.create(), reason="请补写结尾<b>")
    entry.refresh_from_db()
    closed(entry)
    page = text(client.get(reverse("entry-change", args=[link_of(entry)])))
    status, _page = send(client, change=link_of(entry), text="补了结尾。", contest="closed")
    after = Entry.objects.get()

    assert page.index("请补写结尾&lt;b&gt;") < page.index('name="title"')
    assert (status, after.state, after.reason) == (200, EntryState.RECEIVED, "")


def test_what_was_sent_back_and_never_returned_is_over_with_the_competition(client: Client) -> None:
    entry = make_entry(make_contest())
    move_entry(entry=entry, to=EntryState.RETURNED, actor=UserFactory.create(), reason="请补写结尾")
    Contest.objects.update(state=ContestState.FINISHED)
    status, page = send(client, change=link_of(entry), text="补写的结尾。")

    assert (status, "稿件已不能修改" in page, "补写的结尾。" in page) == (422, True, True)
    assert Entry.objects.get().state == EntryState.RETURNED


def test_a_change_leaves_alone_what_an_extension_moves_meanwhile(client: Client) -> None:
    entry = make_entry(make_contest())
    day = dt.date(2099, 1, 1)

    def meanwhile(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.startswith('UPDATE "contests_entry" SET "group_id"'):
            Submission.objects.update(erase_on=day)
        return execute(sql, *arguments)

    with connection.execute_wrapper(meanwhile):
        send(client, change=link_of(entry), contact_phone="13900000009")
    after = Submission.objects.get()

    assert (after.erase_on, after.contact_phone.reveal()) == (day, "13900000009")


def test_after_closing_nothing_is_changed_and_the_text_stays(client: Client) -> None:
    entry = make_entry(make_contest())
    closed(entry)
    shown = client.get(reverse("entry-change", args=[link_of(entry)]))
    status, page = send(client, change=link_of(entry), text="改得太晚", contest="closed")
    withdrawn = client.post(reverse("entry-withdraw", args=[link_of(entry)]))

    assert (shown.status_code, withdrawn.status_code, status) == (302, 302, 422)
    assert ("稿件已不能修改" in page, "改得太晚" in page) == (True, True)
    assert Entry.objects.get().state == EntryState.RECEIVED
    assert "修改稿件" not in text(client.get(reverse("intake-link", args=[link_of(entry)])))


@pytest.mark.parametrize("link", ["A" * 32, "x"])
def test_a_wrong_link_opens_nothing(client: Client, link: str) -> None:
    make_entry(make_contest())
    names = ("entry-change", "entry-withdraw") if len(link) > 1 else ()
    status, page = send(client, change=link)

    assert [client.get(reverse(name, args=[link])).status_code for name in names] == [404] * len(names)
    assert (status, "稿件已不能修改" in page) == (422, True)
    assert Submission.objects.count() == 1


def test_withdrawing_asks_once_more(client: Client) -> None:
    entry = make_entry(make_contest())
    address = reverse("entry-withdraw", args=[link_of(entry)])
    asked = client.get(address)
    assert ("确认撤回" in text(asked), Entry.objects.get().state) == (True, EntryState.RECEIVED)
    page = text(client.post(address, follow=True))

    assert (str(PUBLIC_LABELS[EntryState.WITHDRAWN]) in page, Entry.objects.get().state) == (True, EntryState.WITHDRAWN)
    assert client.post(address).status_code == 302


def test_a_new_manuscript_takes_the_place_of_the_old(client: Client) -> None:
    make_contest()
    first = send(client, action="read", files=SimpleUploadedFile("a.txt", "第一稿".encode()))[1]
    draft = Draft.objects.get()
    send(client, draft=draft.token.reveal(), text="第一稿", stamp=stamp("entry", draft.submission_key))
    entry = Entry.objects.get()
    second = send(client, change=link_of(entry), action="read", files=SimpleUploadedFile("b.txt", "第二稿".encode()))[1]
    found = re.search(r'name="draft" value="([^"]+)"', second)
    assert ("第一稿" in first, "第二稿" in second, found is not None) == (True, True, True)
    assert found is not None
    send(client, change=link_of(entry), draft=found[1], text="第二稿")
    head = Entry.objects.get().head

    assert head is not None
    assert [row.file.name.reveal() for row in head.files.select_related("file")] == ["b.txt"]
    assert {file.submission_id for file in (row.file for row in head.files.all())} == {entry.pk}


def test_pictures_are_changed_added_and_left_out(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    form = {name: value for name, value in FORM.items() if name != "text"}

    def post(**changes: object) -> str:
        return text(client.post(reverse("entry"), {**form, "stamp": stamp("entry"), **changes}))

    def ids(page: str) -> list[str]:
        return re.findall(r'name="picture" value="([0-9a-f-]{36})"', page)

    upload = [SimpleUploadedFile(f"{number}.jpg", picture()) for number in range(2)]
    old = ids(post(action="read", files=upload))
    draft = Draft.objects.get()
    post(picture=old, caption=["一", "二"], draft=draft.token.reveal(), stamp=stamp("entry", draft.submission_key))
    entry = Entry.objects.get()
    shown = text(client.get(reverse("entry-change", args=[link_of(entry)])))
    page = post(
        action="read",
        change=link_of(entry),
        picture=ids(shown),
        caption=["一", "二"],
        files=SimpleUploadedFile("n.jpg", picture("PNG")),
    )
    new = ids(page)
    change_draft = Draft.objects.exclude(pk=draft.pk).get().token.reveal()
    post(change=link_of(entry), picture=[new[2], new[0]], caption=["新", "一"], draft=change_draft)
    after = Entry.objects.get()

    assert (ids(shown), new[:2]) == (old, old)
    assert [(str(row.file.public_id), row.caption) for row in picture_files(after)] == [(new[2], "新"), (old[0], "一")]
    assert after.revisions.count() == 2
    assert client.get(reverse("entry-preview", args=[link_of(entry), new[2]])).status_code == 200


def test_the_limit_of_one_author_is_said_and_held(client: Client) -> None:
    contest = make_contest(per_author=1)
    first, second = send(client), send(client)
    other = send(client, contact_name="另一位样例作者")

    assert (first[0], second[0], other[0]) == (200, 422, 200)
    assert "每位作者最多可投 1 件" in second[1]
    assert "巷口新装了一盏灯。" in second[1]
    assert entries_of_author(contest, name="样例作者", phone="139 0000 0001") == 1
    with pytest.raises(TooManyEntriesError):
        send_piece(contest)


def test_the_same_press_twice_is_no_second_piece_of_the_author(client: Client) -> None:
    make_contest(per_author=1)
    same = stamp("entry")

    assert [send(client, stamp=same)[0] for _ in range(2)] == [200, 200]


def test_a_withdrawn_piece_leaves_room_for_another(client: Client) -> None:
    make_contest(per_author=1)
    send(client)
    client.post(reverse("entry-withdraw", args=[link_of(Entry.objects.get())]))

    assert send(client)[0] == 200
