"""Files of every kind that a page's text comes in, each built here, and each refusal in one sentence."""

import functools
import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader, PdfWriter

from news.domain import Refused
from news.domain.page_files import FILE_LIMIT, PASTE_LIMIT, page_texts, pasted_text
from news.workshop import mail
from tests.news.test_manuscripts import docx, paragraph

TEXT = "澄川市开展清洁家园行动\n\n本报讯（记者 林小舟）近日，澄川市在各村开展清洁家园行动，村民踊跃参加。\n"
BIG5 = "本報訊（記者 林小舟）近日，澄川市在各村開展清潔家園行動，村民踴躍參加，新時代文明實踐走進千家萬戶。\n"


@functools.cache
def printed(pages: int = 1) -> bytes:
    """Return a PDF with a text layer: a headline over two columns on each page."""
    weasyprint = pytest.importorskip("weasyprint")
    body = "".join(
        f"<p>第{n}段：近日，澄川市在各村开展清洁家园行动，村民踊跃参加，环境焕然一新。</p>" for n in range(12)
    )
    sheet = (
        "<section><h1>澄川市开展清洁家园行动</h1><div>" + body + "</div></section>"
        "<style>section{break-after:page} div{columns:2;column-gap:14pt;font-size:12pt;text-align:justify}"
        " p{margin:0;text-indent:2em} @page{size:A5;margin:1cm}</style>"
    )
    data: bytes = weasyprint.HTML(string=sheet * pages).write_pdf()
    return data


def solid(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(out, "PDF")
    return out.getvalue()


def word() -> bytes:
    document = Document()
    document.add_paragraph("澄川市开展清洁家园行动")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "本报讯（记者 林小舟）近日，澄川市各村"
    table.cell(0, 1).text = "开展清洁家园行动，村民踊跃参加。"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letter(*attachments: tuple[str, bytes], text: str = "请查收附件。") -> bytes:
    message = EmailMessage()
    message["From"] = "reporter@example.org"
    message["Subject"] = "投稿"
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_text_in_any_encoding(encoding: str) -> None:
    [page] = page_texts(data=TEXT.encode(encoding), filename="版面.txt")
    assert (page.number, page.text, page.name) == (1, TEXT, "版面.txt")
    assert page.data == TEXT.encode()


def test_text_in_big5() -> None:
    assert [page.text for page in page_texts(data=BIG5.encode("big5"))] == [BIG5]


def test_form_feeds_part_the_pages_of_a_text() -> None:
    pages = page_texts(data=f"{TEXT}\f{TEXT}\f\f{TEXT}\f".encode())
    assert [(page.number, page.text) for page in pages] == [(1, TEXT), (2, TEXT), (4, TEXT)]


def test_a_pdf_gives_one_page_each_with_columns_in_order() -> None:
    pages = page_texts(data=printed(3), filename="一期.pdf")
    assert [page.number for page in pages] == [1, 2, 3]
    wanted = "澄川市开展清洁家园行动" + "".join(
        f"第{n}段：近日，澄川市在各村开展清洁家园行动，村民踊跃参加，环境焕然一新。" for n in range(12)
    )
    assert [solid(page.text) for page in pages] == [wanted] * 3


def test_pages_without_text_are_left_out_and_the_others_keep_their_numbers() -> None:
    writer = PdfWriter()
    writer.add_blank_page(300, 400)
    writer.append(PdfReader(io.BytesIO(printed())))
    assert [page.number for page in page_texts(data=written(writer))] == [2]


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(printed()))
    writer.encrypt("", "geheim", algorithm="AES-256")
    assert len(page_texts(data=written(writer))) == 1


def test_a_word_file_with_a_table() -> None:
    [page] = page_texts(data=word(), filename="稿.docx")
    assert page.text.split() == [
        "澄川市开展清洁家园行动",
        "本报讯（记者",
        "林小舟）近日，澄川市各村",
        "开展清洁家园行动，村民踊跃参加。",
    ]


def test_text_boxes_come_once_and_deleted_text_never() -> None:
    box = (
        "<w:p><w:r><w:t>框外的一段文字，村民踊跃参加清洁家园行动。</w:t></w:r><w:r>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:txbxContent>{paragraph('框里的标题')}</w:txbxContent></mc:Choice><mc:Fallback>"
        f"<w:txbxContent>{paragraph('框里的标题')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del><w:r><w:br/><w:t>下一行</w:t><w:tab/></w:r></w:p>"
    )
    only_box = f"<w:p><w:r><w:txbxContent>{paragraph('又一个框')}</w:txbxContent></w:r></w:p>"
    [page] = page_texts(data=docx(box, only_box))
    assert page.text.split() == ["框外的一段文字，村民踊跃参加清洁家园行动。", "下一行", "框里的标题", "又一个框"]


def test_the_attachments_of_an_email_are_its_pages() -> None:
    data = letter(("第一版.txt", TEXT.encode("gbk")), ("图.png", b"\x89PNG"), ("第二版.docx", word()))
    pages = page_texts(data=data, filename="来稿.eml")
    assert [(page.number, page.name) for page in pages] == [
        (1, "第一版.txt、第二版.docx"),
        (2, "第一版.txt、第二版.docx"),
    ]
    assert pages[0].text == TEXT


