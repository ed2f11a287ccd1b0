"""Asking other offices (征求意见), and the files that the desk adds to a nomination."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.enums import CheckOpinion, DeskFilePurpose
from foundation.secrets.fields import SealedTextField


class OfficeLetter(models.Model):
    """A letter that asks one office about one or more nominees of a round."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(
        "exemplars.Round", verbose_name=_("round"), on_delete=models.PROTECT, related_name="letters"
    )
    office = models.CharField(_("office that is asked"), max_length=120)
    question = models.TextField(_("what is asked"), max_length=1000)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("answer due on"), db_index=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("letter to an office")
        verbose_name_plural = _("letters to offices")
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(name="office_letter_due_after_asking", condition=Q(due_on__gte=F("asked_on"))),
            models.CheckConstraint(name="office_letter_complete", condition=~Q(office="") & ~Q(question="")),
        )

    def __str__(self) -> str:
        return self.office


class OfficeCheck(models.Model):
    """What one office says of one nominee; the answer stands sealed, because it may tell of a person's past."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(OfficeLetter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="checks")
    nomination = models.ForeignKey(
        "exemplars.Nomination", verbose_name=_("nomination"), on_delete=models.PROTECT, related_name="checks"
    )
    answered_on = models.DateField(_("answered on"), null=True)
    opinion = models.CharField(_("opinion of the office"), max_length=12, choices=CheckOpinion, blank=True)
    answer = SealedTextField(_("answer of the office"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("check by an office")
        verbose_name_plural = _("checks by offices")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint("letter", "nomination", name="office_check_once_a_letter"),
            models.CheckConstraint(
                name="office_check_answered_is_complete",
                condition=Q(answered_on__isnull=True, opinion="", recorded_by__isnull=True)
                | Q(answered_on__isnull=False, opinion__in=CheckOpinion.values, recorded_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class DeskFile(models.Model):
    """A file that the desk adds to a nomination: the sheet that came back with its seal, or an office's answer."""

    nomination = models.ForeignKey(
        "exemplars.Nomination", verbose_name=_("nomination"), on_delete=models.PROTECT, related_name="desk_files"
    )
    check_answered = models.ForeignKey(
        OfficeCheck, verbose_name=_("check"), null=True, on_delete=models.PROTECT, related_name="files"
    )
    purpose = models.CharField(_("purpose"), max_length=8, choices=DeskFilePurpose)
    file = models.OneToOneField(
        "foundation.IntakeFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="desk_file"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("file of the desk")
        verbose_name_plural = _("files of the desk")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="desk_file_answer_has_check",
                condition=Q(purpose=DeskFilePurpose.SHEET, check_answered__isnull=True)
                | Q(purpose=DeskFilePurpose.ANSWER, check_answered__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.nomination_id} {self.purpose}"
