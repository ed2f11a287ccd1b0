"""Files handed in, received piece by piece and stored sealed."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.intake.enums import FileState
from foundation.secrets.fields import SealedTextField


class IntakeFile(models.Model):
    """One file of a draft or submission.

    Its bytes lie in the private storage as sealed pieces, listed in ``pieces`` as ``[name, size]`` in order; sizes
    are bytes of plain content. ``sha256`` is the digest of the whole plain content, in hex. ``preview`` names a small
    picture of it beside them, sealed too, if its kind made one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    draft = models.ForeignKey(
        "foundation.Draft", verbose_name=_("draft"), null=True, on_delete=models.PROTECT, related_name="files"
    )
    submission = models.ForeignKey(
        "foundation.Submission", verbose_name=_("submission"), null=True, on_delete=models.PROTECT, related_name="files"
    )
    name = SealedTextField(_("file name"))
    media_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received = models.PositiveBigIntegerField(_("bytes received"), default=0)
    pieces = models.JSONField(_("pieces"), default=list, blank=True)
    preview = models.CharField(_("preview"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FileState, default=FileState.UPLOADING)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("received file")
        verbose_name_plural = _("received files")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="intake_file_not_beyond_size", condition=Q(received__lte=F("size"))),
            models.CheckConstraint(
                name="intake_file_complete_is_whole",
                condition=~Q(state=FileState.COMPLETE) | (Q(received=F("size")) & ~Q(sha256="")),
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
