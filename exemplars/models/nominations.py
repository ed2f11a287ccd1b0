"""Nominations, and the decisions that two people take on them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.enums import Consent, NominationState, SubjectKind
from exemplars.rules.nominations import DECIDED
from foundation.secrets.fields import SealedTextField


class Nomination(models.Model):
    """Somebody proposed for a round, as the nominator told it. Who nominates stands sealed on the submission.

    ``name_key`` is how the name sounds, for finding the same person twice. ``proposed_by`` and ``confirmed_by`` are the
    two people whose decision led to the state; the database refuses a decided state without two different ones.
    """

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="nomination",
    )
    round = models.ForeignKey(
        "exemplars.Round", verbose_name=_("round"), on_delete=models.PROTECT, related_name="nominations"
    )
    category = models.ForeignKey(
        "exemplars.ProgrammeCategory", verbose_name=_("category"), on_delete=models.PROTECT, related_name="nominations"
    )
    subject = models.CharField(_("who is nominated"), max_length=12, choices=SubjectKind)
    name = models.CharField(_("name of the nominee"), max_length=60, blank=True)
    name_key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)
    place = models.CharField(_("where"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    deeds = models.TextField(_("what they did"), blank=True)
    nominee_contact = SealedTextField(_("how the nominee can be reached"), row="submission_id")
    consent = models.CharField(_("consent of the nominee"), max_length=16, choices=Consent)
    is_minor = models.BooleanField(_("under eighteen"), default=False)
    is_deceased = models.BooleanField(_("deceased"), default=False)
    guardian = SealedTextField(_("guardian"), row="submission_id")
    guardian_agrees = models.BooleanField(_("a guardian agrees"), default=False)

    unit_list = models.ForeignKey(
        "exemplars.UnitList",
        verbose_name=_("sent with the list of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nominations",
    )

    state = models.CharField(_("state"), max_length=12, choices=NominationState, default=NominationState.NEW)
    question = models.TextField(_("what is missing"), blank=True, max_length=1000)
    joined_to = models.ForeignKey(
        "self", verbose_name=_("joined with"), null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("confirmed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ("-submission_id",)
        indexes = (models.Index(fields=("round", "state")),)
        constraints = (
            models.CheckConstraint(name="nomination_state_known", condition=Q(state__in=NominationState.values)),
            models.CheckConstraint(
                name="nomination_minor_has_guardian", condition=Q(is_minor=False) | Q(guardian_agrees=True)
            ),
            models.CheckConstraint(
                name="nomination_minor_or_deceased_is_person",
                condition=Q(is_minor=False, is_deceased=False) | Q(subject=SubjectKind.PERSON),
            ),
            models.CheckConstraint(
                name="nomination_joined_to_another",
                condition=(Q(state=NominationState.JOINED, joined_to__isnull=False) & ~Q(joined_to=F("submission")))
                | (~Q(state=NominationState.JOINED) & Q(joined_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="nomination_asked_has_question", condition=~Q(state=NominationState.NEEDS_INFO) | ~Q(question="")
            ),
            models.CheckConstraint(
                name="nomination_decided_by_two",
                condition=(
                    Q(state__in=DECIDED, proposed_by__isnull=False, confirmed_by__isnull=False)
                    & ~Q(proposed_by=F("confirmed_by"))
                )
                | (~Q(state__in=DECIDED) & Q(proposed_by__isnull=True, confirmed_by__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.submission_id)


class Decision(models.Model):
    """One proposal and what a second person made of it: confirmed, returned, or not yet answered."""

    nomination = models.ForeignKey(
        Nomination, verbose_name=_("nomination"), on_delete=models.PROTECT, related_name="decisions"
    )
    outcome = models.CharField(_("decision"), max_length=12, choices=NominationState)
    reason = models.TextField(_("reasons"), max_length=1000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)
    is_confirmed = models.BooleanField(_("confirmed"), default=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                "nomination", condition=Q(answered_at__isnull=True), name="decision_open_once_a_nomination"
            ),
            models.CheckConstraint(name="decision_outcome_known", condition=Q(outcome__in=DECIDED)),
            models.CheckConstraint(name="decision_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="decision_confirmed_by_another",
                condition=Q(is_confirmed=False)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answered_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="decision_answered_by_somebody",
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.nomination_id} {self.outcome}"
