"""What an author declared, with the words as they stood."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import DeclarationKind
from campaigns.contests.models.entries import Entry


class Declaration(models.Model):
    """One declaration of an entry: the words accepted, and what was added to them (such as which tool was used).

    Lines are added, never changed or deleted (triggers see to it); the last of a kind holds. Erasure alone empties
    ``detail``.
    """

    entry = models.ForeignKey(Entry, verbose_name=_("entry"), on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField(_("declaration"), max_length=10, choices=DeclarationKind)
    text = models.TextField(_("words accepted"))
    detail = models.CharField(_("what was added"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("declared at"), default=timezone.now)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ("entry", "pk")
        constraints = (
            models.CheckConstraint(name="declaration_kind_known", condition=Q(kind__in=DeclarationKind.values)),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"
