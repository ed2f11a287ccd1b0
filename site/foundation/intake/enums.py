"""Closed lists of the intake machine."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The way something came in."""

    WEB = "web", _("Web form")
    DESK = "desk", _("Entered at the desk")
    MAIL = "mail", _("E-mail")
    BATCH = "batch", _("Batch sheet")


class Outcome(models.TextChoices):
    """What became of a request after it was stored."""

    STORED = "stored", _("Stored, not judged")
    ACCEPTED = "accepted", _("Accepted")
    REPEATED = "repeated", _("Repeated")
    REFUSED = "refused", _("Sent back")


class FileState(models.TextChoices):
    """How far a file has come."""

    UPLOADING = "uploading", _("Uploading")
    COMPLETE = "complete", _("Complete")
    REFUSED = "refused", _("Refused file")
    ERASED = "erased", _("Erased")
