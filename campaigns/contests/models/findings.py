"""Resemblances found by the machine, and what people said of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import FindingKind, FindingState
from campaigns.contests.models.entries import Entry, EntryRevision


class ComparedText(models.Model):
    """A revision that has been compared, and its MinHash under ``rule``: numbers from which no text can be read."""

    revision = models.OneToOneField(
        EntryRevision,
        verbose_name=_("revision of an entry"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="compared",
    )
    rule = models.CharField(_("rule of comparing"), max_length=20)
    signature = models.BinaryField(_("MinHash"), blank=True)
    compared_at = models.DateTimeField(_("compared at"), default=timezone.now)

    class Meta:
        verbose_name = _("compared text")
        verbose_name_plural = _("compared texts")

    def __str__(self) -> str:
        return str(self.revision_id)


class Finding(models.Model):
    """Two works that resemble each other: a flag with its evidence, never a refusal.

    ``revision`` is the later of the two; ``other`` an earlier one of any competition, or ``article`` one of our own.
    ``share`` is the part of the shorter text that both have, in per mille; ``shared`` counts its characters without
    punctuation. The passages are found anew whenever the two are shown, so nothing of a text is kept here.
    """

    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="findings")
    revision = models.ForeignKey(
        EntryRevision, verbose_name=_("revision of an entry"), on_delete=models.PROTECT, related_name="findings"
    )
    other = models.ForeignKey(
        EntryRevision,
        verbose_name=_("resembles the revision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="found_again",
    )
    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("resembles the article"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FindingKind)
    share = models.PositiveSmallIntegerField(_("shared part in per mille"))
    shared = models.PositiveIntegerField(_("shared characters"), default=0)
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=FindingState, default=FindingState.OPEN)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
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
        verbose_name = _("resemblance")
        verbose_name_plural = _("resemblances")
        ordering = ("-share", "-pk")
        indexes = (models.Index(fields=("state", "entry")),)
        constraints = (
            models.UniqueConstraint("revision", "other", "kind", name="finding_pair_once"),
            models.UniqueConstraint("revision", "article", name="finding_article_once"),
            models.CheckConstraint(name="finding_kind_known", condition=Q(kind__in=FindingKind.values)),
            models.CheckConstraint(name="finding_state_known", condition=Q(state__in=FindingState.values)),
            models.CheckConstraint(name="finding_share_in_range", condition=Q(share__lte=1000)),
            models.CheckConstraint(
                name="finding_one_counterpart",
                condition=Q(other__isnull=False, article__isnull=True) | Q(other__isnull=True, article__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_decided_says_why",
                condition=Q(state=FindingState.OPEN, decided_at__isnull=True, decided_by__isnull=True, reason="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state=FindingState.OPEN) & ~Q(reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind} {self.share}"
