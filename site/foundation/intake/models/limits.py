"""Counting what comes too often, in our own database: it works whatever the cache is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Throttle(models.Model):
    """How often something happened in its window. ``key`` is a keyed digest, never an address or number itself."""

    scope = models.CharField(_("scope"), max_length=40)
    key = models.CharField(_("key"), max_length=90)
    window_start = models.DateTimeField(_("window start"))
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("rate limit counter")
        verbose_name_plural = _("rate limit counters")
        constraints = (models.UniqueConstraint("scope", "key", name="throttle_once"),)

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"
