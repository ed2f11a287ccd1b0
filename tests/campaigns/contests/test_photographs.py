"""Photographs: what is taken, what is shown of them, and what never leaves."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from campaigns.contests.enums import ContestKind, ReadingState, WorkForm
from campaigns.contests.models import Entry, FileReading
from campaigns.contests.queries.pictures import picture_files, work_form
from campaigns.contests.workshop.photographs import look
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.domain.files import read_file, read_preview
from foundation.models import Draft, IntakeFile
from media.workshop.rendering import unpack
from tests.campaigns.contests.photographs import MAKER, picture
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp, text

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff", "HEIC": "image/heic"}
FORM = {
    "contest": "shili",
    "title": "赶集",
    "contact_name": "样例摄影人",
    "contact_phone": "13900000001",
    "agree_original": "on",
    "agree_licence": "on",
}


def send(client: Client, **changes: object) -> tuple[int, str]:
    page = client.post(reverse("entry"), {**FORM, "action": "send", "stamp": stamp("entry"), **changes})
    return page.status_code, text(page)


def upload(name: str = "a.jpg", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if data is None else data)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def brought(client: Client, *uploads: SimpleUploadedFile) -> tuple[str, list[str], dict[str, str]]:
    """Upload pictures; return the page, the pictures' ids in order, and what the page's form holds besides."""
    status, page = send(client, action="read", files=list(uploads))
    assert status == 200
    return (
        page,
        re.findall(r'name="picture" value="([0-9a-f-]{36})"', page),
        {
            "draft": hidden(page, "draft"),
            "stamp": stamp("entry", Draft.objects.get().submission_key),
        },
    )


# -- the workshop -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_each_kind_gives_a_preview_without_notes(kind: str) -> None:
    said, preview = unpack(look(picture(kind, (2000, 1000))))
    facts = json.loads(said)
    with Image.open(io.BytesIO(preview)) as shown:
        found = (shown.format, shown.size, len(shown.getexif()), MAKER.encode() in preview)

    assert (facts["width"], facts["height"]) == (2000, 1000)
    assert found == ("JPEG", (1600, 800), 0, False)


def test_a_picture_is_turned_as_it_was_taken() -> None:
    said, preview = unpack(look(picture(size=(300, 200), orientation=6)))
    with Image.open(io.BytesIO(preview)) as shown:
        assert (json.loads(said)["width"], shown.size) == (200, (200, 300))


def test_the_fingerprint_survives_another_format() -> None:
    prints = {json.loads(unpack(look(picture(kind)))[0])["dhash"] for kind in ("PNG", "TIFF")}

    assert len(prints) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xd8\xff but no picture", "not-picture|damaged"),
        (picture()[:900], "damaged"),
        (picture("PNG")[:-300], "damaged"),
        (picture(size=(8, 200)), "tiny"),
        (b"GIF89a", "not-picture"),
    ],
)
def test_what_is_no_picture_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        look(data)


def test_more_pixels_than_a_camera_has_are_not_decoded() -> None:
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    with pytest.raises(ValueError, match=r"too-many-pixels|damaged|not-picture"):
        look(header + b"\x00" * 40)


@settings(max_examples=40)
@given(st.binary(max_size=200), st.sampled_from(["JPEG", "PNG", "TIFF", "HEIC"]), st.integers(0, 400))
def test_no_bytes_do_anything_but_show_or_refuse(data: bytes, kind: str, place: int) -> None:
    whole = picture(kind)
    try:
        assert look(whole[:place] + data + whole[place + len(data) :])
    except ValueError as reason:
        assert str(reason) in {"not-picture", "damaged", "too-many-pixels", "tiny"}  # noqa: PT017 - either is right


@pytest.mark.parametrize(("count", "form"), [(0, "essay"), (1, "single"), (2, "series"), (9, "series")])
def test_one_picture_is_single_and_several_are_a_series(count: int, form: str) -> None:
    assert work_form(count) == WorkForm(form)


# -- the form ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_single_picture_becomes_an_entry(client: Client, kind: str) -> None:
    make_contest(kind=ContestKind.PHOTO)
    _page, ids, form = brought(client, upload("灯.x", picture(kind)))
    status, receipt = send(client, picture=ids, caption=["龘镇集市，样例人物，2026年5月"], **form)
    row = picture_files(Entry.objects.get()).get()

    assert (status, "单幅（1）" in receipt) == (200, True)
    assert (row.caption, row.file.media_type) == ("龘镇集市，样例人物，2026年5月", KINDS[kind])
    assert (row.file.reading.state, row.file.reading.width) == (ReadingState.DONE, 320)
    said = json.loads(row.file.reading.notes.reveal())
    assert said.get("has_position") is (None if kind == "TIFF" else True)  # Pillow writes no position into a TIFF


@pytest.mark.django_db
def test_a_series_is_put_in_order_and_one_is_taken_out(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    _page, ids, form = brought(client, upload("1.jpg"), upload("2.jpg"), upload("3.jpg"))
    first, second, third = ids
    _status, moved = send(client, picture=ids, caption=["一", "二", "三"], **{**form, "action": f"down:{first}"})
    order = re.findall(r'name="picture" value="([0-9a-f-]{36})"', moved)
    _status, page = send(client, picture=order, caption=["二", "一", "三"], **{**form, "action": f"drop:{third}"})
    left = re.findall(r'name="picture" value="([0-9a-f-]{36})"', page)
    status, receipt = send(client, picture=left, caption=["二", "一"], **form)

    assert (order, left, status) == ([second, first, third], [second, first], 200)
    assert "组照（2）" in receipt
    assert [(str(row.file.public_id), row.caption) for row in picture_files(Entry.objects.get())] == [
        (second, "二"),
        (first, "一"),
    ]
    assert IntakeFile.objects.get(public_id=third).state == "erased"


@pytest.mark.django_db
def test_captions_typed_before_the_next_upload_stay(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    _page, ids, form = brought(client, upload())
    _status, page = send(
        client, picture=ids, caption=["已写的说明𠮷"], **{**form, "action": "read"}, files=upload("b.jpg")
    )

    assert "已写的说明𠮷" in page
    assert page.count('name="picture" value="') == 3  # two pictures and the script's empty one


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"picture": [], "caption": []}, "请至少选择一张图片"),
        ({"caption": [""]}, "请为第 1 张图片写说明"),
        ({"caption": ["字" * 501]}, "超过 500 个字符"),
        ({"picture": ["00000000-0000-4000-8000-000000000000"]}, "有一个文件已不在服务器上"),
        ({"title": ""}, "请填写作品题目"),
    ],
)
def test_what_is_missing_is_said(client: Client, changes: dict[str, object], sentence: str) -> None:
    make_contest(kind=ContestKind.PHOTO)
    _page, ids, form = brought(client, upload())
    status, page = send(client, **{"picture": ids, "caption": ["说明"], **form, **changes})

    assert (status, sentence in page) == (422, True)
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_the_rules_decide_about_kind_and_size(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO, file_types=["jpg"], file_bytes=1_000)
    status, page = send(client, action="read", files=[upload("a.png", picture("PNG")), upload("<b>.jpg")])

    assert status == 422
    assert page.count("a.png：") == page.count("&lt;b&gt;.jpg：") == 1
    assert "1000" in page
    assert "<b>" not in page
    assert IntakeFile.objects.filter(state="complete").count() == 0


@pytest.mark.django_db
def test_a_damaged_picture_is_told_beside_its_place(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    page, ids, _form = brought(client, upload("a.jpg", picture()[:900]))

    assert (len(ids), "这张图片已损坏或不完整" in page) == (1, True)


@pytest.mark.django_db
def test_more_pictures_than_a_series_holds_are_refused(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    status, page = send(client, action="read", files=[upload(f"{number}.jpg") for number in range(11)])

    assert (status, "最多" in page) == (422, True)


@pytest.mark.django_db
def test_where_both_are_taken_the_contributor_chooses(client: Client) -> None:
    make_contest(kind=ContestKind.BOTH)
    essay = text(client.get(reverse("entry"), {"contest": "shili"}))
    photo = text(client.get(reverse("entry"), {"contest": "shili", "work": "pictures"}))

    assert [("改投照片" in page, "改投文章" in page, "data-pictures" in page) for page in (essay, photo)] == [
        (True, False, False),
        (False, True, True),
    ]


# -- what is shown of them --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_previews_are_for_the_holder_of_the_private_link_and_tell_nothing(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    page, ids, form = brought(client, upload())
    address = reverse("entry-draft-preview", args=[form["draft"], ids[0]])
    shown = client.get(address)
    send(client, picture=ids, caption=["说明"], **form)
    token = Entry.objects.get().submission.link_token.reveal()
    later = client.get(reverse("entry-preview", args=[token, ids[0]]))
    stranger = client.get(reverse("entry-preview", args=["A" * 32, ids[0]]))

    assert address in page
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (
        200,
        "image/jpeg",
        "no-store, private",
    )
    assert MAKER.encode() not in shown.content
    assert (later.status_code, stranger.status_code) == (200, 404)


@pytest.mark.django_db
def test_forgetting_takes_preview_notes_and_original(client: Client) -> None:
    make_contest(kind=ContestKind.PHOTO)
    _page, ids, form = brought(client, upload())
    send(client, picture=ids, caption=["说明"], **form)
    file = IntakeFile.objects.get(state="complete")
    assert b"".join(read_file(file)) == picture()
    erase_submission(submission=Entry.objects.get().submission, actor=None)
    erased = IntakeFile.objects.get(public_id=ids[0])
    reading = FileReading.objects.get()

    assert (erased.state, read_preview(erased), reading.notes.reveal(), reading.width) == ("erased", None, "", 320)
