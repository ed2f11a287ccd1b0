"""Reading the text out of a manuscript: what is kept, what is dropped, what is refused and how."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.workshop.manuscripts import STRICT, WORD, read
from tests.campaigns.contests.manuscripts import docx, paragraph

REASONS = {"encrypted", "legacy", "not-text", "too-large", "unsafe", "damaged", "empty"}


def box(text: str) -> str:
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{content}"
        f"</wps:txbx></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("一", "二") + paragraph("𠮷龘"), "一二\n𠮷龘"),
        (
            "<w:p><w:ins><w:r><w:t>插入</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>",
            "插入",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>新</w:t></w:r></w:p>", "新"),
        (box("框中"), "正文\n框中"),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}{paragraph('丙')}</w:tc></w:tr></w:tbl>",
            "甲\t乙 丙",
        ),
        (
            (
                f"<w:tbl><w:tr><w:tc>{paragraph('外')}<w:tbl><w:tr><w:tc>{paragraph('内')}</w:tc></w:tr></w:tbl>"
                f"{paragraph('后')}</w:tc></w:tr></w:tbl>"
            ),
            "外 内 后",
        ),
        (
            (
                f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{paragraph('左')}</w:tc><w:sdt><w:sdtContent><w:tc>"
                f"{paragraph('右')}</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
                f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('删')}</w:tc></w:tr></w:tbl>"
            ),
            "左\t右",
        ),
        ("<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>", "上\n下\t-"),
        (
            (
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>jí</w:t></w:r></w:rt>"
                "<w:rubyBase><w:r><w:t>吉</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
            ),
            "吉",
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r></w:p>", "可见"),
        ("<w:sdt><w:sdtContent>" + paragraph("控件") + "</w:sdtContent></w:sdt>", "控件"),
    ],
)
def test_a_word_document_gives_what_stands_on_its_pages(body: str, text: str) -> None:
    assert read(docx(body)) == text


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_of_any_code(code: str) -> None:
    assert read("巷口的灯，龘".encode(code)) == "巷口的灯，龘"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 doc", "legacy"),
        (b"{\\rtf1 x}", "legacy"),
        (b"PK\x03\x04 no zip", "damaged"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "not-text"),
        (b"   \n", "empty"),
        (docx(paragraph("x") + "<unclosed>"), "damaged"),
        (docx(paragraph("&a;"), head='<!DOCTYPE a [<!ENTITY a "aaaa">]>'), "unsafe"),
        (docx(paragraph("一" * 9_000_000)), "too-large"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_manuscript(data=data)

    assert refused.value.code == reason
    assert refused.value.messages[0].endswith(("。", "."))


def test_words_strict_format_and_a_numbered_main_part_are_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("巷口的灯𠮷")))) as plain, zipfile.ZipFile(buffer, "w") as package:
        body = plain.read("word/document.xml")
        package.writestr("word/document2.xml", body.replace(WORD[1:-1].encode(), STRICT))

    assert read(buffer.getvalue()) == "巷口的灯𠮷"


def test_a_zip_without_a_document_is_no_manuscript() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a.txt", "x")

    with pytest.raises(ValueError, match="not-text"):
        read(buffer.getvalue())


def test_invisible_controls_are_dropped_and_rare_characters_stay() -> None:
    assert read_manuscript(data="\u202e𠮷\ufeff龘👍".encode()) == "𠮷龘👍"


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda tail: docx(paragraph("灯"))[:-40] + tail))
def test_no_bytes_do_anything_but_read_or_refuse(data: bytes) -> None:
    try:
        assert read(data).strip()
    except ValueError as reason:
        assert str(reason) in REASONS  # noqa: PT017 - either is right
