"""What the newspaper says about an article after it was published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.enums import CorrectionKind


class Correction(models.Model):
    """A correction, supplement or retraction; its public text stands on the article and on the corrections page."""

    article = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    public_text = models.TextField(_("public text"), help_text=_("What was wrong and what is right; readers see it."))
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Never shown to readers."))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(public_text=""), name="correction_has_public_text"),
            models.CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="correction_kind_known"),
            models.UniqueConstraint(
                "article", condition=Q(kind=CorrectionKind.RETRACTION), name="article_retracted_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"
