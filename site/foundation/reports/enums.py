"""Closed lists of the error report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """What the desk has done with a report."""

    NEW = "new", _("New report")
    WORKING = "working", _("Being handled")
    ANSWERED = "answered", _("Answered")
    DISMISSED = "dismissed", _("Not acted upon")
