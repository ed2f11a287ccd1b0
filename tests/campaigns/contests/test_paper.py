"""Manuscripts on paper: entered by a clerk, with scans, and a receipt to print."""

import builtins
import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.desk import enter_paper, start_of, today
from campaigns.contests.enums import ConsentMethod, EntryChannel, EntryState
from campaigns.contests.models import Contest, Entry, Guardian
from foundation.intake.codes import shown_code
from foundation.intake.models import IntakeFile
from foundation.models import AuditLine, OutboxMail, User
from tests.factories.contests import make_contest, make_entry, make_piece
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


def clerk() -> User:
    """Return somebody who may enter pieces."""
    user: User = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_entry"]))
    return user


@pytest.fixture
def desk(client: Client) -> Client:
    """Log a clerk in."""
    client.force_login(clerk())
    return client


def page_scan(name: str = "第一页.jpg") -> SimpleUploadedFile:
    """Return a photo of a page."""
    return SimpleUploadedFile(name, picture_bytes(), "image/jpeg")


def sent(contest_pk: int, **changes: Any) -> dict[str, Any]:
    """Return what the form sends."""
    values = {
        "key": str(uuid.uuid4()),
        "contest": contest_pk,
        "channel": "post",
        "received_on": today().isoformat(),
        "title": "巷口的灯",
        "name": "样例作者",
        "scans": [page_scan(), page_scan("第二页.jpg")],
    }
    return {**values, **changes}


def enter(desk: Client, **changes: Any) -> str:
    """Send the form and return the page that follows."""
    contest = Contest.objects.get()
    return desk.post(reverse("contest_paper:index"), sent(contest.pk, **changes), follow=True).content.decode()


def test_a_manuscript_with_its_scans_becomes_an_entry_and_its_receipt_is_shown(desk: Client) -> None:
    make_contest()
    page = enter(desk, received_on=(today() - YESTERDAY).isoformat(), phone="0990-1234567", unit="样例村")
    entry = Entry.objects.select_related("submission", "head").get()

    assert (entry.channel, entry.state, entry.received_at) == (
        EntryChannel.POST,
        EntryState.RECEIVED,
        start_of(today() - YESTERDAY),
    )
    assert [each.file.name.reveal() for each in entry.head.files.all()] == ["第一页.jpg", "第二页.jpg"]  # type: ignore[union-attr]
    wanted = [
        entry.submission.number,
        shown_code(entry.submission.query_code.reveal()),
        "邮寄",
        "巷口的灯",
        "data:image",
    ]
    assert [word for word in wanted if word not in page] == []
    assert [word for word in ("样例作者", "1234567") if word in page] == []
    assert AuditLine.objects.filter(verb="print_entry_receipt", subject_id=str(entry.pk)).count() == 1


def test_photographs_on_the_desk_carry_their_captions_in_order(desk: Client) -> None:
    make_contest()
    enter(desk, captions="桥上\n桥下")
    head = Entry.objects.get().head
    assert head is not None
    assert [each.caption for each in head.files.all()] == ["桥上", "桥下"]


def test_the_same_press_twice_is_one_entry_with_its_files_once(desk: Client) -> None:
    make_contest()
    key = str(uuid.uuid4())
    enter(desk, key=key), enter(desk, key=key)
    assert (Entry.objects.count(), IntakeFile.objects.count()) == (1, 2)


def test_an_author_with_an_address_gets_a_copy(desk: Client) -> None:
    make_contest()
    enter(desk, email="author@example.cn", text="巷口新装了一盏灯。", scans=[])
    assert OutboxMail.objects.get().purpose == "entry_receipt"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"received_on": (today() + 2 * YESTERDAY).isoformat()}, "日期晚于今天"),
        ({"postmarked_on": (today() + YESTERDAY).isoformat()}, "邮戳日期晚于收到日期"),
        ({"scans": []}, "请填写正文或选择扫描件"),
        ({"scans": [SimpleUploadedFile("坏.exe", b"MZ\x90\x00" + bytes(60))]}, "坏.exe"),
        ({"scans": [SimpleUploadedFile("空.jpg", b"")]}, "扫描件或照片"),
        ({"name": ""}, "作者姓名"),
        ({"has_consent": "on"}, "请填写作者的监护人姓名"),
        ({"channel": "web"}, "来稿方式"),
        ({"title": "=" * 201}, "作品题目"),
    ],
)
def test_what_cannot_be_is_said_and_stored_nowhere(desk: Client, changes: dict[str, Any], said: str) -> None:
    make_contest()
    page = enter(desk, **changes)
    assert "尚未登记" in page
    assert said in page
    assert (Entry.objects.count(), IntakeFile.objects.count()) == (0, 0)


