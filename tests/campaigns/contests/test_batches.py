"""A school's batch: every row answered, nothing twice, teacher and guardians written down, hostile files refused."""

import datetime as dt
import io
import struct
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from campaigns.contests.domain.batch_answers import answers_of, receipts_of
from campaigns.contests.domain.batch_links import ExpiredError, LinkedAlreadyError, make_link, open_link, revoke_link
from campaigns.contests.domain.batch_runs import (
    Sender,
    is_stuck,
    restart_run,
    send_batch,
    work_through,
)
from campaigns.contests.enums import BatchState, ConsentMethod, EntryChannel
from campaigns.contests.models import BatchEntry, BatchLink, BatchRun, Contest, Entry, Guardian
from foundation.intake.domain.access import NotHereError
from foundation.intake.models import IntakeFile
from foundation.models import AuditLine
from tests.campaigns.contests.batch_files import archive, manuscript, packed, sheet, uploads
from tests.factories.contests import make_contest
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db
ATTESTED = "本人证明监护人已同意。"


def make_batch_link(contest: Contest, unit: str = "样例小学") -> tuple[BatchLink, str]:
    """Return a good link and its token."""
    expires_at = timezone.now() + dt.timedelta(days=9)
    made = make_link(contest=contest, unit=unit, expires_at=expires_at, actor=UserFactory.create())
    return made.link, made.token


def run(link: BatchLink, data: bytes, files: bytes | None = None, **changes: Any) -> BatchRun:
    """Send a sheet and work it through; returns the run as it then is."""
    values: dict[str, Any] = {
        "teacher": "样例老师",
        "phone": "13900000001",
        "attested": ATTESTED,
        "declared": {"original": "原创", "licence": "同意刊发"},
    }
    sent = uploads(data, files)
    made = send_batch(
        link=link, sheet=sent["sheet"], archive=sent.get("archive"), sender=Sender(**{**values, **changes})
    )
    work_through(key=made.pk)
    return BatchRun.objects.get(pk=made.pk)


def sentences(made: BatchRun) -> list[str]:
    return [answer.sentence for answer in answers_of(made)]


def test_good_rows_become_entries_and_every_row_is_answered() -> None:
    contest = make_contest()
    link, _token = make_batch_link(contest)
    made = run(
        link,
        sheet(contest, {}, {"name": "样例学生二", "files": "没有.docx"}, {"name": "样例三", "teacher": "另一老师"}),
        archive(我的家乡__docx=manuscript()),
    )
    first, second = Entry.objects.select_related("head", "submission").order_by("pk")

    assert (made.state, made.rows, made.done, made.taken, made.repeated) == (BatchState.DONE, 3, 3, 2, 0)
    assert sentences(made) == ["成功", "未收下：压缩包里没有文件“没有.docx”。", "成功"]
    assert [answer.number for answer in answers_of(made)] == [first.submission.number, "", second.submission.number]
    assert (first.channel, first.received_at) == (EntryChannel.BATCH, made.sent_at)
    assert first.head is not None
    assert (first.head.title, first.head.text) == ("我的家乡", "家乡的小河弯弯的，𠮷龘。")
    assert sorted(first.declarations.values_list("kind", flat=True)) == ["guardian", "licence", "original"]
    assert [entry.run_id for entry in BatchEntry.objects.all()] == [made.pk, made.pk]


def test_the_teacher_is_the_instructor_and_attests_the_guardians() -> None:
    contest = make_contest()
    link, _token = make_batch_link(contest)
    run(link, sheet(contest, {}, {"name": "样例二", "teacher": "另一老师"}), archive(我的家乡__docx=manuscript()))
    entry, other = Entry.objects.order_by("pk")
    author, instructor = entry.contributors.all()
    guardian = Guardian.objects.get(contributor=author)

    assert [instructor.is_instructor, instructor.name.reveal(), instructor.phone.reveal()] == [
        True,
        "样例老师",
        "13900000001",
    ]
    assert (author.is_minor, author.phone.reveal(), author.unit.reveal()) == (True, "13900000001", "样例小学 五年级2班")
    assert (guardian.method, guardian.consent_text, guardian.name.reveal()) == (
        ConsentMethod.SCHOOL,
        ATTESTED,
        "样例家长",
    )
    assert other.contributors.get(is_instructor=True).name.reveal() == "另一老师"


