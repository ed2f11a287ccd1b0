"""Closed lists of the campaigns app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Orientation(models.TextChoices):
    """How a screen hangs."""

    LANDSCAPE = "landscape", _("Landscape")
    PORTRAIT = "portrait", _("Portrait")


class PlayKind(models.TextChoices):
    """What a screen shows; the values are kinds of search documents."""

    PSA = "psa", _("Public-service ad")
    EXEMPLAR = "exemplar", _("Exemplar")
    ARTICLE = "article", _("Headline")
