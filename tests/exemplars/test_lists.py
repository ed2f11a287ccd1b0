"""Lists of units: by a link without account, each row answered, and only what was missing is added."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exemplars.domain.lists import InvitedAlreadyError, close_list, invite_unit
from exemplars.domain.nominations import ask_nominator
from exemplars.enums import RoundState
from exemplars.forms.archives import FILE_BYTES, Archive, ArchiveError
from exemplars.forms.lists import LIST_SPEC, file_names, take_list
from exemplars.models import Nomination, Round, UnitList
from foundation.intake.domain.batches import RowAnswer
from foundation.intake.enums import Channel, FileState
from foundation.intake.sheets import read_rows, write_xlsx
from foundation.intake.states import ForbiddenMoveError
from foundation.models import IntakeFile, RawPost, Submission
from tests.exemplars.nominating import DEEDS, nominated, open_category, reviewer
from tests.factories.foundation import UserFactory
from tests.foundation.test_archives import packed

HEADINGS = [column.heading for column in LIST_SPEC.columns]
CONTACT = {"contact_name": "报送样例", "contact_phone": "13955550321"}
PDF = b"%PDF-1.4 sample"


def unit_list(unit: str = "柳湾社区") -> UnitList:
    """Return a list of a round that collects, with one category."""
    round_, _category = open_category()
    return invite_unit(round_=round_, unit=unit, actor=reviewer())


def row(wanted: UnitList, **changes: str) -> list[str]:
    """Return a good row with changes, in the order of the template."""
    category = wanted.round.programme.categories.get()
    good = {
        "category": category.name,
        "subject": "个人",
        "name": "样例𠮷龘",
        "place": "澄川市河东区",
        "unit": "公交公司",
        "age": "否",
        "deeds": DEEDS,
        "consent": "本人知情并同意",
    }
    return [{**good, **changes}.get(column.field, "") for column in LIST_SPEC.columns]


def sheet(*rows: list[str]) -> bytes:
    """Return a filled-in list."""
    return write_xlsx([HEADINGS, *rows], title="推荐名单")


def taken(wanted: UnitList, *rows: list[str], archive: bytes = b"") -> list[RowAnswer]:
    """Take a list in."""
    return take_list(unit_list=wanted, data=sheet(*rows), contact=CONTACT, archive=archive)


def link(wanted: UnitList, name: str = "nomination-list") -> str:
    """Return an address of the unit."""
    return reverse(name, args=[wanted.token.reveal()])


def upload(wanted: UnitList, client: Client, data: bytes, **fields: Any) -> Any:
    """Send a list through the page."""
    files = {"sheet": SimpleUploadedFile("名单.xlsx", data)}
    return client.post(link(wanted), {**CONTACT, **files, **fields})


# -- rows --------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_row_is_a_nomination_of_the_unit() -> None:
    wanted = unit_list()
    answers = taken(wanted, row(wanted), row(wanted, name="样例二", age="是", guardian="监护样例 13955550999"))
    assert [(answer.line, answer.taken, answer.repeated) for answer in answers] == [(2, True, False), (3, True, False)]
    first, second = Nomination.objects.order_by("pk")
    assert (first.name, first.deeds, first.unit_list) == ("样例𠮷龘", DEEDS, wanted)
    assert (second.is_minor, second.guardian.reveal()) == (True, "监护样例 13955550999")
    assert (first.submission.channel, first.submission.contact_phone.reveal()) == (Channel.BATCH, "13955550321")


@pytest.mark.django_db
def test_a_corrected_list_adds_only_what_was_missing() -> None:
    wanted = unit_list()
    good, bad = row(wanted), row(wanted, name="样例二", deeds="太短")
    first = taken(wanted, good, bad)
    assert [answer.taken for answer in first] == [True, False]
    assert first[1].problems == ("主要事迹：现有 2 字，请至少写 10 字：何时、何事、帮助了谁。",)
    second = taken(wanted, good, row(wanted, name="样例二"))
    assert [(answer.taken, answer.repeated) for answer in second] == [(True, True), (True, False)]
    assert second[0].number == first[0].number
    assert Nomination.objects.count() == 2


@pytest.mark.django_db
def test_a_changed_row_of_somebody_known_is_told_and_never_doubled() -> None:
    wanted = unit_list()
    number = taken(wanted, row(wanted))[0].number
    answer = taken(wanted, row(wanted, deeds=DEEDS + "后来又帮了十一户。"))[0]
    assert (answer.taken, number in answer.sentence) == (False, True)
    other = taken(wanted, row(wanted, unit="公交公司（三车队）"))[0]
    assert (other.taken, other.repeated, Nomination.objects.count()) == (True, False, 2)
    assert Nomination.objects.get(submission__number=number).deeds == DEEDS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"category": "没有的类别"}, "“类别”请填写下列之一："),
        ({"subject": "机器"}, "“推荐对象类型”请填写下列之一：个人、群体、家庭、单位。"),
        ({"age": "十七"}, "“是否未满18周岁”请填写下列之一：是、否、已故。"),
        ({"consent": ""}, "“本人是否知情同意”请填写下列之一："),
        ({"name": ""}, "推荐对象姓名（名称）：请填写姓名或名称。"),
        ({"age": "是"}, "监护人（仅未成年人填写）：请填写同意推荐的监护人姓名和电话。"),
        ({"files": "证明.pdf"}, "填写了证明材料文件名，但没有随名单发送 .zip 压缩包。"),
    ],
)
def test_a_row_that_is_wrong_is_answered_in_a_sentence(changes: dict[str, str], sentence: str) -> None:
    wanted = unit_list()
    answer = taken(wanted, row(wanted, **changes))[0]
    assert (answer.taken, sentence in answer.sentence) == (False, True), answer.sentence
    assert Submission.objects.count() == 0


@pytest.mark.django_db
def test_a_round_that_closed_meanwhile_takes_no_row() -> None:
    wanted = unit_list()
    form_round = Round.objects.filter(pk=wanted.round_id)
    form_round.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert taken(wanted, row(wanted))[0].taken is False
    assert Submission.objects.count() == 0


# -- files -------------------------------------------------------------------------------------------------------------


def test_file_names_are_read_however_they_are_separated() -> None:
    assert file_names("甲.pdf；乙 1.jpg, 丙.png\n甲.pdf、") == ["甲.pdf", "乙 1.jpg", "丙.png"]


@pytest.mark.django_db
def test_files_of_the_archive_come_with_their_row() -> None:
    wanted = unit_list()
    archive = packed(("证明/甲.pdf", PDF), ("乙.pdf", PDF + b"2"))
    answers = taken(
        wanted, row(wanted, files="甲.pdf；乙.PDF"), row(wanted, name="二", files="甲.pdf"), archive=archive
    )
    assert [answer.problems for answer in answers] == [(), ()]
    first, second = Submission.objects.order_by("pk")
    kept = [[file.name.reveal() for file in each.files.filter(state=FileState.COMPLETE)] for each in (first, second)]
    assert kept == [["甲.pdf", "乙.PDF"], ["甲.pdf"]]
    again = taken(wanted, row(wanted, files="甲.pdf；乙.PDF"), archive=archive)
    assert (again[0].repeated, IntakeFile.objects.count()) == (True, 3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "cell", "sentence"),
    [
        ([("甲.pdf", PDF)], "乙.pdf", "压缩包中没有名为“乙.pdf”的文件。"),
        ([("一/甲.pdf", PDF), ("二/甲.pdf", PDF)], "甲.pdf", "压缩包中有多个文件都叫“甲.pdf”。"),
        ([("甲.pdf", b"MZ no document")], "甲.pdf", "甲.pdf：这里不收这类文件"),
        ([("甲.pdf", b"")], "甲.pdf", "“甲.pdf”超过 10 MB 或已损坏。"),
        ([("甲.pdf", PDF + b"0" * FILE_BYTES)], "甲.pdf", "“甲.pdf”超过 10 MB 或已损坏。"),
        ([("甲.pdf", PDF)], "1.pdf；2.pdf；3.pdf；4.pdf；5.pdf；6.pdf；7.pdf", "最多"),
    ],
)
def test_a_row_whose_files_are_wrong_leaves_nothing(files: list[tuple[str, bytes]], cell: str, sentence: str) -> None:
    wanted = unit_list()
    answer = taken(wanted, row(wanted, files=cell), archive=packed(*files))[0]
    assert (answer.taken, sentence in answer.sentence) == (False, True), answer.sentence
    assert (Submission.objects.count(), IntakeFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("payload", [b"no archive", b"0" * (50 * 1024 * 1024 + 1)], ids=["damaged", "too large"])
def test_an_archive_that_cannot_be_read_is_refused_with_a_sentence(payload: bytes) -> None:
    with pytest.raises(ArchiveError, match=r"。$"):
        Archive(payload, wanted=[])


def test_a_large_archive_is_unpacked_in_parts() -> None:
    contents = {f"{number}.pdf": PDF + bytes([number]) * 9_000_000 for number in range(6)}
    archive = Archive(packed(*contents.items()), wanted=list(contents))
    assert [archive.content(name) == content for name, content in contents.items()] == [True] * 6


# -- the unit's page ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_unit_fills_in_the_template_and_reads_the_answers(client: Client) -> None:
    wanted = unit_list()
    template = client.get(link(wanted, "nomination-list-template"))
    book = openpyxl.load_workbook(io.BytesIO(template.content))
    assert [cell.value for cell in next(book.worksheets[0].iter_rows())] == HEADINGS
    for place, value in enumerate(row(wanted), start=1):
        book.worksheets[0].cell(row=2, column=place, value=value)
    for place, value in enumerate(row(wanted, name="样例二", deeds="短"), start=1):
        book.worksheets[0].cell(row=3, column=place, value=value)
    filled = io.BytesIO()
    book.save(filled)
    page = upload(wanted, client, filled.getvalue()).content.decode()
    number = Nomination.objects.get().submission.number
    texts = ("共读取 2 行，其中 1 行未收下", number, "未收下：主要事迹：现有 1 字")
    assert [text for text in texts if text not in page] == []
    assert RawPost.objects.get().body.reveal() == filled.getvalue()


@pytest.mark.django_db
def test_the_page_lists_what_came_with_codes_and_leads_to_what_is_asked(client: Client) -> None:
    wanted = unit_list()
    taken(wanted, row(wanted))
    made = Nomination.objects.get()
    ask_nominator(nomination=made, question="哪一年？", link="", actor=reviewer())
    nominated((wanted.round, made.category), name="别人推荐的")
    page = client.get(link(wanted)).content.decode()
    again = reverse("nomination-answer", args=[made.submission.link_token.reveal()])
    assert [text for text in (made.submission.number, "哪一年？", again) if text not in page] == []
    assert "别人推荐的" not in page
    received = read_rows(client.get(link(wanted, "nomination-list-received")).content)
    code = made.submission.query_code.reveal()
    assert received[1:] == [[made.submission.number, f"{code[:4]}-{code[4:]}", made.category.name, made.name, "待补充"]]


@pytest.mark.django_db
def test_the_page_is_kept_nowhere_and_a_closed_link_opens_nothing(client: Client) -> None:
    wanted = unit_list()
    names = ("nomination-list", "nomination-list-template", "nomination-list-received")
    assert {client.get(link(wanted, name))["Cache-Control"] for name in names} == {"no-store, private"}
    close_list(unit_list=wanted, actor=reviewer())
    close_list(unit_list=wanted, actor=reviewer())
    assert [client.get(link(wanted, name)).status_code for name in names] == [404] * 3
    assert upload(wanted, client, sheet(row(wanted))).status_code == 404
    assert Submission.objects.count() == 0


@pytest.mark.django_db
def test_what_is_wrong_with_the_whole_is_said_and_what_was_typed_stays(client: Client) -> None:
    wanted = unit_list()
    damaged = upload(wanted, client, b"no sheet\0at all")
    assert (damaged.status_code, "13955550321" in damaged.content.decode()) == (422, True)
    bad_zip = upload(wanted, client, sheet(row(wanted)), archive=SimpleUploadedFile("a.zip", b"no zip"))
    assert (bad_zip.status_code, "压缩包不是 .zip 格式" in bad_zip.content.decode()) == (422, True)
    nothing = client.post(link(wanted), CONTACT)
    assert (nothing.status_code, "请选择推荐名单。" in nothing.content.decode()) == (422, True)
    assert client.post(link(wanted), CONTACT, CONTENT_LENGTH="999999999").status_code == 413
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    assert upload(wanted, client, sheet(row(wanted))).status_code == 422
    assert "本期推荐已截止" in client.get(link(wanted)).content.decode()
    assert set(RawPost.objects.values_list("outcome", flat=True)) == {"refused"}


@pytest.mark.django_db
def test_an_old_page_loses_nothing_that_was_typed() -> None:
    wanted = unit_list()
    answer = upload(wanted, Client(enforce_csrf_checks=True), sheet(row(wanted)))
    assert (answer.status_code, "13955550321" in answer.content.decode()) == (403, True)
    assert Submission.objects.count() == 0


@pytest.mark.django_db
def test_a_link_that_is_pressed_too_often_rests(client: Client) -> None:
    wanted = unit_list()
    codes = [upload(wanted, client, b"x").status_code for _ in range(21)]
    assert (set(codes[:20]), codes[20]) == ({422}, 429)


@pytest.mark.django_db(transaction=True)
def test_a_list_sent_five_times_at_once_is_taken_once() -> None:
    wanted = unit_list()
    rows = [row(wanted, name=f"样例{number}") for number in range(6)]

    def press(_number: int) -> list[str]:
        try:
            return [answer.number for answer in taken(wanted, *rows)]
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        numbers = list(pool.map(press, range(5)))
    assert [each == numbers[0] for each in numbers] == [True] * 5
    assert (len(set(numbers[0])), Nomination.objects.count()) == (6, 6)


# -- the desk ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_desk_invites_hands_out_the_link_and_closes_it() -> None:
    round_, _category = open_category()
    desk, client = reverse("nominations:lists", args=[round_.pk]), Client()
    client.force_login(reviewer())
    assert "请填写单位名称。" in client.post(desk, {"act": "invite", "unit": " "}).content.decode()
    client.post(desk, {"act": "invite", "unit": "柳湾  社区"})
    client.post(desk, {"act": "invite", "unit": "柳湾 社区"})
    made = UnitList.objects.get()
    page = client.get(desk)
    assert (made.unit, link(made) in page.content.decode()) == ("柳湾 社区", True)
    assert page["Cache-Control"].startswith("no-store")
    assert client.post(desk, {"act": "close", "list": "x"}).status_code == 404
    assert client.post(desk, {"act": "dance"}).status_code == 404
    client.post(desk, {"act": "close", "list": made.pk})
    assert link(made) not in client.get(desk).content.decode()
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    client.post(desk, {"act": "invite", "unit": "学校"})
    assert UnitList.objects.count() == 1


@pytest.mark.django_db
def test_only_reviewers_see_links() -> None:
    wanted = unit_list()
    stranger = UserFactory.create()
    stranger.user_permissions.set(reviewer().user_permissions.filter(codename="access_admin"))
    client = Client()
    client.force_login(stranger)
    assert client.get(reverse("nominations:lists", args=[wanted.round_id])).status_code == 302


@pytest.mark.django_db
def test_a_unit_is_invited_once_and_only_while_the_round_collects() -> None:
    wanted = unit_list()
    with pytest.raises(InvitedAlreadyError):
        invite_unit(round_=wanted.round, unit="柳湾社区", actor=reviewer())
    with pytest.raises(ValueError, match="unit"):
        invite_unit(round_=wanted.round, unit=" ", actor=reviewer())
    close_list(unit_list=wanted, actor=reviewer())
    again = invite_unit(round_=wanted.round, unit="柳湾社区", actor=reviewer())
    assert again.pk != wanted.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitList.objects.update(closed_at=None)
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    with pytest.raises(ForbiddenMoveError):
        invite_unit(round_=wanted.round, unit="学校", actor=reviewer())


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["desk", "page"])
def test_lists_take_as_many_queries_for_three_as_for_one(place: str) -> None:
    wanted, client = unit_list(), Client()
    client.force_login(reviewer())
    address = reverse("nominations:lists", args=[wanted.round_id]) if place == "desk" else link(wanted)
    counts = []
    for new in (1, 2):
        for number in range(new):
            invite_unit(round_=wanted.round, unit=f"单位{new}{number}", actor=reviewer())
            taken(wanted, row(wanted, name=f"样例{new}{number}"))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
