"""The sheet of stickers: a QR code for each place, on A4, three by eight."""

from collections.abc import Iterable
from typing import Final

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from PIL import ImageFile

from campaigns.models import Placement

MOST_STICKERS: Final = 480
"""Of one part: twenty sheets."""


class PrintingUnavailableError(Exception):
    """The system libraries that draw PDF are not installed (requirements/system.txt names them)."""


def sticker_sheet(placements: Iterable[Placement], *, office: str) -> bytes:
    """Return the stickers as PDF, one for each code; raises ``PrintingUnavailableError``.

    It takes some seconds for ``MOST_STICKERS`` of them, so a task calls it.
    """
    try:
        import weasyprint  # noqa: PLC0415 - slow to import, and missing where its system libraries are
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - the same
    except (ImportError, OSError) as error:
        raise PrintingUnavailableError from error
    # WeasyPrint asks Pillow, for the whole process, to take pictures that end early; an upload must not profit from it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    stickers = {row.code: row for row in placements if row.code}
    context = {
        "office": office,
        "stickers": [
            {"code": code, "row": row, "qr": segno.make(address_of(code), error="m").svg_data_uri(border=1, scale=4)}
            for code, row in stickers.items()
        ],
    }
    html = render_to_string("campaigns/desk/stickers.html", context)
    pdf: bytes = weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf()
    return pdf


def address_of(code: str) -> str:
    """Return the address that the QR code opens."""
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("damage-code", args=[code])
