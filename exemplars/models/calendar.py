"""The calendar of working days, filled from a library and mended by the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """One day and whether it is worked. Days that are not here are unknown, and nothing counts across them."""

    date = models.DateField(_("date"), unique=True)
    is_working = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar of working days")
        ordering = ("date",)

    def __str__(self) -> str:
        return self.date.isoformat()
