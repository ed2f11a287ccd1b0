"""Hostile and broken input at the entry form: each ends in a sentence, nothing half-written, no character lost."""

import io
import json
import re
import uuid
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.forms.entries import EntryForm
from campaigns.contests.models import Entry
from foundation.intake.forms import clean_text
from foundation.intake.models import Throttle
from foundation.models import IntakeFile, Submission
from tests.campaigns.contests.manuscripts import docx, paragraph
from tests.campaigns.contests.test_pages import FORM, send
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp, text
from tests.properties import ONE_DATABASE

pytestmark = pytest.mark.django_db
WORDS = docx(paragraph("她把灯留到了最后一班车。"))
STORED = re.compile(r"intake/[0-9a-f/-]+/\d{5}-[0-9a-f]{8}")
ANY_TEXT = st.text(
    st.characters(codec="utf-8") | st.sampled_from("<>&\"'\0\u202e\u2066𠮷龘👍=+-@\r\n\u3000"), max_size=60
)
FIELDS = ("title", "text", "contact_name", "contact_phone", "contact_email", "group", "contest", "pictures", "hand_in")
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise("abcdefghi"))
    + "]>"
)
SENTENCE = re.compile(r'<p class="intake-error"|role="alert"|ZW\d{4}-\d{5}')


@settings(ONE_DATABASE, max_examples=60)
@given(st.dictionaries(st.sampled_from(FIELDS), ANY_TEXT))
def test_no_field_breaks_the_form(client: Client, values: dict[str, str]) -> None:
    make_contest(f"c{uuid.uuid4().hex[:12]}")
    page = client.post(reverse("entry"), {**FORM, "stamp": stamp("entry"), **values})

    assert page.status_code in {200, 422, 429}
    assert SENTENCE.search(text(page))


@pytest.mark.parametrize(
    "written",
    [
        "𠮷野家龘靐",
        "👨‍👩‍👧‍👦 emoji",
        "繁體中文與简体",
        "=SUM(A1)",
        "<script>alert(1)</script>",
        "a\u200bb",
        "ｆｕｌｌ　ｗｉｄｔｈ",
    ],
)
def test_what_people_write_is_kept_to_the_letter(client: Client, written: str) -> None:
    make_contest()
    status, page = send(client, title=written, text=f"甲{written}乙")
    head = Entry.objects.get().head

    assert (status, head.title if head else "", head.text if head else "") == (200, written, f"甲{written}乙")
    assert "<script>alert" not in page


def test_nul_and_bidi_controls_are_dropped_and_nothing_else(client: Client) -> None:
    make_contest()
    send(client, text="甲\0乙\u202e丙\u2066丁")
    head = Entry.objects.get().head

    assert (head.text if head else "") == clean_text("甲乙丙丁")


def bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w>" + b"0" * size)
    return buffer.getvalue()


def encrypted() -> bytes:
    data = bytearray(docx(paragraph("锁")))
    for place in [found.start() for found in re.finditer(b"PK\x01\x02", bytes(data))]:
        data[place + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("炸弹.docx", bomb(30_000_000)),
        ("实体.docx", docx(paragraph("&a;"), head="<!DOCTYPE a [<!ENTITY a 'aa'>]>")),
        ("锁.docx", encrypted()),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 50),
        ("锁.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("半.docx", docx(paragraph("半个文件"))[:-80]),
        ("坏.pdf", b"%PDF-1.7 broken"),
        ("网页.docx", b"<html><script>alert(1)</script>\0"),
        ("笑.docx", docx(paragraph("&i;"), head=LAUGHS)),
        ("空.txt", b"  "),
        ("程序.exe", b"MZ\x90\x00\x03"),
        ("../../etc/<b>.docx", b"PK\x03\x04" + b"\0" * 50),
    ],
)
def test_each_bad_file_ends_in_a_sentence(client: Client, name: str, data: bytes) -> None:
    make_contest()
    status, page = send(client, action="read", files=SimpleUploadedFile(name, data))

    assert status == 422
    assert re.search(r'role="alert".*?<p>[^<]+。</p>', page, re.DOTALL)
    assert ("<b>.docx" in page, FORM["text"] in page) == (False, True)
    assert IntakeFile.objects.filter(state="complete").count() == 0


@settings(ONE_DATABASE, max_examples=40)
@given(ANY_TEXT | st.sampled_from(["../../etc/passwd", "a\u202ecod.exe", "CON.docx", "x" * 400 + ".docx", "=1+1.docx"]))
def test_no_name_of_a_file_is_an_attack(client: Client, name: str) -> None:
    """It is a label on a sealed row: never a path, and shown as text or not at all."""
    Throttle.objects.all().delete()  # the form rests after so many tries
    make_contest(f"c{uuid.uuid4().hex[:12]}")
    draft = {"X-Draft": client.post(reverse("entry-autosave"), {**FORM, "stamp": stamp("entry")}).json()["draft"]}
    asked = json.dumps({"name": name, "size": len(WORDS)})
    begun = client.post(reverse("entry-files"), asked, content_type="application/json", headers=draft)
    if begun.status_code == 422:
        assert begun.json()["error"]
        return
    url = begun.json()["url"]
    assert (begun.status_code, re.sub(r"[0-9a-f-]{36}", "KEY", url)) == (201, "/contests/send/files/KEY/")
    headers = {**draft, "Upload-Offset": "0"}
    sent = client.put(url, WORDS, content_type="application/octet-stream", headers=headers)
    stored = [piece for row in IntakeFile.objects.order_by("-pk")[:1] for piece, _size in row.pieces]
    assert sent.status_code in {200, 422}, "a name may call it what it is not"
    assert [piece for piece in stored if not STORED.fullmatch(piece)] == []


