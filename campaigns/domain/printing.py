"""Having sheets of stickers drawn in the background."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.filing.stickers import sticker_sheet
from campaigns.models import StickerPrint
from campaigns.queries.placements import listed
from foundation.domain.audit import record
from foundation.models import User
from foundation.printing import PrintingUnavailableError

KEPT: Final = dt.timedelta(days=1)


@transaction.atomic
def ask_for_stickers(*, placements: Sequence[int], office: str, actor: User) -> StickerPrint:
    """Have the stickers of these placements drawn after the commit; what was drawn more than a day ago goes.

    A receiver calls the task, which stands above this module.
    """
    StickerPrint.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    asked = StickerPrint.objects.create(asked_by=actor, placements=list(placements), office=office)
    record(verb="print_stickers", subject=asked, actor=actor, count=len(asked.placements))
    return asked


def draw(*, asked: StickerPrint) -> None:
    """Draw what was asked for and keep it; where it cannot be drawn, keep a sentence that says so."""
    rows = listed().filter(pk__in=asked.placements).order_by("code")
    try:
        asked.pdf = sticker_sheet(rows, office=asked.office)
    except PrintingUnavailableError:
        asked.problem = _(
            "Stickers cannot be drawn here: the system packages for PDF are missing. Please tell the operator."
        )
    asked.save(update_fields=["pdf", "problem"])
