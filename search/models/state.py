"""What the index knows about itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """A named fact about the index, such as the version of the analysis it was made with."""

    key = models.CharField(_("key"), max_length=40, primary_key=True)
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
