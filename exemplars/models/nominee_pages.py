"""Which page a nominee's honour will stand on, as an editor has said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NomineePage(models.Model):
    """An editor's word on whether a nominee has a page from before; without ``exemplar``: no, it is somebody else."""

    nomination = models.OneToOneField(
        "exemplars.Nomination",
        verbose_name=_("nomination"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="page_decision",
    )
    exemplar = models.ForeignKey(
        "exemplars.ExemplarPage", verbose_name=_("exemplar"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    class Meta:
        verbose_name = _("page of a nominee")
        verbose_name_plural = _("pages of nominees")
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.nomination_id}: {self.exemplar_id}"
