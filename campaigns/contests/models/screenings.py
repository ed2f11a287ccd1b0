"""What screeners said of a piece, line by line, and who has which piece before them."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import ScreeningReason, ScreeningResult
from campaigns.contests.models.entries import Entry, EntryRevision

NOTE_CHARACTERS: Final = 400


class Screening(models.Model):
    """One decision at screening, or its undoing. Lines are added, never changed; erasure alone empties ``note``.

    ``revision`` is the wording that was read. ``letter`` is the mail that told the author, where there was an address.
    """

    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="screenings")
    revision = models.ForeignKey(
        EntryRevision, verbose_name=_("revision of an entry"), on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(_("result of screening"), max_length=10, choices=ScreeningResult)
    code = models.CharField(_("ground"), max_length=12, choices=ScreeningReason, blank=True)
    note = models.CharField(_("words of the screener"), max_length=NOTE_CHARACTERS, blank=True)
    letter = models.ForeignKey(
        "foundation.OutboxMail",
        verbose_name=_("letter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ("entry", "pk")
        constraints = (
            models.CheckConstraint(name="screening_result_known", condition=Q(result__in=ScreeningResult.values)),
            models.CheckConstraint(name="screening_code_known", condition=Q(code__in=["", *ScreeningReason.values])),
            models.CheckConstraint(
                name="screening_says_why",
                condition=Q(result=ScreeningResult.ELIGIBLE)
                | Q(erased_at__isnull=False)
                | ~Q(note="")
                | ~Q(code__in=["", ScreeningReason.OTHER]),
            ),
            models.CheckConstraint(name="screening_erased_is_empty", condition=Q(erased_at__isnull=True) | Q(note="")),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.result}"


class ScreeningSeat(models.Model):
    """Who has a piece before them, so that two screeners get two pieces. It only steers; the lock decides."""

    entry = models.OneToOneField(
        Entry, verbose_name=_("entry"), primary_key=True, on_delete=models.CASCADE, related_name="seat"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("screener"), on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField(_("kept until"))

    class Meta:
        verbose_name = _("piece being screened")
        verbose_name_plural = _("pieces being screened")

    def __str__(self) -> str:
        return str(self.entry_id)
