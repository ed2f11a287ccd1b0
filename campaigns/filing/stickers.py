"""The sheet of stickers: a QR code for each place, on A4, three by eight."""

from collections.abc import Iterable
from typing import Final

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from campaigns.models import Placement
from foundation.printing import drawn

MOST_STICKERS: Final = 480
"""Of one part: twenty sheets."""


def sticker_sheet(placements: Iterable[Placement], *, office: str) -> bytes:
    """Return the stickers as PDF, one for each code; raises as ``foundation.printing.drawn`` does.

    It takes some seconds for ``MOST_STICKERS`` of them, so a task calls it.
    """
    stickers = {row.code: row for row in placements if row.code}
    context = {
        "office": office,
        "stickers": [
            {"code": code, "row": row, "qr": segno.make(address_of(code), error="m").svg_data_uri(border=1, scale=4)}
            for code, row in stickers.items()
        ],
    }
    return drawn(render_to_string("campaigns/desk/stickers.html", context))


def address_of(code: str) -> str:
    """Return the address that the QR code opens."""
    return str(settings.WAGTAILADMIN_BASE_URL) + reverse("damage-code", args=[code])