def test_group_and_genre_are_those_of_the_competition(desk: Client) -> None:
    mine = make_contest(groups=("少年组",), genres=["散文"])
    other = make_contest("other", groups=("成人组",))
    group, foreign = mine.groups.get(), other.groups.get()
    form = reverse("contest_paper:index")
    refused = [
        desk.post(form, sent(mine.pk, **changes)).context["form"].errors.keys()
        for changes in ({}, {"group": foreign.pk, "genre": "散文"}, {"group": group.pk, "genre": "诗"})
    ]
    assert [sorted(keys) for keys in refused] == [["genre", "group"], ["group"], ["genre"]]
    desk.post(form, sent(mine.pk, group=group.pk, genre="散文"))
    assert Entry.objects.values_list("group", "genre").get() == (group.pk, "散文")


def test_a_signed_consent_is_written_down(desk: Client) -> None:
    make_contest()
    enter(desk, is_minor="on", guardian_name="样例家长", guardian_phone="13900000009", has_consent="on")
    guardian = Guardian.objects.get()
    assert (guardian.method, guardian.name.reveal(), bool(guardian.consent_text)) == (
        ConsentMethod.SCAN,
        "样例家长",
        True,
    )


def test_paper_of_the_closing_day_is_in_time_and_of_the_day_after_late(desk: Client) -> None:
    closes_at = start_of(today()) - dt.timedelta(hours=8)
    make_contest(opens_at=closes_at - 9 * YESTERDAY, closes_at=closes_at)
    for day in (today() - YESTERDAY, today()):
        enter(desk, received_on=day.isoformat())
    assert list(Entry.objects.order_by("pk").values_list("is_late", flat=True)) == [False, True]


def test_the_postmark_counts_where_the_rules_say_so(desk: Client) -> None:
    closes_at = start_of(today()) - YESTERDAY
    make_contest(opens_at=closes_at - 9 * YESTERDAY, closes_at=closes_at, time_basis={"post": "sent"})
    enter(desk, postmarked_on=(today() - 2 * YESTERDAY).isoformat())
    assert Entry.objects.get().is_late is False


def test_only_channels_of_paper_and_only_files_the_desk_takes() -> None:
    piece = make_piece(make_contest())
    with pytest.raises(ValueError, match="no channel of paper"):
        enter_paper(piece=piece, key=uuid.uuid4(), uploads=[], actor=clerk())
    wrong = SimpleUploadedFile("坏.exe", b"MZ\x90\x00" + bytes(60))
    with pytest.raises(ValidationError):
        enter_paper(
            piece=make_piece(piece.contest, channel=EntryChannel.HAND), key=uuid.uuid4(), uploads=[wrong], actor=clerk()
        )
    assert Entry.objects.count() == 0


def test_receipts_of_the_web_are_not_printed_and_not_there_looks_the_same(desk: Client) -> None:
    entry = make_entry(make_contest())
    paths = [reverse("contest_paper:receipt", args=[key]) for key in (entry.submission.public_id, uuid.uuid4())]
    assert [desk.get(path).status_code for path in paths] == [404, 404]


def test_the_desk_is_for_those_who_may_change_entries(client: Client) -> None:
    entry = make_entry(make_contest(), channel=EntryChannel.HAND)
    stranger = UserFactory.create()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    paths = [
        reverse("contest_paper:index"),
        reverse("contest_paper:receipt", args=[entry.submission.public_id]),
        reverse("contest_paper:pdf", args=[entry.submission.public_id]),
    ]
    assert [client.get(path).status_code for path in paths] == [302, 302, 302]
    client.post(paths[0], sent(entry.contest_id))
    assert Entry.objects.count() == 1
    assert "contest-paper" not in client.get("/admin/").content.decode()


def test_the_form_takes_as_many_queries_for_three_competitions_as_for_one(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    make_contest("a", groups=("甲",))
    desk.get(reverse("contest_paper:index"))
    with django_assert_max_num_queries(60) as first:
        desk.get(reverse("contest_paper:index"))
    make_contest("b", groups=("乙",)), make_contest("c", groups=("丙",))
    with django_assert_max_num_queries(60) as second:
        desk.get(reverse("contest_paper:index"))
    assert len(first.captured_queries) == len(second.captured_queries)


def test_the_receipt_as_pdf(desk: Client) -> None:
    entry = make_entry(make_contest(), channel=EntryChannel.HAND, title="𠮷龘")
    response = desk.get(reverse("contest_paper:pdf", args=[entry.submission.public_id]))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_without_the_libraries_of_pdf_the_page_is_printed(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = make_entry(make_contest(), channel=EntryChannel.HAND)
    honest = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError(name)
        return honest(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    response = desk.get(reverse("contest_paper:pdf", args=[entry.submission.public_id]))
    assert response["Location"] == reverse("contest_paper:receipt", args=[entry.submission.public_id])


def test_today_is_the_day_of_the_office() -> None:
    assert today(dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)) == dt.date(2026, 3, 4)
    assert timezone.now() >= start_of(today())
