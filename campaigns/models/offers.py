"""Ads that other units offer to the library."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import OfferState, PsaKind
from foundation.secrets.fields import SealedTextField


class PsaOffer(models.Model):
    """What a unit offers, until the library takes it or says why not.

    What was typed is sealed: before somebody has read it, nobody knows what a stranger wrote. Name, telephone and
    e-mail stay with the submission.
    """

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="psa_offer",
    )
    title = SealedTextField(_("title of the ad"), row="submission_id")
    unit = SealedTextField(_("offering unit"), row="submission_id")
    producer = SealedTextField(_("producer"), row="submission_id")
    introduction = SealedTextField(_("what the ad is about"), row="submission_id")
    wording = SealedTextField(_("words of the ad"), row="submission_id")
    licence_text = SealedTextField(_("licence in plain words"), row="submission_id")
    category = models.ForeignKey(
        "campaigns.PsaCategory", verbose_name=_("category"), on_delete=models.PROTECT, related_name="offers"
    )
    psa_kind = models.CharField(_("kind"), max_length=10, choices=PsaKind, default=PsaKind.FLAT)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.NEW)
    due_on = models.DateField(_("due on"), db_index=True)
    reason = SealedTextField(_("reason"), row="submission_id")
    psa = models.ForeignKey(
        "campaigns.PsaPage",
        verbose_name=_("public-service ad"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="offers",
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("offered ad")
        verbose_name_plural = _("offered ads")
        ordering: ClassVar[tuple[str, ...]] = ("-submission_id",)
        indexes: ClassVar[list[models.Index]] = [models.Index("state", "due_on", name="offer_due")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="offer_state_known", condition=Q(state__in=OfferState.values)),
            models.CheckConstraint(name="offer_kind_known", condition=Q(psa_kind__in=PsaKind.values)),
            models.CheckConstraint(
                name="offer_closed_by_somebody",
                condition=Q(state=OfferState.NEW, closed_at__isnull=True, closed_by__isnull=True, psa__isnull=True)
                | (~Q(state=OfferState.NEW) & Q(closed_at__isnull=False, closed_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.submission_id)
