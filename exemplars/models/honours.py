"""Honours: who was honoured by which programme, when and under which document."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exemplars.enums import HonourState, ProgrammeLevel, RoundState
from exemplars.models.people import judge_minor_text

PUBLIC_STATES = (HonourState.WINNER, HonourState.NOMINEE)


class HonourQuerySet(models.QuerySet["Honour"]):
    """Honours."""

    def standing(self) -> "HonourQuerySet":
        """Return those that were not revoked, the newest first, with what a timeline shows of them."""
        found: HonourQuerySet = (
            self.filter(state__in=PUBLIC_STATES)
            .select_related("programme", "round__programme", "category")
            .order_by("-year", "-awarded_on", "-pk")
        )
        return found


class Honour(models.Model):
    """One honour. ``level`` is that of the programme when it was awarded and does not follow later changes.

    ``row_key`` follows from the row of the sheet it came from, so that a sheet sent again adds nothing twice.
    """

    exemplar = models.ForeignKey(
        "exemplars.ExemplarPage", verbose_name=_("exemplar"), on_delete=models.PROTECT, related_name="honours"
    )
    programme = models.ForeignKey(
        "exemplars.Programme", verbose_name=_("programme"), on_delete=models.PROTECT, related_name="honours"
    )
    round = models.ForeignKey(
        "exemplars.Round",
        verbose_name=_("round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="honours",
    )
    category = models.ForeignKey(
        "exemplars.ProgrammeCategory",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="honours",
    )
    level = models.CharField(_("level"), max_length=10, choices=ProgrammeLevel, editable=False)
    year = models.PositiveSmallIntegerField(_("year"))
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    is_posthumous = models.BooleanField(_("posthumous"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=HonourState, default=HonourState.WINNER, editable=False)
    revoked_on = models.DateField(_("revoked on"), null=True, editable=False)
    row_key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    revocation_reason = models.TextField(_("why it was revoked"), blank=True, max_length=500, editable=False)

    objects: ClassVar[models.Manager[Any]] = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering: ClassVar[tuple[str, ...]] = ("-year", "-pk")
        indexes = (models.Index(fields=("programme", "year", "state"), name="honour_of_programme"),)
        constraints = (
            models.UniqueConstraint(
                "exemplar",
                "programme",
                "round",
                condition=Q(round__isnull=False, state__in=PUBLIC_STATES),
                name="honour_once_a_round",
                violation_error_message=_("This honour is recorded already."),
            ),
            models.UniqueConstraint(
                "exemplar",
                "programme",
                "year",
                condition=Q(round__isnull=True, state__in=PUBLIC_STATES),
                name="honour_once_a_year",
                violation_error_message=_("This honour is recorded already."),
            ),
            models.CheckConstraint(name="honour_level_known", condition=Q(level__in=ProgrammeLevel.values)),
            models.CheckConstraint(name="honour_state_known", condition=Q(state__in=HonourState.values)),
            models.CheckConstraint(
                name="honour_year_sensible",
                condition=Q(year__range=(1949, 2200)),
                violation_error_message=_("Give the year in four digits."),
            ),
            models.CheckConstraint(
                name="honour_revoked_with_day_and_reason",
                condition=(Q(state=HonourState.REVOKED, revoked_on__isnull=False) & ~Q(revocation_reason=""))
                | (~Q(state=HonourState.REVOKED) & Q(revoked_on__isnull=True, revocation_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.period}"

    def clean(self) -> None:
        """Refuse what belongs to another programme, a round that is not announced, a minor's details in the number."""
        super().clean()
        if self.document_number and self.exemplar_id and self.exemplar.is_minor:
            try:
                judge_minor_text(self.document_number)
            except ValidationError as refusal:
                raise ValidationError({"document_number": refusal.messages}) from None
        for name in ("round", "category"):
            told = getattr(self, name)
            if told is not None and told.programme_id != self.programme_id:
                raise ValidationError({name: _("It belongs to another programme.")})
        if self.round is not None and self.round.state != RoundState.ANNOUNCED:
            raise ValidationError(
                {"round": _("This round is not announced yet; its honours follow from announcing it.")}
            )

    @property
    def told(self) -> str:
        """Period and programme as texts tell them, posthumous ones with their wording."""
        return f"{'追授' if self.is_posthumous else ''}{self.period}{self.programme}"

    @property
    def period(self) -> str:
        """The round's period, or the year alone."""
        return self.round.period if self.round else f"{self.year}年"
