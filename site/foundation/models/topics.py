"""Topics: what a public object treats, from one closed list that the office keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.validators import validate_names


class Topic(models.Model):
    """A subject such as 文明城市 or 志愿服务, with the words by which it is also known."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    slug = models.SlugField(_("address part"), max_length=60, unique=True)
    description = models.TextField(_("description"), blank=True)
    aliases = models.JSONField(_("also known as"), default=list, blank=True, validators=[validate_names])
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("sort_order", "id")

    def __str__(self) -> str:
        return self.name
