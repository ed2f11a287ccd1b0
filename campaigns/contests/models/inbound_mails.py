"""Mails that came in, each kept whole as it arrived."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import InboundState, MailProblem
from campaigns.contests.models.entries import Entry
from foundation.secrets.fields import BlindIndexField, SealedBytesField, SealedTextField

DECIDED = (InboundState.CONVERTED, InboundState.IGNORED)


class InboundMail(models.Model):
    """One mail. Raw form, sender, subject and contents are sealed; what the list shows tells of no person.

    ``sent_at`` is what the mail says, ``relayed_at`` what the last server wrote on top of it, ``arrived_at`` when our
    mailbox took it (IMAP's internal date; for files when they were brought in). ``contents`` is JSON as
    ``rules.messages.parse`` returns it. ``rule`` names the rule by which the machine made the entry. Digests outlive
    erasure, so that an erased mail is not fetched anew.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mailbox = models.CharField(_("mailbox"), max_length=120)
    uid_validity = models.PositiveBigIntegerField(null=True, editable=False)
    uid = models.PositiveBigIntegerField(null=True, editable=False)
    raw = SealedBytesField(_("mail as it arrived"))
    raw_sha256 = models.CharField(_("SHA-256 of the mail"), max_length=64)
    message_sha256 = models.CharField(_("SHA-256 of the identifier"), max_length=64, blank=True, db_index=True)
    content_sha256 = models.CharField(_("SHA-256 of the contents"), max_length=64, blank=True)
    sender = SealedTextField(_("sender"))
    sender_index = BlindIndexField(source="sender", normaliser="email")
    subject = SealedTextField(_("subject"))
    contents = SealedTextField(_("contents"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    relayed_at = models.DateTimeField(_("relayed at"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("arrived at"), default=timezone.now)
    files = models.PositiveSmallIntegerField(_("files"), default=0)
    is_automated = models.BooleanField(_("written by a machine"), default=False)
    problems = models.JSONField(_("to look at"), default=list, blank=True)
    repeats = models.ForeignKey(
        "self", verbose_name=_("repeats"), null=True, blank=True, on_delete=models.PROTECT, related_name="repetitions"
    )
    state = models.CharField(_("state"), max_length=12, choices=InboundState, default=InboundState.NEW)
    note = SealedTextField(_("note"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    entries = models.ManyToManyField(
        Entry, verbose_name=_("entries made of it"), blank=True, related_name="mails", editable=False
    )
    rule = models.CharField(_("made into an entry by rule"), max_length=20, blank=True)
    question = models.OneToOneField(
        "foundation.OutboxMail",
        verbose_name=_("question sent back"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("contribution by e-mail")
        verbose_name_plural = _("contributions by e-mail")
        ordering = ("-arrived_at", "-pk")
        indexes = (models.Index(fields=("state", "arrived_at")),)
        constraints = (
            models.UniqueConstraint("mailbox", "raw_sha256", name="inbound_mail_once"),
            models.CheckConstraint(name="inbound_state_known", condition=Q(state__in=InboundState.values)),
            models.CheckConstraint(
                name="inbound_decided_has_time",
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="inbound_converted_by_somebody_or_by_rule",
                condition=~Q(state=InboundState.CONVERTED)
                | Q(decided_by__isnull=False, rule="")
                | (Q(decided_by__isnull=True) & ~Q(rule="")),
            ),
            models.CheckConstraint(
                name="inbound_machine_is_not_asked", condition=Q(is_automated=False) | Q(question__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.mailbox} {self.pk}"

    def problem_labels(self) -> list[str]:
        """Return the reasons for looking at it in words."""
        return [str(MailProblem(code).label) for code in self.problems]
