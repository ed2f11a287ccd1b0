"""Who agreed to have what published, and until when."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.enums import ConsentGiver, ConsentScope
from media.models.rights import today_here


class ConsentQuerySet(models.QuerySet["ConsentRecord"]):
    """Consents."""

    def standing(self, today: dt.date | None = None) -> "ConsentQuerySet":
        """Return those that hold on ``today``; for a minor only a guardian's does."""
        day = today or today_here()
        lasting = Q(expires_on__isnull=True) | Q(expires_on__gte=day)
        by_guardian = Q(exemplar__is_minor=False) | Q(giver=ConsentGiver.GUARDIAN)
        found: ConsentQuerySet = self.filter(lasting & by_guardian, given_on__lte=day, withdrawn_at__isnull=True)
        return found


class ConsentRecord(models.Model):
    """One thing that somebody agreed to. Rows are never changed or deleted, only withdrawn."""

    exemplar = models.ForeignKey(
        "exemplars.ExemplarPage", verbose_name=_("exemplar"), on_delete=models.PROTECT, related_name="consents"
    )
    scope = models.CharField(_("consent to"), max_length=8, choices=ConsentScope)
    giver = models.CharField(_("given by"), max_length=10, choices=ConsentGiver, default=ConsentGiver.SELF)
    given_on = models.DateField(_("given on"))
    expires_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The last day. Empty: until it is withdrawn.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Any]] = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering: ClassVar[tuple[str, ...]] = ("-pk",)
        indexes = (models.Index(fields=("exemplar", "scope"), name="consent_of_exemplar"),)
        constraints = (
            models.CheckConstraint(name="consent_scope_known", condition=Q(scope__in=ConsentScope.values)),
            models.CheckConstraint(name="consent_giver_known", condition=Q(giver__in=ConsentGiver.values)),
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.exemplar} · {self.get_scope_display()}"