def test_a_corrected_sheet_adds_only_what_was_missing_also_under_a_new_link() -> None:
    contest = make_contest()
    link, _token = make_batch_link(contest)
    files = archive(我的家乡__docx=manuscript(), 河__docx=manuscript("河"))
    run(link, sheet(contest, {}, {"name": "样例二", "files": "错.docx"}), files)
    second = run(link, sheet(contest, {"phone": "13900000005"}, {"name": "样例二", "files": "河"}), files)
    revoke_link(link=link, actor=UserFactory.create())
    renewed, _token = make_batch_link(contest)
    third = run(renewed, sheet(contest, {}, {"name": "样例二"}, {"name": "样例三"}), files)

    assert [(made.taken, made.repeated) for made in (second, third)] == [(1, 1), (1, 2)]
    assert sentences(second)[0].startswith("已经收过")
    assert Entry.objects.count() == 3


def test_another_unit_with_the_same_pupil_is_another_entry() -> None:
    contest = make_contest()
    for unit in ("甲校", "乙校"):
        run(make_batch_link(contest, unit)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    assert Entry.objects.count() == 2


def test_the_same_row_twice_in_a_sheet_is_said() -> None:
    contest = make_contest()
    made = run(make_batch_link(contest)[0], sheet(contest, {}, {}), archive(我的家乡__docx=manuscript()))
    assert sentences(made) == ["成功", "未收下：与第 2 行的作者、题目相同，请区分题目。"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": ""}, "请填写作者姓名"),
        ({"title": ""}, "题目"),
        ({"files": ""}, "请填写文件名"),
        ({"title": "长" * 201}, "过长"),
        ({"phone": "打电话"}, "电话号码"),
        ({"minor": "也许"}, "请填“是”或“否”"),
        ({"guardian": ""}, "监护人姓名"),
        ({"consent": "否"}, "监护人姓名"),
        ({"files": "坏.docx"}, "损坏"),
        ({"files": "程序.exe"}, "程序.exe"),
        ({"files": "空.txt"}, "空.txt"),
        ({"files": "两份.docx"}, "多个文件"),
        ({"files": "我的家乡.docx；河.txt"}, "只有一份稿件"),
        ({"files": "；".join(["我的家乡.docx"] * 13)}, "最多"),
    ],
)
def test_why_a_row_is_not_taken(row: dict[str, str], said: str) -> None:
    contest = make_contest()
    files = packed(
        {
            "我的家乡.docx": manuscript(),
            "坏.docx": b"PK\x03\x04 broken",
            "程序.exe": b"MZ\x90\x00\x01\x02\x03" + bytes(30),
            "空.txt": b"",
            "甲/两份.docx": manuscript(),
            "乙/两份.docx": manuscript(),
            "河.txt": "河".encode(),
        }
    )
    made = run(make_batch_link(contest)[0], sheet(contest, row), files)
    assert said in sentences(made)[0]
    assert (made.taken, Entry.objects.count()) == (0, 0)


def test_adults_need_no_guardian_and_a_teacher_who_attests_nothing_sends_no_pupils() -> None:
    contest = make_contest()
    rows = sheet(contest, {"minor": "否", "guardian": "", "consent": ""}, {"name": "样例二"})
    made = run(make_batch_link(contest)[0], rows, archive(我的家乡__docx=manuscript()), attested="")
    assert [sentence[:12] for sentence in sentences(made)] == ["成功", "未收下：报送教师没有勾选"[:12]]
    assert Guardian.objects.count() == 0


def test_rules_of_the_competition_hold_for_rows() -> None:
    contest = make_contest(groups=("少年组",), genres=["散文"], words_max=5, is_hard=True, per_author=1)
    link, _token = make_batch_link(contest)
    good = {"group": "少年组", "genre": "散文", "files": "短.txt"}
    rows = [{}, {**good, "files": "长.txt"}, good, {**good, "title": "第二篇"}]
    made = run(
        link,
        sheet(contest, *rows),
        packed({"我的家乡.docx": manuscript(), "长.txt": "很长的一篇稿子".encode(), "短.txt": "短".encode()}),
    )
    said = sentences(made)
    assert ("组别" in said[0], "体裁" in said[0], "字" in said[1], said[2], "最多投稿 1 件" in said[3]) == (
        True,
        True,
        True,
        "成功",
        True,
    )


