"""Word manuscripts and pasted text."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from foundation.sanitising import HtmlTooLongError
from news.domain import Refused
from news.domain.manuscripts import import_manuscript, take_title
from news.domain.pasting import html_to_blocks, text_to_blocks, tidy_rich_text
from news.models import ArticlePage
from news.workshop import docx as workshop
from tests.factories import news as make

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
PICTURES = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId5" Target="media/one.png" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
)
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip r:embed="rId5"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)


def paragraph(text: str) -> str:
    """Return a paragraph of WordprocessingML."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def png() -> bytes:
    """Return a drawn picture."""
    image = Image.new("RGB", (640, 480), "white")
    ImageDraw.Draw(image).ellipse((100, 80, 400, 380), fill="firebrick")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def docx(*body: str, prolog: str = "", parts: dict[str, Any] | None = None) -> bytes:
    """Return a .docx file with these paragraphs."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{''.join(body)}</w:body></w:document>"
    )
    files = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | (parts or {})).items():
            archive.writestr(name, content)
    return out.getvalue()


def values(page: ArticlePage) -> list[tuple[str, Any]]:
    """Return kinds and raw values of the body."""
    return [(each["type"], each["value"]) for each in page.body.raw_data]


@pytest.mark.django_db
def test_manuscript_becomes_a_draft_with_its_pictures() -> None:
    data = docx(
        paragraph("云溪街道办起文明课堂"),
        paragraph("　　近日，云溪街道办起课堂。"),
        DRAWING,
        paragraph("课后，居民𠮷师傅说好。"),
        parts={"word/_rels/document.xml.rels": PICTURES, "word/media/one.png": png()},
    )
    column = make.column()
    imported = import_manuscript(data=data, name="来稿.docx", actor=None, column=column)
    page = ArticlePage.objects.get(pk=imported.article.pk)
    assert (page.title, page.live, page.get_parent().pk) == ("云溪街道办起文明课堂", False, column.pk)
    assert imported.lost_pictures == 0
    assert values(page) == [
        ("paragraph", "<p>近日，云溪街道办起课堂。</p>"),
        ("figure", {"picture": page.lead_picture_id, "caption": "", "credits": ""}),
        ("paragraph", "<p>课后，居民𠮷师傅说好。</p>"),
    ]


@pytest.mark.django_db
def test_refused_picture_is_counted_and_the_text_kept() -> None:
    parts = {"word/_rels/document.xml.rels": PICTURES, "word/media/one.png": b"\x89PNG broken"}
    imported = import_manuscript(data=docx(paragraph("甲。"), DRAWING, parts=parts), name="来稿.docx", actor=None)
    assert (imported.lost_pictures, imported.article.title) == (1, "来稿")
    assert imported.article.get_parent().slug == "unsorted"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip at all",
        b"x" * (20 * 1024 * 1024 + 1),
        docx(paragraph("甲"), prolog=BOMB),
        docx("<w:p>"),
        docx(),
        docx(paragraph("甲"), parts={"word/bomb.xml": b" " * (41 * 1024 * 1024)}),
        docx(paragraph("甲"), parts={f"word/{part}.xml": b" " for part in range(3000)}),
    ],
    ids=["empty", "no zip", "large", "entities", "broken", "no text", "bomb", "many parts"],
)
def test_bad_documents_are_refused_and_leave_nothing(data: bytes) -> None:
    with pytest.raises(Refused):
        import_manuscript(data=data, name="来稿.docx", actor=None, column=make.column())
    assert ArticlePage.objects.count() == 0


@pytest.mark.django_db
def test_stranger_may_not_bring_a_manuscript() -> None:
    with pytest.raises(PermissionDenied):
        import_manuscript(data=docx(paragraph("甲")), name="来稿.docx", actor=make.user(), column=make.column())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip", "not-docx"),
        (docx(paragraph("甲"), prolog=BOMB), "unsafe"),
        (docx("<w:p>"), "damaged"),
        (docx(paragraph("甲"), parts={"word/bomb.xml": b" " * (41 * 1024 * 1024)}), "too-large"),
        (docx(paragraph("甲"), parts={f"word/{part}.xml": b" " for part in range(3000)}), "too-large"),
    ],
)
def test_workshop_refuses_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        workshop.convert(data)


def test_workshop_takes_pictures_out_and_counts_those_it_cannot_take() -> None:
    parts = {"word/_rels/document.xml.rels": PICTURES, "word/media/one.png": png()}
    taken = workshop.convert(docx(DRAWING, paragraph("甲"), parts=parts))
    assert [each["name"] for each in taken["pictures"]] == ["picture-0.png"]
    parts["[Content_Types].xml"] = CONTENT_TYPES.replace("image/png", "image/x-emf")
    left = workshop.convert(docx(DRAWING, paragraph("甲"), parts=parts))
    assert (left["pictures"], left["lost"]) == ([], 1)


def test_workshop_wants_a_word_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(ValueError, match=r"^not-docx$"):
        workshop.convert(out.getvalue())


@pytest.mark.django_db
def test_too_much_text_and_too_much_time_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.sanitising.MAX_LENGTH", 3)
    with pytest.raises(Refused):
        import_manuscript(data=docx(paragraph("甲乙丙丁")), name="来稿.docx", actor=None, column=make.column())


def pasted(html: str) -> list[tuple[str, Any]]:
    """Return kinds and values of the blocks of pasted HTML."""
    return [(each["type"], each["value"]) for each in html_to_blocks(html).blocks]


def test_word_gives_one_block_of_many_paragraphs() -> None:
    html = (
        "<html><head><style>p.MsoNormal{font-size:16pt}</style></head><body lang=ZH-CN>"
        '<!--[if gte mso 9]><xml/><![endif]--><p class=MsoNormal style="text-indent:32pt">'
        "　　近日，<span lang=EN-US>12</span>名<b>志愿者</b>到场。<o:p></o:p></p>"
        "<p class=MsoNormal>&nbsp;</p><p class=MsoNormal>居民叫好。</p></body></html>"
    )
    assert pasted(html) == [("paragraph", "<p>近日，12名<b>志愿者</b>到场。</p><p>居民叫好。</p>")]


def test_wechat_sections_keep_their_paragraphs_and_lose_their_style() -> None:
    html = (
        '<section style="color:red"><section data-tools="x"><p><strong>为民办实事</strong></p></section>'
        '<section>第一段。</section><section>第二段。<br/><br/>第三段。</section><img data-src="https://x.example/1"></section>'
    )
    assert pasted(html) == [("subhead", "为民办实事"), ("paragraph", "<p>第一段。</p><p>第二段。</p><p>第三段。</p>")]
    assert html_to_blocks(html).lost_pictures == 1


def test_lists_links_and_tables() -> None:
    html = (
        '<ul><li><p>甲</p></li><li><a href="javascript:x()">乙</a></li></ul>'
        '<p><a href="https://a.example/?a=1&amp;b=2">链接</a></p>'
        "<table><tr><th>街道</th><th>场次</th></tr><tr><td><p>云溪</p></td></tr></table>尾"
    )
    table = {
        "caption": "",
        "columns": [{"type": "text", "heading": "街道"}, {"type": "text", "heading": "场次"}],
        "rows": [{"values": ["云溪", ""]}],
    }
    assert pasted(html) == [
        ("paragraph", '<ul><li>甲</li><li>乙</li></ul><p><a href="https://a.example/?a=1&amp;b=2">链接</a></p>'),
        ("table", table),
        ("paragraph", "<p>尾</p>"),
    ]


def test_bold_over_a_line_break_closes_where_it_should() -> None:
    assert pasted("<p>甲<b>乙<br>丙</b>丁</p>") == [("paragraph", "<p>甲<b>乙</b></p><p>丙丁</p>")]


def test_line_ends_of_the_source_are_no_spaces_in_chinese() -> None:
    assert pasted("<p>文明\n实践 was\nhere</p>") == [("paragraph", "<p>文明实践 was here</p>")]


@pytest.mark.parametrize("html", ["", "<p></p>", "<script>alert(1)</script>", "<table></table>", "\ue0001\ue001"])
def test_nothing_gives_nothing(html: str) -> None:
    assert [each for each in pasted(html) if each[0] != "paragraph"] == []


@given(st.text(alphabet="<>/pbabr龘𠮷。 \n\"'=&;imgsrc", max_size=120))
def test_any_text_gives_safe_blocks(html: str) -> None:
    for kind, value in pasted(html):
        assert kind in {"paragraph", "subhead"}
        assert "<script" not in value
        assert "\ue000" not in value


def test_text_to_blocks_escapes() -> None:
    assert [each["value"] for each in text_to_blocks(" 甲<b>\n\n　乙&丙\n")] == ["<p>甲&lt;b&gt;</p><p>乙&amp;丙</p>"]
    assert text_to_blocks(" \n ") == []


def test_tidy_rich_text() -> None:
    assert (
        tidy_rich_text('<p data-block-key="a">　　甲&nbsp;乙 </p><p> </p><p><br/></p>')
        == '<p data-block-key="a">甲 乙</p>'
    )


def test_take_title() -> None:
    assert take_title([{"type": "subhead", "value": "题"}], fallback="x")[0] == "题"
    long = {"type": "paragraph", "value": "<p>" + "长" * 61 + "</p><p>乙</p>"}
    assert take_title([long], fallback="文件名") == ("文件名", [long])
    assert take_title([{"type": "figure", "value": {}}], fallback=" ")[0] != ""


LONG = 100_000


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>甲" + " " * LONG + "乙</p>", "<p>甲 乙</p>"),
        ("<p>甲" + "\n" * LONG + "乙</p>", "<p>甲乙</p>"),
        ("<p>one" + "\n" * LONG + "two</p>", "<p>one two</p>"),
        ("<p>" + "　" * LONG + "甲</p>", "<p>甲</p>"),
    ],
    ids=["blanks", "lines", "Latin lines", "indent"],
)
def test_what_is_long_and_empty_holds_nobody_up(html: str, kept: str) -> None:
    """Each took minutes: the patterns looked at every blank once for each blank before it."""
    (block,) = html_to_blocks(html).blocks
    assert re.sub(" +", " ", block["value"]) == kept


@pytest.mark.parametrize("opened", ["<div ", "<h1 "])
def test_tags_that_never_end_are_refused_at_once(opened: str) -> None:
    with pytest.raises(HtmlTooLongError):
        html_to_blocks("<p>甲</p>" + opened * LONG)


def test_a_paragraph_that_is_never_closed_is_left_alone() -> None:
    assert tidy_rich_text("<p> 甲 </p>" + "<p>" * LONG) == "<p>甲</p>" + "<p>" * LONG
