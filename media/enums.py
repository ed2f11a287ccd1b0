"""Closed lists of the media app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """On what ground the office may show a work; the wording of the agreement stands in the licence text."""

    UNSTATED = "unstated", _("Not stated")
    OWN = "own", _("Made by our own staff")
    COMMISSIONED = "commissioned", _("Commissioned")
    SUPPLIED = "supplied", _("Supplied with permission")
    AGENCY = "agency", _("Bought from an agency")
    CC_BY = "cc_by", _("CC BY")
    CC_BY_SA = "cc_by_sa", _("CC BY-SA")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    OTHER = "other", _("Other, see the licence text")


class Consent(models.TextChoices):
    """What the people shown have said."""

    UNSTATED = "unstated", _("Not stated")
    NOBODY = "nobody", _("Nobody can be recognised")
    NOT_NEEDED = "not_needed", _("Not needed (public event, public office)")
    OBTAINED = "obtained", _("Obtained")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Channel(models.TextChoices):
    """Where a work may be shown; a work that names none may be shown on all."""

    WEB = "web", _("Website")
    WECHAT = "wechat", _("WeChat")
    PRINT = "print", _("The printed paper")
    SCREEN = "screen", _("Public screens")
