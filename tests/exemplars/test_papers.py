"""An exemplar on paper: one A4 sheet, its fonts in it, and nothing that the page would not show."""

import io
import sys
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import ImageFile

from exemplars.domain.consents import withdraw_consent
from exemplars.enums import ConsentScope
from exemplars.models import ExemplarPage
from exemplars.queries.sheets import LINE, fitting
from exemplars.views import papers
from media.domain.renditions import make
from tests.exemplars.papers import RARE, fonts_of, text_of
from tests.factories.exemplars import exemplar, honour
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db
LONG = "他二十年如一日守在渡口，风里来雨里去，从没让一个孩子误过课。" * 60


def paper(page: ExemplarPage, name: str = "exemplar-print") -> str:
    """Return an address of the sheet."""
    return reverse(name, args=[page.number_id])


def full(**fields: Any) -> ExemplarPage:
    """Return an exemplar with everything that a sheet can show."""
    made: ExemplarPage = exemplar(
        name=RARE,
        citation="渡口的灯，二十年没有熄过。",
        unit="澄川市柳湾渡口",
        age=58,
        body=[("paragraph", f"<p>{LONG}</p>"), ("paragraph", "<p>末段。</p>")],
        **fields,
    )
    for year in range(2015, 2026):
        honour(made, year=year)
    return made


def test_the_page_prints_itself(client: Client) -> None:
    made = full()
    page = client.get(paper(made)).content.decode()
    words = (RARE, "渡口的灯，二十年没有熄过。", "澄川市柳湾渡口", "58 岁", "2025年", f"/s/{made.number_id}", "<svg")
    assert [word for word in words if word not in page] == []
    assert paper(made) in client.get(made.path_on_site()).content.decode()


def test_the_pdf_is_one_sheet_of_a4_with_rare_characters_and_its_fonts(client: Client) -> None:
    made = full()
    answer = client.get(paper(made, "exemplar-pdf"))
    assert (answer["Content-Type"], answer["Cache-Control"][:17]) == ("application/pdf", "no-store, private")
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    size = [round(float(length) / 72 * 25.4) for length in (pages[0].mediabox.width, pages[0].mediabox.height)]
    assert (len(pages), size) == (1, [210, 297])
    words = (
        RARE,
        "渡口的灯，二十年没有熄过。",
        "澄川市柳湾渡口",
        "他二十年如一日守在渡口，风里来雨里去",
        "扫码阅读全文",
    )
    assert [word for word in words if word not in text_of(answer.content)] == []
    assert set(fonts_of(answer.content).values()) == {True}
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.parametrize("honours", [0, 3, 12])
@pytest.mark.parametrize(("name", "citation"), [("样例", ""), ("澄川市柳湾街道样例志愿服务队", "灯" * 300)])
def test_whatever_it_holds_it_is_one_sheet(client: Client, name: str, citation: str, honours: int) -> None:
    body = [("paragraph", f"<p>{LONG}</p>")]
    made = exemplar(name=name, citation=citation, unit="澄川市柳湾街道办事处" * 4, body=body)
    for year in range(2010, 2010 + honours):
        honour(made, year=year)
    assert len(pypdf.PdfReader(io.BytesIO(pdf(client, made))).pages) == 1


def test_the_portrait_is_in_the_pdf_while_consent_stands(client: Client) -> None:
    portrait = PictureFactory.create()
    make(portrait)
    made = full(portrait=portrait)
    assert pictures(client, made) == 1
    assert "<img" in client.get(paper(made)).content.decode()
    withdraw_consent(exemplar=made, scopes=[ConsentScope.PHOTO], actor=None)
    assert pictures(client, made) == 0
    assert "<img" not in client.get(paper(made)).content.decode()


def pictures(client: Client, made: ExemplarPage) -> int:
    """Return how many pictures the PDF holds."""
    return sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(pdf(client, made))).pages)


def pdf(client: Client, made: ExemplarPage) -> bytes:
    """Return the PDF."""
    content: bytes = client.get(paper(made, "exemplar-pdf")).content
    return content


@pytest.mark.parametrize("name", ["exemplar-print", "exemplar-pdf"])
def test_without_consent_there_is_no_paper(client: Client, name: str) -> None:
    made = full()
    assert client.get(paper(made, name)).status_code == 200
    withdraw_consent(exemplar=made, scopes=[ConsentScope.NAME], actor=None)
    assert client.get(paper(made, name)).status_code == 404
    assert client.get(reverse(name, args=[10**17])).status_code == 404


def test_without_the_libraries_the_page_is_printed_instead(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = exemplar()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert client.get(paper(made, "exemplar-pdf"))["Location"] == paper(made)


def test_whoever_asks_too_often_prints_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = exemplar()
    monkeypatch.setattr(papers, "PDFS_AN_HOUR", 0)
    assert client.get(paper(made, "exemplar-pdf"))["Location"] == paper(made)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("短。\n\n再短。", 100, ["短。", "再短。"]),
        ("一" * 30 + "。" + "二" * 60, LINE, ["一" * 30 + "。"]),
        ("一" * 38 + "\n" + "二" * 10, LINE, ["一" * 38]),
        ("", 100, []),
    ],
)
def test_deeds_are_cut_where_the_sheet_ends(text: str, room: int, lines: list[str]) -> None:
    assert fitting(text, room) == lines


def test_the_sheet_takes_as_many_queries_for_three_honours_as_for_one(client: Client) -> None:
    made = exemplar()
    counts = []
    for new in (1, 2):
        for _ in range(new):
            honour(made)
        client.get(paper(made))
        with CaptureQueriesContext(connection) as queries:
            client.get(paper(made))
        counts.append(len(queries))
    assert counts[0] == counts[1]
