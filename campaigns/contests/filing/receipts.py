"""The receipt on paper: one A5 page with number, query code and the QR code of the private link."""

from typing import Any, Final

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from campaigns.contests.models import Entry
from foundation.intake.domain.submitting import Receipt
from foundation.intake.enums import FileState
from foundation.intake.kinds import get_kind
from foundation.printing import drawn

TEMPLATE: Final = "contests/desk/receipt.html"
STYLE: Final = "css/entry-receipt.css"


def receipt_context(receipt: Receipt, *, office: str) -> dict[str, Any]:
    """Return what the receipt shows. The author's name and telephone stay out: it lies about on desks."""
    submission = receipt.submission
    entry = Entry.objects.select_related("contest", "head", "group").get(submission=submission)
    link = str(settings.WAGTAILADMIN_BASE_URL) + reverse("intake-link", args=[receipt.link_token])
    return {
        "office": office,
        "receipt": receipt,
        "entry": entry,
        "received": get_kind(submission.kind).received(submission),
        "file_count": submission.files.filter(state=FileState.COMPLETE).count(),
        "link": link,
        "qr": segno.make(link, error="m").svg_data_uri(border=1, scale=4),
        "lookup": str(settings.WAGTAILADMIN_BASE_URL) + reverse("intake-lookup"),
    }


def receipt_pdf(context: dict[str, Any]) -> bytes:
    """Return the receipt as PDF; raises ``foundation.printing.PrintingUnavailableError``."""
    return drawn(render_to_string(TEMPLATE, {**context, "is_pdf": True}), styles=STYLE)
