"""Public numbers: one sequence for everything that has an address of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.enums import NumberedKind


class PublicNumber(models.Model):
    """One number of the sequence. Rows are never deleted, so a number is never used twice."""

    number = models.BigAutoField(_("number"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=20, choices=NumberedKind)
    taken_at = models.DateTimeField(_("number taken at"), auto_now_add=True)

    class Meta:
        verbose_name = _("public number")
        verbose_name_plural = _("public numbers")

    def __str__(self) -> str:
        return str(self.number)
