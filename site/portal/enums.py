"""Closed lists of the front page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SlotPosition(models.TextChoices):
    """Places at the top of the front page that an editor may fill by hand."""

    LEAD = "lead", _("Lead story")
    TOP = "top", _("Top news")
    PICTURE = "picture", _("Picture news")


class SectionStyle(models.TextChoices):
    """How a column is set on the front page."""

    LEAD = "lead", _("First story large, with picture")
    LIST = "list", _("Headlines only")
    PICTURES = "pictures", _("Row of pictures")
