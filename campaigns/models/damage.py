"""Damage that passers-by report, and what the unit does about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import DamageState
from foundation.secrets.fields import SealedTextField

OPEN_DAMAGE = (DamageState.OPEN, DamageState.CONFIRMED)
CLOSED_DAMAGE = (DamageState.REPAIRED, DamageState.TAKEN_DOWN, DamageState.UNFOUNDED)


class DamageTask(models.Model):
    """What a unit has to do at one placement. Several reports of the same damage share one task.

    ``told`` is how many people were written to; 0 where neither the unit nor one above it has anybody with an address.
    """

    placement = models.ForeignKey(
        "campaigns.Placement", verbose_name=_("ad placement"), on_delete=models.PROTECT, related_name="damage_tasks"
    )
    state = models.CharField(_("state"), max_length=10, choices=DamageState, default=DamageState.OPEN)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    due_on = models.DateField(_("due on"))
    told = models.PositiveSmallIntegerField(_("people told"), default=0, editable=False)
    photo = models.ForeignKey(
        "media.Picture",
        verbose_name=_("photo afterwards"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("damage task")
        verbose_name_plural = _("damage tasks")
        ordering: ClassVar[tuple[str, ...]] = ("due_on", "pk")
        indexes: ClassVar[list[models.Index]] = [models.Index("state", "due_on", name="damage_due")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="damage_state_known", condition=Q(state__in=DamageState.values)),
            models.CheckConstraint(
                name="damage_closed_with_photo",
                condition=Q(
                    state__in=CLOSED_DAMAGE, photo__isnull=False, closed_at__isnull=False, closed_by__isnull=False
                )
                | Q(state__in=OPEN_DAMAGE, photo__isnull=True, closed_at__isnull=True, closed_by__isnull=True),
            ),
            models.UniqueConstraint(
                "placement", condition=Q(state__in=OPEN_DAMAGE), name="damage_one_open_task_a_placement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.state in OPEN_DAMAGE


class DamageReport(models.Model):
    """What one passer-by reported; name and telephone stay with the submission, sealed."""

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="damage_report",
    )
    task = models.ForeignKey(DamageTask, verbose_name=_("task"), on_delete=models.PROTECT, related_name="reports")
    what = SealedTextField(_("what is damaged"), row="submission_id")

    class Meta:
        verbose_name = _("damage report")
        verbose_name_plural = _("damage reports")
        ordering: ClassVar[tuple[str, ...]] = ("submission_id",)

    def __str__(self) -> str:
        return str(self.submission_id)