def test_an_email_without_attachment_gives_its_text() -> None:
    [page] = page_texts(data=letter(text=TEXT))
    assert solid(page.text) == solid(TEXT)
    html = EmailMessage()
    html["From"] = "a@example.org"
    html["Date"] = "Thu, 12 Nov 2026 08:00:00 +0800"
    html.set_content(f"<style>p {{}}</style><p>标题</p><div>{TEXT}</div>", subtype="html")
    [page] = page_texts(data=html.as_bytes())
    assert solid(page.text) == "标题" + solid(TEXT)


def test_an_email_in_an_email_is_opened() -> None:
    outer = EmailMessage()
    outer["From"] = "a@example.org"
    outer["Subject"] = "转发"
    inner = EmailMessage()
    inner["From"] = "b@example.org"
    inner["Subject"] = "稿"
    inner.set_content(TEXT)
    outer.set_content("见转发")
    outer.add_attachment(inner)
    assert [solid(page.text) for page in page_texts(data=outer.as_bytes(), filename="fw.eml")] == [solid(TEXT)]


def test_raw_gbk_names_and_mislabelled_bodies_are_repaired() -> None:
    head = (
        b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=X\r\n\r\n--X\r\n"
        b"Content-Type: text/plain; charset=gb2312\r\n\r\n" + "朱镕基路".encode("gbk") + b"\r\n--X\r\n"
    )
    name = "镕城稿件.txt".encode("gbk")
    part = b'Content-Disposition: attachment; filename="' + name + b'"\r\n\r\n' + TEXT.encode("gbk") + b"\r\n--X--\r\n"
    found = mail.opened(head + part)
    assert found.text.strip() == "朱镕基路"
    assert [each for each, _ in found.attachments] == ["镕城稿件.txt"]
    assert [page.name for page in page_texts(data=head + part)] == ["镕城稿件.txt"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (160 * 1024 * 1024))
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(printed()))
    writer.encrypt("geheim", algorithm="AES-256")
    return written(writer)


def long_pdf() -> bytes:
    writer = PdfWriter()
    for _ in range(300):
        writer.add_blank_page(300, 400)
    return written(writer)


REFUSALS: dict[str, Callable[[], bytes]] = {
    "文件是空的。": lambda: b" \n",
    "文件不是文本：请将版面文字另存为纯文本文件后重试。": lambda: b"\x00\x01\x02\xff" * 500,
    "这是一张图片，其中没有文字。请提供版面文字，或排版软件输出的 PDF。": lambda: b"\xff\xd8\xff" + b"x" * 99,
    "无法读取旧版 Word 和 WPS 文件（.doc、.wps）。请将文档另存为 .docx 后重试。": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9
    ),
    "文档设有密码。请取消密码另存后重试。": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    ),
    "这不是 Word 文档": lambda: b"PK\x05\x06" + b"\x00" * 18,
    "文档解压后过大": bomb,
    "文档已损坏": lambda: docx("<w:p>", parts={}),
    "文档中没有文字": lambda: docx(paragraph(" ")),
    "PDF 设有密码。请取消密码另存后重试。": locked_pdf,
    "PDF 已损坏，无法读取。请重新输出后再试。": lambda: b"%PDF-1.7\n" + b"garbage" * 50,
    "PDF 超过 100 页。请只提供一期报纸的版面。": long_pdf,
    "PDF 是扫描件": scan,
    "邮件中既没有文字": lambda: letter(text=" "),
    "文件不是中文报纸版面：其中几乎没有中文。": lambda: b"Only English words stand here. " * 40,
    "文件超过 40 MB": lambda: b"x" * (FILE_LIMIT + 1),
}


@pytest.mark.parametrize("sentence", REFUSALS)
def test_a_refusal_is_one_clear_sentence(sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        page_texts(data=REFUSALS[sentence](), filename="版面")
    assert str(refusal.value).startswith(sentence)
    assert len(str(refusal.value).splitlines()) == 1


def test_what_an_attachment_is_refused_for_is_said() -> None:
    with pytest.raises(Refused, match="扫描件"):
        page_texts(data=letter(("扫描.pdf", scan()), text=" "), filename="来稿.eml")


def raw_pdf(content: bytes, font: bytes = b"") -> bytes:
    """Return a PDF of one page with this packed content."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"5 0 obj"
        + font
        + b"endobj\n4 0 obj<</Length "
        + str(len(content)).encode()
        + b"/Filter/FlateDecode>>stream\n"
        + content
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def test_a_pdf_that_unpacks_to_gigabytes_is_stopped() -> None:
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b"(x) Tj\n" * 1_000_000) for _ in range(200)) + packer.flush()
    with pytest.raises(Refused, match="时间或内存过多"):
        page_texts(data=raw_pdf(packed, b"null"))


def test_fonts_that_do_not_name_their_characters() -> None:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
        b"/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/A>>>>]>>"
    )
    content = zlib.compress(b"BT /F 12 Tf 20 300 Td <00010002000300040005000600070008> Tj ET")
    with pytest.raises(Refused, match="字体没有文字对照"):
        page_texts(data=raw_pdf(content, font))


def test_a_paste_is_one_page_and_too_much_is_refused() -> None:
    assert pasted_text(TEXT).text == TEXT
    for text, sentence in (
        ("", "文件是空的"),
        ("国" * PASTE_LIMIT, "超过 2 MB"),
        ("x" * 50 * 1024 * 1024, "超过 2 MB"),
    ):
        with pytest.raises(Refused, match=sentence):
            pasted_text(text)
