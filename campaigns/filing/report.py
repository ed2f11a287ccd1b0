"""The explanatory report as DOCX: words, table, photos with place and date."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from campaigns.filing.statement import Statement
from campaigns.models import PlacementPhoto
from foundation.text.xml import xml_text

MOST_PHOTOS: Final = 60
"""In the report; the pack has them all."""
FEW_COLUMNS: Final = 7
"""That stand on an upright sheet with numbers of six digits unbroken."""
TABLE_POINTS: Final = 9
PHOTO_PIXELS: Final = 1000
PHOTO_CENTIMETRES: Final = 14


def write_report(statement: Statement, path: Path) -> None:
    """Write the report."""
    import docx  # noqa: PLC0415 - slow to import, needed by this paper only

    document: Any = docx.Document()
    _dress(document)
    document.add_heading(xml_text(statement.title), level=1)
    document.add_paragraph(statement.summary)
    document.add_heading(_("How it was counted"), level=2)
    for line in statement.question.stated:
        document.add_paragraph(xml_text(line), style="List Bullet")
    document.add_heading(_("Table"), level=2)
    for grid in statement.grids():
        _table(document, grid)
        document.add_paragraph()
    document.add_heading(_("Photos"), level=2)
    _photos(document, statement.photos())
    document.add_paragraph(xml_text(f"{statement.office}  {statement.made_at:%Y-%m-%d}"))
    document.add_heading(_("The query that made the table"), level=2)
    _small(document.add_paragraph(xml_text(statement.sql)))
    document.save(str(path))


def _dress(document: Any) -> None:
    """Lay the report on A4 and set it in Chinese faces: the library's own are a letter sheet and a Japanese face."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above
    from docx.shared import Mm, RGBColor  # noqa: PLC0415 - the same

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(26)
    for name, face in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Heading 2", "黑体")):
        style = document.styles[name]
        style.font.name = face
        fonts = style.element.rPr.rFonts
        for themed in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[themed]
        fonts.set(qn("w:eastAsia"), face)
        style.font.color.rgb = RGBColor(0, 0, 0)


def _small(paragraph: Any) -> None:
    """Set a paragraph in the size of the table."""
    from docx.shared import Pt  # noqa: PLC0415 - see above

    for run in paragraph.runs:
        run.font.size = Pt(TABLE_POINTS)


def _table(document: Any, grid: list[list[Any]]) -> None:
    """Write the table; one with more columns than lines is turned, for a sheet of paper is higher than wide."""
    lines = [list(line) for line in zip(*grid, strict=True)] if len(grid[0]) > max(len(grid), FEW_COLUMNS) else grid
    table = document.add_table(rows=0, cols=len(lines[0]), style="Table Grid")
    for line in lines:
        cells = table.add_row().cells
        for cell, value in zip(cells, line, strict=True):
            cell.text = f"{value:,}" if isinstance(value, int) else xml_text(str(value))
            _small(cell.paragraphs[0])


def _photos(document: Any, photos: Iterable[PlacementPhoto]) -> None:
    from docx.shared import Cm  # noqa: PLC0415 - see above

    count = 0
    for photo in photos:
        count += 1
        if count > MOST_PHOTOS:
            continue
        document.add_picture(small_jpeg(photo), width=Cm(PHOTO_CENTIMETRES))
        document.add_paragraph(xml_text(caption(photo)))
    if not count:
        document.add_paragraph(_("There are no photos."))
    if count > MOST_PHOTOS:
        more = _("%(count)s more photos are in the evidence pack.") % {"count": count - MOST_PHOTOS}
        document.add_paragraph(more)


def caption(photo: PlacementPhoto) -> str:
    """Return place, medium, ad and date."""
    row = photo.placement
    return f"{photo.taken_on} {row.place}（{row.medium}）《{row.psa_file.psa.title}》"


def small_jpeg(photo: PlacementPhoto) -> io.BytesIO:
    """Return the picture small enough for a report, without what its file tells of the camera.

    The original was read by a limited process when it came in, so it is what it says it is.
    """
    out = io.BytesIO()
    with photo.picture.file.open("rb") as file, Image.open(file) as image:
        image.draft("RGB", (PHOTO_PIXELS, PHOTO_PIXELS))  # a JPEG is decoded no larger than it is needed
        turned = ImageOps.exif_transpose(image).convert("RGB")
        turned.thumbnail((PHOTO_PIXELS, PHOTO_PIXELS))
        turned.save(out, "JPEG", quality=80)
    out.seek(0)
    return out
