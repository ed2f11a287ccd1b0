"""The share that an ad is expected to take of a surface."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

EXPECTED_SHARE: Final = Decimal(30)
"""Percent of the hoarding of a building site (civilised-city test item). It is remarked on, not refused."""


def share_remark(medium: Any, share: Decimal | None) -> str:
    """Return a sentence where a medium that records shares has less than is expected, or none at all."""
    if not medium.has_share:
        return ""
    if share is None:
        return _("Remark: the share of the surface is not recorded; at least 30 % is expected of hoardings.")
    if share < EXPECTED_SHARE:
        return _("Remark: the share of the surface is %(share)s %%; at least 30 %% is expected of hoardings.") % {
            "share": f"{share.normalize():f}"
        }
    return ""
