"""What a machine read out of a file that was handed in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import ReadingState
from foundation.secrets.fields import SealedTextField


class FileReading(models.Model):
    """The text of a manuscript, or size, fingerprint and notes of a picture.

    ``text`` serves the form only: what its writer sends is the entry. ``notes`` is JSON of what the picture's file
    says of itself (EXIF and the like); it is for the desk alone. ``dhash`` is the 64-bit difference hash, signed.
    ``reason`` is the word for which ``domain.readings`` has a sentence.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.OneToOneField(
        "foundation.IntakeFile", verbose_name=_("received file"), on_delete=models.PROTECT, related_name="reading"
    )
    state = models.CharField(_("state"), max_length=10, choices=ReadingState, default=ReadingState.WAITING)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    text = SealedTextField(_("text"))
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    dhash = models.BigIntegerField(_("fingerprint"), null=True, blank=True, db_index=True)
    notes = SealedTextField(_("what the file says of itself"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    done_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        constraints = (
            models.CheckConstraint(name="file_reading_state_known", condition=Q(state__in=ReadingState.values)),
            models.CheckConstraint(
                name="file_reading_refused_says_why", condition=~Q(state=ReadingState.REFUSED) | ~Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_id} {self.state}"
