"""The text of a .pdf as programs write it: prose in whole paragraphs, verse in its lines, no page numbers."""

import shutil
import subprocess
from pathlib import Path

import pytest

from campaigns.contests.workshop.manuscripts import read
from campaigns.contests.workshop.pdf_lines import Letter, Line, _joined, _lines

PROSE = (
    "征文体裁不限，“好家风”三个字——说起来容易，做起来难……爷爷常说：“人心要正，路才走得正。”那年冬天，社区里的志愿者给"
    "独居老人送了 1800 份年货，从东街一直送到西街；有位老人拉着我的手说：“孩子，谢谢你们。”《家训》·其一，𠮷龘。"
)
VERSE = ["春风吹过小桥头，", "灯火人家一望收。", "老少同来扫门巷，", "一江清水向东流。"]


def closed(text: str) -> str:
    """Return a text without spaces: one at the end of a line is not in the file, so whether it stood there is lost."""
    return text.replace(" ", "")


def told(data: bytes) -> list[str]:
    """Return the paragraphs of a file."""
    return [closed(each) for each in read(data).split("\n") if each]


def test_a_browser_like_program_writes_paragraphs_and_verse() -> None:
    weasyprint = pytest.importorskip("weasyprint")
    style = (
        "@page{size:A4;margin:2.5cm;@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:12pt/1.8 'Noto Serif CJK SC',serif;text-align:justify}p{text-indent:2em;margin:0}"
        "h1{text-align:center;font-size:20pt}.verse p{text-indent:0;margin-left:4em}"
    )
    verse = "".join(f"<p>{line}</p>" for line in VERSE)
    prose = [PROSE, PROSE * 2, PROSE * 9]
    body = f"<h1>巷口的灯</h1><p>{prose[0]}</p><p>{prose[1]}</p><div class=verse>{verse}</div><p>{prose[2]}</p>"
    data = weasyprint.HTML(string=f"<html lang=zh><style>{style}</style>{body}").write_pdf()

    assert told(data) == ["巷口的灯", *map(closed, prose[:2]), *VERSE, closed(prose[2])]


def test_an_office_program_writes_paragraphs_and_verse(tmp_path: Path) -> None:
    from docx import Document  # noqa: PLC0415 - only this test writes a whole document

    document = Document()
    for line in ("巷口的灯", f"　　{PROSE}", *VERSE, f"　　{PROSE * 6}", "　　完。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    office = shutil.which("soffice")
    assert office is not None
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)  # noqa: S603 - the system's own program

    assert told((tmp_path / "a.pdf").read_bytes()) == ["巷口的灯", closed(PROSE), *VERSE, closed(PROSE * 6), "完。"]


def line(text: str, baseline: float, *, left: float = 70, right: float = 520, size: float = 12) -> Line:
    """Return a line of a page 595 points wide."""
    return Line(text, left, right, baseline, size, 595, at_edge=False)


def test_lines_that_run_to_the_margin_go_on_and_others_do_not() -> None:
    page = [
        line("一二", 700, left=94),
        line("三四", 680),
        line("五六。", 660, right=300),
        line("七八", 640, left=94),
        line("九十", 600),
        line("小字", 580, size=9),
    ]
    assert list(_joined([page])) == ["一二三四五六。", "七八", "", "九十", "小字"]


def test_a_paragraph_goes_on_over_the_page_and_a_word_over_the_line() -> None:
    first = [line("COVID", 700), line("about civil-", 680)]
    second = [line("ity. 完", 700, right=200), line("另起", 680)]
    assert list(_joined([first, second])) == ["COVID about civility. 完", "另起"]
    assert list(_joined([])) == []


def test_even_lines_of_verse_are_not_prose() -> None:
    page = [line(text, 700 - 20 * number, right=160) for number, text in enumerate(VERSE)]
    assert list(_joined([page])) == VERSE


def test_what_stands_on_one_baseline_is_one_line() -> None:
    letters = [
        Letter("甲", 100, 112, 700, 12),
        Letter("“", 112, 118, 700.4, 12),
        Letter("乙", 118, 130, 699, 14),
        Letter("乙", 118.5, 130.5, 699, 14),
        Letter("A", 131, 138, 700, 12),
        Letter("B", 143, 150, 700, 12),
        Letter("丙", 200, 212, 700, 12),
        Letter("丁", 100, 112, 680, 12),
    ]
    assert [each.text for each in _lines(letters, 595, 842)] == ["甲“乙A B\t丙", "丁"]
    assert list(_lines([], 595, 842)) == []
