"""Rounds of a programme, and how many each category may hold."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from exemplars.enums import PeriodKind, RoundState
from exemplars.rules.rounds import LAST_NUMBER, period_name

OF_PERIOD = ("programme", "period_kind", "year", "period_number")
OF_NOTICE = ("notice_days",)
OF_COLLECTING = ("opens_at", "closes_at", "min_words", "max_words", "call")
"""What is fixed once a round has gone so far."""

WITH_NOTICE = (RoundState.NOTICE, RoundState.ANNOUNCED)


class RoundManager(models.Manager["Round"]):
    """Rounds with their programme, of which they take their name."""

    def get_queryset(self) -> "models.QuerySet[Round]":
        """Read the programme along."""
        return super().get_queryset().select_related("programme")


class Round(ClusterableModel):
    """One round: its period as data, the days on which nominations are taken, its state and the dates with it.

    ``notice_starts_on`` and ``notice_ends_on`` are the first and the last day of the public notice. A round of the
    past, entered from the records (``is_record``), was never run here and therefore has no notice of ours. Only
    ``exemplars.domain.rounds`` changes the state.
    """

    programme = models.ForeignKey(
        "exemplars.Programme", verbose_name=_("programme"), on_delete=models.PROTECT, related_name="rounds"
    )
    period_kind = models.CharField(_("period"), max_length=10, choices=PeriodKind)
    year = models.PositiveSmallIntegerField(_("year"))
    period_number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Of the month, quarter or batch; empty for a whole year.")
    )
    opens_at = models.DateTimeField(_("nominations from"), default=timezone.now)
    closes_at = models.DateTimeField(_("nominations until"))
    min_words = models.PositiveIntegerField(_("shortest account (字数)"), default=100)
    max_words = models.PositiveIntegerField(_("longest account (字数)"), default=1500)
    notice_days = models.PositiveSmallIntegerField(_("working days of public notice"), default=5)
    call = models.TextField(
        _("call"), blank=True, max_length=2000, help_text=_("What is asked for; shown above the form.")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=RoundState, default=RoundState.COLLECTING, editable=False
    )
    notice_starts_on = models.DateField(_("public notice from"), null=True, editable=False)
    notice_ends_on = models.DateField(_("public notice until"), null=True, editable=False)
    announced_on = models.DateField(_("announced on"), null=True, editable=False)
    is_record = models.BooleanField(_("entered from the records"), default=False, editable=False)

    objects: ClassVar[RoundManager] = RoundManager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ("-year", "-closes_at", "-id")
        constraints = (
            models.UniqueConstraint(
                "programme",
                "period_kind",
                "year",
                "period_number",
                name="round_period_once",
                violation_error_message=_("This round exists already."),
            ),
            models.UniqueConstraint(
                "programme",
                "year",
                condition=Q(period_kind=PeriodKind.YEAR),
                name="round_year_once",
                violation_error_message=_("This round exists already."),
            ),
            models.CheckConstraint(
                name="round_period_has_its_number",
                condition=Q(period_kind=PeriodKind.YEAR, period_number__isnull=True)
                | Q(
                    period_kind=PeriodKind.MONTH,
                    period_number__isnull=False,
                    period_number__range=(1, LAST_NUMBER[PeriodKind.MONTH]),
                )
                | Q(
                    period_kind=PeriodKind.QUARTER,
                    period_number__isnull=False,
                    period_number__range=(1, LAST_NUMBER[PeriodKind.QUARTER]),
                )
                | Q(period_kind=PeriodKind.BATCH, period_number__isnull=False, period_number__gte=1),
                violation_error_message=_("The number does not fit the period."),
            ),
            models.CheckConstraint(
                name="round_year_sensible",
                condition=Q(year__range=(1949, 2200)),
                violation_error_message=_("Give the year in four digits."),
            ),
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                name="round_words_in_order",
                condition=Q(max_words__gte=1) & Q(max_words__gte=F("min_words")),
                violation_error_message=_("The longest account is shorter than the shortest."),
            ),
            models.CheckConstraint(
                name="round_notice_has_days",
                condition=Q(notice_days__gte=1),
                violation_error_message=_("The public notice needs at least one working day."),
            ),
            models.CheckConstraint(name="round_state_known", condition=Q(state__in=RoundState.values)),
            models.CheckConstraint(
                name="round_notice_has_dates",
                condition=Q(is_record=True, notice_starts_on__isnull=True, notice_ends_on__isnull=True)
                | Q(
                    is_record=False,
                    state__in=WITH_NOTICE,
                    notice_starts_on__isnull=False,
                    notice_ends_on__isnull=False,
                    notice_ends_on__gte=F("notice_starts_on"),
                )
                | (
                    Q(is_record=False, notice_starts_on__isnull=True, notice_ends_on__isnull=True)
                    & ~Q(state__in=WITH_NOTICE)
                ),
            ),
            models.CheckConstraint(
                name="round_announced_after_its_notice",
                condition=Q(is_record=True, state=RoundState.ANNOUNCED, announced_on__isnull=False)
                | Q(
                    is_record=False,
                    state=RoundState.ANNOUNCED,
                    announced_on__isnull=False,
                    announced_on__gt=F("notice_ends_on"),
                )
                | (Q(is_record=False, announced_on__isnull=True) & ~Q(state=RoundState.ANNOUNCED)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.period}"

    def clean(self) -> None:
        """Refuse to change what others hang on: the period once somebody is nominated, all once it is announced."""
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None:
            return
        fixed: tuple[str, ...] = ()
        if stored.state == RoundState.ANNOUNCED:
            fixed = (*OF_PERIOD, *OF_NOTICE, *OF_COLLECTING)
        elif stored.state == RoundState.NOTICE:
            fixed = (*OF_PERIOD, *OF_NOTICE)
        elif stored.nominations.exists():
            fixed = OF_PERIOD
        changed = [name for name in fixed if getattr(stored, name) != getattr(self, name)]
        if changed:
            raise ValidationError(dict.fromkeys(changed, _("The round has gone too far for this to be changed.")))

    @property
    def period(self) -> str:
        """The period as it is printed."""
        return period_name(self.period_kind, self.year, self.period_number)


class Quota(models.Model):
    """How many of a category a round may shortlist and hold up."""

    round = ParentalKey(Round, verbose_name=_("round"), on_delete=models.CASCADE, related_name="quotas")
    category = models.ForeignKey(
        "exemplars.ProgrammeCategory", verbose_name=_("category"), on_delete=models.PROTECT, related_name="quotas"
    )
    shortlist = models.PositiveSmallIntegerField(_("places on the shortlist"))
    winners = models.PositiveSmallIntegerField(_("winners"))

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                "round",
                "category",
                name="quota_once_a_category",
                violation_error_message=_("This category has its quota already."),
            ),
            models.CheckConstraint(
                name="quota_winners_fit_shortlist",
                condition=Q(winners__gte=1, shortlist__gte=F("winners")),
                violation_error_message=_("There must be at least as many places on the shortlist as winners."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.category} {self.shortlist}/{self.winners}"

    def clean(self) -> None:
        """Refuse a category of another programme."""
        super().clean()
        if self.round_id and self.category_id and self.category.programme_id != self.round.programme_id:
            raise ValidationError({"category": _("This category belongs to another programme.")})
