"""Schools and other units that send their pieces together, by a private link and no account."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import BatchState
from campaigns.contests.models.contests import Contest
from campaigns.contests.models.entries import Entry
from foundation.secrets.fields import BlindIndexField, SealedTextField


class BatchLink(models.Model):
    """A unit's private page for one competition. The token is random, shown once, and kept as its digest alone.

    ``batch`` stands for the unit in this competition and outlives its links: a sheet sent again under a new link adds
    only what was missing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.ForeignKey(
        Contest, verbose_name=_("competition"), on_delete=models.PROTECT, related_name="batch_links"
    )
    unit = models.CharField(_("unit that sends a batch"), max_length=120)
    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("revoked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("link for a batch")
        verbose_name_plural = _("links for batches")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                "contest", "unit", condition=Q(revoked_at__isnull=True), name="batch_link_one_valid_for_a_unit"
            ),
            models.CheckConstraint(name="batch_link_names_its_unit", condition=~Q(unit="")),
            models.CheckConstraint(name="batch_link_expires_later", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="batch_link_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.unit


class BatchRun(models.Model):
    """One sheet with its archive, and what became of its rows.

    The teacher who sends it attests the guardians' consent in the words of ``attested``. ``answers`` is JSON, one list
    for each row: line, receipt number, whether it was there already, problems. ``sent_at`` is the time that counts.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link = models.ForeignKey(
        BatchLink, verbose_name=_("link for a batch"), on_delete=models.PROTECT, related_name="runs"
    )
    sheet = models.OneToOneField(
        "foundation.IntakeFile", verbose_name=_("sheet"), on_delete=models.PROTECT, related_name="+"
    )
    archive = models.OneToOneField(
        "foundation.IntakeFile",
        verbose_name=_("archive"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    teacher = SealedTextField(_("teacher"))
    phone = SealedTextField(_("telephone"))
    phone_index = BlindIndexField(source="phone", normaliser="telephone")
    address = SealedTextField(_("postal address"))
    postcode = SealedTextField(_("postcode"))
    attested = models.TextField(_("words attested"), blank=True)
    declared = models.JSONField(_("words declared"), default=dict, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.WAITING)
    touched_at = models.DateTimeField(_("last worked on"), default=timezone.now)
    rows = models.PositiveSmallIntegerField(_("rows"), default=0)
    done = models.PositiveSmallIntegerField(_("rows answered"), default=0)
    taken = models.PositiveSmallIntegerField(_("rows taken"), default=0)
    repeated = models.PositiveSmallIntegerField(_("rows there already"), default=0)
    answers = SealedTextField(_("answers"))
    problem = models.CharField(_("why the sheet was not read"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("batch sent")
        verbose_name_plural = _("batches sent")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "touched_at")),)
        constraints = (
            models.CheckConstraint(name="batch_run_state_known", condition=Q(state__in=BatchState.values)),
            models.CheckConstraint(
                name="batch_run_failed_says_why",
                condition=Q(state=BatchState.FAILED) & ~Q(problem="") | ~Q(state=BatchState.FAILED) & Q(problem=""),
            ),
            models.CheckConstraint(
                name="batch_run_counts_fit",
                condition=Q(done__lte=F("rows")) & Q(taken__lte=F("done")) & Q(repeated__lte=F("done")),
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class BatchEntry(models.Model):
    """Which entry came in which batch. ``author`` stands for the pupil within the unit, and tells nothing."""

    entry = models.OneToOneField(
        Entry, verbose_name=_("entry"), primary_key=True, on_delete=models.PROTECT, related_name="batch_entry"
    )
    run = models.ForeignKey(BatchRun, verbose_name=_("batch sent"), on_delete=models.PROTECT, related_name="entries")
    author = models.UUIDField(editable=False, db_index=True)

    class Meta:
        verbose_name = _("entry of a batch")
        verbose_name_plural = _("entries of batches")

    def __str__(self) -> str:
        return str(self.entry_id)
