"""What an exemplar's A4 sheet shows."""

import base64
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from exemplars.models import ExemplarPage
from exemplars.queries.people import public_exemplars
from foundation.blocks import plain_text
from foundation.text.excerpting import excerpt
from media.specs import JPEG, PORTRAIT
from media.templatetags.pictures import renditions_of

TEXT_HEIGHT: Final = 257.0 - 60.0
"""Millimetres of an A4 sheet inside its margins, without the office's name at the top and the code at the bottom."""
LINE_HEIGHT: Final = 7.3
HONOURS_HEADING: Final = 13.0
PORTRAIT_HEIGHT: Final = 70.0
SHORT_NAME: Final = 8
SHORT_CITATION: Final = 100
MOST_HONOURS: Final = 8
LEAST_LINES: Final = 3
LINE: Final = 38
"""Characters of one printed line."""


def printable_exemplar(number: int) -> ExemplarPage | None:
    """Return an exemplar that readers may see now, by its public number."""
    found: ExemplarPage | None = public_exemplars().filter(number_id=number).first()
    return found


def sheet_context(page: ExemplarPage, *, embedded: bool = False) -> dict[str, Any]:
    """Return the context of the sheet; ``embedded`` puts the portrait into it, for a PDF that fetches nothing."""
    honours: list[Any] = list(page.standing_honours)
    regions = list(page.regions.all())
    left = TEXT_HEIGHT - head_height(page, "".join(region.name for region in regions))
    shown = honours[: max(0, int((left - LEAST_LINES * LINE_HEIGHT - HONOURS_HEADING) // LINE_HEIGHT))][:MOST_HONOURS]
    if shown:
        left -= HONOURS_HEADING + LINE_HEIGHT * (len(shown) + (len(honours) > len(shown)))
    room = LINE * max(0, int(left // LINE_HEIGHT) - 1)
    return {
        "page": page,
        "honours": shown,
        "more_honours": len(honours) - len(shown),
        "deeds": fitting(plain_text(page.body), room),
        "portrait": portrait_address(page, embedded=embedded),
        "regions": regions,
        "is_long_name": len(page.title) > SHORT_NAME,
        "is_long_citation": len(page.citation) > SHORT_CITATION,
        "link": str(settings.WAGTAILADMIN_BASE_URL) + reverse("short", args=[page.number_id]),
    }


def head_height(page: ExemplarPage, regions: str) -> float:
    """Return about how many millimetres portrait, name, facts and citation take."""
    name, citation = len(page.title), len(page.citation)
    height = 7 + (16.5 if name <= SHORT_NAME else ceil(name / 12) * 11.0)
    height += 5 + ceil((len(page.shown_unit) + len(regions) + 6) / 20) * LINE_HEIGHT
    height += ceil(citation / 19) * 9.0 if citation <= SHORT_CITATION else ceil(citation / 22) * 7.8
    return max(PORTRAIT_HEIGHT, height)


def fitting(text: str, room: int) -> list[str]:
    """Return the first paragraphs of a text that fit into so many characters; the last is cut at a sentence."""
    lines: list[str] = []
    for line in (each.strip() for each in text.split("\n")):
        if room < LINE:
            break
        if line:
            lines.append(excerpt(line, room))
            room -= -(-len(line) // LINE) * LINE
    return lines


def portrait_address(page: ExemplarPage, *, embedded: bool) -> str:
    """Return the address of the portrait's largest JPEG, or its content as a ``data:`` address; empty for none."""
    portrait = page.shown_portrait
    rows = renditions_of(portrait, PORTRAIT).get(JPEG, []) if portrait is not None else []
    if not rows:
        return ""
    if not embedded:
        return str(rows[-1].url)
    with rows[-1].file.open("rb") as stored:
        return "data:image/jpeg;base64," + base64.b64encode(stored.read()).decode("ascii")