def test_script_in_every_field_is_text_on_every_page(client: Client) -> None:
    asked = ["email", "address", "postcode", "unit", "pen_name"]
    make_contest(asked=asked, minors_policy="consent", ai_policy="declare", genres=["散文"])
    attack = "<script>alert(1)</script>"
    names = ("title", "text", "contact_name", "pen_name", "unit", "address", "guardian_relation", "ai_detail")
    told = {**dict.fromkeys(names, attack), "guardian_name": attack, "guardian_phone": "13900000002"}
    told |= {"postcode": "990000", "contact_email": "a@example.cn", "genre": "散文", "ai_used": "yes"}
    ticks = {"is_minor": "on", "agree_guardian": "on"}
    key = uuid.uuid4()
    half = {**FORM, **told, "stamp": stamp("entry", key), "action": "save"}
    saved = client.post(reverse("entry"), half)
    wrong = client.post(reverse("entry"), {**FORM, **told, "contact_phone": attack, "stamp": stamp("entry", key)})
    status, receipt = send(client, **{**told, **ticks, "guardian_relation": attack[:18], "stamp": stamp("entry", key)})
    link = Submission.objects.get().link_token.reveal()
    pages = [text(saved), text(wrong), receipt]
    pages += [
        text(client.get(reverse(name, args=[link]))) for name in ("intake-link", "entry-change", "entry-withdraw")
    ]

    assert (saved.status_code, wrong.status_code, status) == (200, 422, 200)
    assert [page.count("<script>alert") for page in pages] == [0] * 6
    assert ["&lt;script&gt;alert" in page for page in pages[:3]] == [True] * 3


def test_macros_are_not_read_with_the_text() -> None:
    buffer = io.BytesIO(docx(paragraph("正文")))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/vbaProject.bin", b"Sub AutoOpen()")

    assert read_manuscript(data=buffer.getvalue()) == "正文"


def test_two_hundred_megabytes_are_refused_before_they_are_read(client: Client) -> None:
    make_contest()
    saved = client.post(reverse("entry-autosave"), {**FORM, "stamp": stamp("entry")}).json()
    begun = client.post(
        reverse("entry-files"),
        {"name": "a.docx", "size": 200 * 1024 * 1024},
        content_type="application/json",
        headers={"X-Draft": saved["draft"]},
    )

    assert (begun.status_code, begun.json()["error"].endswith("。")) == (422, True)


def test_a_request_without_end_ends_in_a_sentence(client: Client) -> None:
    make_contest()
    page = client.post(reverse("entry"), {**FORM, "stamp": stamp("entry")}, CONTENT_LENGTH=str(5 * 1024**3))

    assert (page.status_code, 'role="alert"' in text(page)) == (413, True)


@pytest.mark.parametrize("fault", [OperationalError("gone"), OSError(28, "No space left on device"), MemoryError()])
def test_what_fails_with_us_gives_the_text_back(
    client: Client, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    make_contest()

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise fault

    monkeypatch.setattr("foundation.intake.domain.raw_posts.store_counted", fail)
    page = client.post(reverse("entry"), {**FORM, "stamp": stamp("entry"), "text": "辛苦写的字𠮷"})
    names = re.findall(r'<textarea id="kept_([a-z_]+)"', text(page))

    assert (page.status_code, "辛苦写的字𠮷" in text(page), "contest" in names) == (503, True, False)
    assert 'name="contest" value="shili"' in text(page)
    assert Submission.objects.count() == 0


def test_a_full_disk_is_told_to_the_script_so_that_it_tries_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contest()
    saved = client.post(reverse("entry-autosave"), {**FORM, "stamp": stamp("entry")}).json()

    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("foundation.intake.domain.files.begin_file", full)
    begun = client.post(
        reverse("entry-files"),
        {"name": "a.txt", "size": 3},
        content_type="application/json",
        headers={"X-Draft": saved["draft"]},
    )

    assert (begun.status_code, begun.json()) == (503, {"error": "unavailable"})


def test_a_clock_set_back_stops_nobody(client: Client) -> None:
    make_contest()
    ahead = stamp("entry", age=-3600)

    assert send(client, stamp=ahead)[0] == 200


def test_a_refused_file_says_so_by_code() -> None:
    with pytest.raises(ValidationError) as refused:
        read_manuscript(data=bomb(30_000_000))
    assert refused.value.code == "too-large"


def test_the_form_without_a_competition_asks_for_one() -> None:
    assert EntryForm({"contest": "none"}).is_valid() is False
