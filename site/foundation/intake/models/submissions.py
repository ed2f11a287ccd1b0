"""What was handed in: the request as it arrived, and the row that carries number and receipt."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.intake.enums import Channel, Outcome
from foundation.secrets.fields import BlindIndexField, SealedBytesField, SealedTextField


class IntakeCounter(models.Model):
    """The last serial given out for a prefix and year; its row lock makes the numbers gapless."""

    name = models.CharField(_("name"), max_length=20, primary_key=True)
    value = models.PositiveBigIntegerField(_("last serial"), default=0)

    class Meta:
        verbose_name = _("intake counter")
        verbose_name_plural = _("intake counters")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


CONTACT_COLUMNS: Final = (
    "contact_name",
    "contact_phone",
    "contact_phone_index",
    "contact_email",
    "contact_email_index",
)
"""What a change of the contact writes; the day of erasure and the rest may be moved by others meanwhile."""


class Submission(models.Model):
    """One thing handed in, of any kind. The kind's own row hangs on it with the facts and the state.

    ``submission_key`` is minted with the form and makes sending twice harmless. Query code and private link are
    random; they are found by their keyed digests and kept sealed only so that the same press shows the same receipt.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    number = models.CharField(_("receipt number"), max_length=24, unique=True)
    submission_key = models.UUIDField(_("submission key"), unique=True, editable=False)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    received_at = models.DateTimeField(_("received at"), default=timezone.now, db_index=True)

    query_code = SealedTextField(_("query code"))
    query_code_index = BlindIndexField(source="query_code", normaliser="code", db_index=False)
    link_token = SealedTextField(_("private link"))
    link_index = BlindIndexField(source="link_token", normaliser="exact", unique=True)

    contact_name = SealedTextField(_("contact name"))
    contact_phone = SealedTextField(_("contact telephone"))
    contact_phone_index = BlindIndexField(source="contact_phone", normaliser="telephone")
    contact_email = SealedTextField(_("contact e-mail"))
    contact_email_index = BlindIndexField(source="contact_email", normaliser="email")

    erase_on = models.DateField(_("to be erased on"), null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("-received_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="submission_erased_is_empty",
                condition=Q(erased_at__isnull=True)
                | Q(
                    query_code="",
                    link_token="",
                    link_index__isnull=True,
                    contact_name="",
                    contact_phone="",
                    contact_phone_index__isnull=True,
                    contact_email="",
                    contact_email_index__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="submission_has_its_receipt",
                condition=Q(erased_at__isnull=False)
                | (~Q(query_code="") & Q(query_code_index__isnull=False, link_index__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.number


class RawPost(models.Model):
    """A request as it arrived, sealed: stored first and judged after, so that nothing sent is lost to a rule."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    submission_key = models.CharField(_("submission key"), max_length=36, blank=True, db_index=True)
    content_type = models.CharField(_("content type"), max_length=120, blank=True)
    body = SealedBytesField(_("body"))
    received_at = models.DateTimeField(_("received at"), default=timezone.now, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.STORED)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    submission = models.ForeignKey(
        Submission, verbose_name=_("submission"), null=True, on_delete=models.PROTECT, related_name="raw_posts"
    )

    class Meta:
        verbose_name = _("stored request")
        verbose_name_plural = _("stored requests")
        ordering = ("-received_at",)
        constraints = (
            models.CheckConstraint(
                name="raw_post_accepted_has_submission",
                condition=Q(outcome__in=[Outcome.ACCEPTED, Outcome.REPEATED], submission__isnull=False)
                | Q(outcome__in=[Outcome.STORED, Outcome.REFUSED], submission__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.received_at:%Y-%m-%d %H:%M:%S}"