def test_rows_of_a_photo_competition_bring_pictures_with_captions() -> None:
    contest = make_contest()
    Contest.objects.filter(pk=contest.pk).update(kind="photo")
    contest.refresh_from_db()
    files = packed({"一.jpg": picture_bytes(), "二.jpg": picture_bytes(), "我的家乡.docx": manuscript()})
    made = run(
        make_batch_link(contest)[0],
        sheet(contest, {"files": "一.jpg；二.jpg", "captions": "桥上；桥下"}, {"name": "样例二"}),
        files,
    )
    assert [sentence[:3] for sentence in sentences(made)] == ["成功", "未收下"]
    head = Entry.objects.get().head
    assert head is not None
    assert [(each.file.name.reveal(), each.caption) for each in head.files.all()] == [
        ("一.jpg", "桥上"),
        ("二.jpg", "桥下"),
    ]


def test_a_contest_for_adults_asks_for_no_guardian() -> None:
    contest = make_contest(minors_policy="adults")
    run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    assert [row.is_minor for row in Entry.objects.get().contributors.filter(is_instructor=False)] == [False]


def test_the_time_of_sending_counts_not_that_of_the_worker() -> None:
    now = timezone.now()
    contest = make_contest(closes_at=now + dt.timedelta(hours=1), grace_minutes=0)
    sent = uploads(sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    link, _token = make_batch_link(contest)
    sender = Sender(teacher="样例", phone="13900000001", attested="x", declared={})
    made = send_batch(link=link, sheet=sent["sheet"], archive=sent["archive"], sender=sender)
    late = uploads(sheet(contest, {"name": "样例二"}), archive(我的家乡__docx=manuscript()))
    later = send_batch(link=link, sheet=late["sheet"], archive=late["archive"], sender=sender)
    BatchRun.objects.filter(pk=later.pk).update(sent_at=now + dt.timedelta(hours=2))
    work_through(key=made.pk), work_through(key=later.pk)
    assert Entry.objects.order_by("pk").values_list("received_at", flat=True)[0] == made.sent_at


def test_a_contest_not_open_yet_takes_nothing() -> None:
    now = timezone.now()
    contest = make_contest(opens_at=now + dt.timedelta(days=1))
    made = run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    assert (made.state, bool(made.problem)) == (BatchState.FAILED, True)


def lying_directory() -> bytes:
    """Return a ZIP whose end promises more files than we read."""
    data = archive(a__txt=b"x")
    at = data.rfind(b"PK\x05\x06")
    return data[: at + 10] + struct.pack("<H", 60_000) + data[at + 12 :]


def bomb() -> bytes:
    """Return a small ZIP whose files say that they unpack to gigabytes."""
    data = bytearray(archive(a__txt=b"x", b__txt=b"y"))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 2**31)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def locked() -> bytes:
    """Return a ZIP that says its file is encrypted."""
    data = bytearray(archive(a__txt=b"x"))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 no archive at all", "已损坏"),
        (archive(a__txt=b"x")[:-10], "已损坏"),
        (packed({"a.txt": b"x"}, zipfile.ZIP_LZMA), "已损坏"),
        (lying_directory(), "过多"),
        (bomb(), "过多"),
        (locked(), "密码"),
    ],
    ids=["nothing", "cut", "method", "directory", "bomb", "locked"],
)
def test_hostile_archives_end_in_a_sentence(data: bytes, said: str) -> None:
    contest = make_contest()
    made = run(make_batch_link(contest)[0], sheet(contest, {}), data)
    assert (made.state, said in made.problem, Entry.objects.count()) == (BatchState.FAILED, True, 0)


def test_a_file_that_unpacks_to_more_than_it_says_is_cut_or_refused() -> None:
    contest = make_contest()
    data = bytearray(archive(我的家乡__docx=manuscript()))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 40)
    made = run(make_batch_link(contest)[0], sheet(contest, {}), bytes(data))
    assert ("损坏" in sentences(made)[0], Entry.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xlsx"),
        (b"PK\x03\x04 broken", "模板"),
        ("列一,列二\n甲,乙\n".encode(), "缺少"),
    ],
)
def test_hostile_sheets_end_in_a_sentence(data: bytes, said: str) -> None:
    made = run(make_batch_link(make_contest())[0], data, None)
    assert (made.state, said in made.problem) == (BatchState.FAILED, True)


