"""What the desk put right in a piece that was taken, line by line."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import CorrectionKind
from campaigns.contests.models.entries import Entry, EntryRevision
from foundation.secrets.fields import SealedTextField


class EntryCorrection(models.Model):
    """One act of the desk on a piece that stands: something put right, or taken back at the author's written wish.

    ``fields`` names what changed (``CorrectedField``); ``before`` and ``after`` hold those values as JSON, sealed,
    since a name or telephone may be among them. ``revision`` is the wording that came of it, if one did. Lines are
    added, never changed or deleted (triggers see to it); erasure alone empties reason and values.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(
        _("kind of correction"), max_length=10, choices=CorrectionKind, default=CorrectionKind.CORRECTED
    )
    revision = models.OneToOneField(
        EntryRevision,
        verbose_name=_("revision of an entry"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="correction",
    )
    fields = models.JSONField(_("what was changed"), default=list, blank=True)
    before = SealedTextField(_("values before"))
    after = SealedTextField(_("values after"))
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction of an entry")
        verbose_name_plural = _("corrections of entries")
        ordering = ("entry", "pk")
        constraints = (
            models.CheckConstraint(name="entry_correction_kind_known", condition=Q(kind__in=CorrectionKind.values)),
            models.CheckConstraint(
                name="entry_correction_says_why",
                condition=(Q(erased_at__isnull=True) & ~Q(reason=""))
                | Q(erased_at__isnull=False, reason="", before="", after=""),
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
