"""Pieces handed in, their revisions and files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import EntryChannel, EntryState
from campaigns.contests.models.contests import Contest, EntryGroup
from campaigns.contests.models.rule_sets import RuleSet

DECIDED = (EntryState.INELIGIBLE, EntryState.DISQUALIFIED)


class Entry(models.Model):
    """One piece. Number, codes, key and contact stand in its submission; people in ``contributors``.

    ``received_at`` is arrival at our server or desk; ``counted_at`` is the time that the rules go by for its
    channel. Both are UTC. Once judged, ``head`` no longer moves.
    """

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="entry",
    )
    contest = models.ForeignKey(
        Contest, verbose_name=_("competition"), on_delete=models.PROTECT, related_name="entries"
    )
    rule_set = models.ForeignKey(
        RuleSet, verbose_name=_("rules it was made under"), on_delete=models.PROTECT, related_name="entries"
    )
    group = models.ForeignKey(
        EntryGroup,
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
    )
    genre = models.CharField(_("genre"), max_length=40, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=EntryChannel, default=EntryChannel.WEB)
    region = models.ForeignKey(
        "foundation.Region", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("state"), max_length=12, choices=EntryState, default=EntryState.DRAFT)
    head = models.OneToOneField(
        "contests.EntryRevision",
        verbose_name=_("current revision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    counted_at = models.DateTimeField(_("time that counts"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    reason = models.CharField(_("reason of the decision"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("-submission_id",)
        indexes = (models.Index(fields=("contest", "state")), models.Index(fields=("contest", "received_at")))
        constraints = (
            models.CheckConstraint(name="entry_state_known", condition=Q(state__in=EntryState.values)),
            models.CheckConstraint(name="entry_channel_known", condition=Q(channel__in=EntryChannel.values)),
            models.CheckConstraint(
                name="entry_received_has_revision",
                condition=Q(state=EntryState.DRAFT, head__isnull=True, received_at__isnull=True)
                | (~Q(state=EntryState.DRAFT) & Q(head__isnull=False, received_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_decided_says_why",
                condition=~Q(state__in=DECIDED)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="entry_reason_only_when_decided",
                condition=Q(reason="") | Q(state__in=[*DECIDED, EntryState.RETURNED]),
            ),
            models.CheckConstraint(
                name="entry_returned_says_why", condition=~Q(state=EntryState.RETURNED) | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return str(self.submission_id)


class EntryRevision(models.Model):
    """One wording of a piece. Append-only by trigger; erasure alone may empty title and text, never the digest.

    ``words`` is 字数 of the body by ``count_rule``; ``counts`` holds the dialog's other numbers. ``text_sha256`` is
    the digest of the body in UTF-8. The time in which a text first appeared decides between identical works.
    """

    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="revisions")
    sequence = models.PositiveSmallIntegerField(_("revision"))
    title = models.CharField(_("title of the work"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    words = models.PositiveIntegerField(_("word count"), default=0)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    count_rule = models.CharField(_("rule of counting"), max_length=40)
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, db_index=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("revision of an entry")
        verbose_name_plural = _("revisions of entries")
        ordering = ("entry", "sequence")
        constraints = (
            models.UniqueConstraint("entry", "sequence", name="entry_revision_once"),
            models.CheckConstraint(
                name="entry_revision_erased_is_empty", condition=Q(erased_at__isnull=True) | Q(title="", text="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.sequence}"


class EntryFile(models.Model):
    """A file of a revision, in order: the manuscript as sent, a scan, or a photograph with its caption."""

    revision = models.ForeignKey(
        EntryRevision, verbose_name=_("revision of an entry"), on_delete=models.PROTECT, related_name="files"
    )
    file = models.ForeignKey(
        "foundation.IntakeFile", verbose_name=_("received file"), on_delete=models.PROTECT, related_name="entry_files"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    caption = models.CharField(_("caption"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("file of an entry")
        verbose_name_plural = _("files of entries")
        ordering = ("revision", "position")
        constraints = (models.UniqueConstraint("revision", "position", name="entry_file_position_once"),)

    def __str__(self) -> str:
        return f"{self.revision_id}.{self.position}"