def test_formulas_and_markup_are_text_and_come_back_as_text() -> None:
    contest = make_contest()
    evil = '=HYPERLINK("http://x","y")'
    made = run(
        make_batch_link(contest)[0],
        sheet(contest, {"title": evil}),
        archive(我的家乡__docx=manuscript("&lt;script&gt;")),
    )
    assert Entry.objects.get().head.title == evil  # type: ignore[union-attr] # a received entry has its revision
    assert [line.title for line in receipts_of([made], made.link)[0]] == [evil]


def test_names_in_gbk_and_in_folders_that_climb_are_found_by_their_last_part() -> None:
    contest = make_contest()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        info = zipfile.ZipInfo("../../etc/x.docx")
        package.writestr(info, manuscript())
        package.writestr("__MACOSX/x.docx", b"apple")
    data = buffer.getvalue().replace(b"x.docx", b"x.docx")
    made = run(make_batch_link(contest)[0], sheet(contest, {"files": "x"}), data)
    assert sentences(made) == ["成功"]
    assert [file.name.reveal() for file in Entry.objects.get().submission.files.all()] == ["x.docx"]


def test_a_run_that_lost_its_worker_is_taken_up_and_takes_nothing_twice() -> None:
    contest = make_contest()
    made = run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    assert work_through(key=made.pk) is None
    long_ago = timezone.now() - dt.timedelta(minutes=11)
    BatchRun.objects.filter(pk=made.pk).update(state=BatchState.WORKING, touched_at=long_ago)
    made.refresh_from_db()
    assert is_stuck(made)
    assert restart_run(run=made).state == BatchState.WAITING
    work_through(key=made.pk)
    made.refresh_from_db()
    assert (made.state, made.repeated, Entry.objects.count()) == (BatchState.DONE, 1, 1)
    assert restart_run(run=made).state == BatchState.DONE
    assert work_through(key=0) is None


def test_files_that_are_no_sheet_and_no_archive_are_not_kept() -> None:
    link, _token = make_batch_link(make_contest())
    sender = Sender(teacher="样例", phone="13900000001", declared={})
    picture = SimpleUploadedFile("a.jpg", picture_bytes())
    with pytest.raises(ValidationError):
        send_batch(link=link, sheet=picture, archive=None, sender=sender)
    assert BatchRun.objects.count() == 0


def test_links_are_made_once_for_a_unit_opened_expired_and_revoked() -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    assert token not in str(BatchLink.objects.values().get())
    assert open_link(token=token) == link
    with pytest.raises(LinkedAlreadyError):
        make_batch_link(contest)
    with pytest.raises(ExpiredError):
        open_link(token=token, now=link.expires_at)
    actor = UserFactory.create()
    assert revoke_link(link=revoke_link(link=link, actor=actor), actor=actor).revoked_by == actor
    for wrong in (token, "", "\udc00"):
        with pytest.raises(NotHereError):
            open_link(token=wrong)
    for unit, days in ((" ", 1), ("甲", -1)):
        with pytest.raises(ValueError, match="needs a unit"):
            make_link(contest=contest, unit=unit, expires_at=timezone.now() + dt.timedelta(days=days), actor=actor)
    verbs = AuditLine.objects.filter(subject_kind="contests.batchlink").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["make_batch_link", "revoke_batch_link"]


def test_erasing_runs_counts_first_and_leaves_the_entries(capsys: pytest.CaptureFixture[str]) -> None:
    contest = make_contest()
    made = run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    BatchRun.objects.filter(pk=made.pk).update(sent_at=timezone.now() - dt.timedelta(days=400))
    for option in (["--dry-run"], [], ["--dry-run"]):
        call_command("erase_contest_batches", "--days", "365", *option)
    assert capsys.readouterr().out.splitlines() == ["1 to erase", "1 erased", "0 to erase"]
    erased = BatchRun.objects.get()
    assert [bool(value) for value in (erased.teacher, erased.phone, erased.answers)] == [False] * 3
    assert set(IntakeFile.objects.filter(submission__isnull=True).values_list("state", flat=True)) == {"erased"}
    assert Entry.objects.get().head.text  # type: ignore[union-attr] # a received entry has its revision
