"""Offered ads as the desk lists them."""

from typing import TYPE_CHECKING

from campaigns.enums import OfferState
from campaigns.models import PsaOffer

if TYPE_CHECKING:
    from django.db.models import QuerySet


def offers_listed() -> "QuerySet[PsaOffer]":
    """Return the offers with what a row shows."""
    return PsaOffer.objects.select_related("submission", "category")


def waiting_offers() -> int:
    """Return how many offers wait for an answer."""
    return PsaOffer.objects.filter(state=OfferState.NEW).count()
