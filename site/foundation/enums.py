"""Closed lists of the ground floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionLevel(models.IntegerChoices):
    """Levels of the administrative divisions (GB/T 2260, and the two below it)."""

    PROVINCE = 1, _("Province level")
    CITY = 2, _("City level")
    COUNTY = 3, _("County level")
    TOWNSHIP = 4, _("Township level")
    VILLAGE = 5, _("Village level")


class OrganisationKind(models.TextChoices):
    """Kinds of organisation that appear in bylines, placements and the directory."""

    CIVILISATION_OFFICE = "civilisation_office", _("Civilisation office")
    PUBLICITY_DEPARTMENT = "publicity_department", _("Publicity department")
    MEDIA = "media", _("News media")
    SCHOOL = "school", _("School")
    PRACTICE_CENTRE = "practice_centre", _("Civilisation practice centre")
    PRACTICE_INSTITUTE = "practice_institute", _("Civilisation practice institute")
    PRACTICE_STATION = "practice_station", _("Civilisation practice station")
    GOVERNMENT = "government", _("Government department")
    ENTERPRISE = "enterprise", _("Enterprise")
    COMMUNITY = "community", _("Community or village")
    OTHER = "other", _("Other")


class NumberedKind(models.TextChoices):
    """Public objects that carry a number, with the letter of their address."""

    ARTICLE = "article", _("Article")
    EXEMPLAR = "exemplar", _("Exemplar")
    PSA = "psa", _("Public-service ad")
    CAMPAIGN = "campaign", _("Campaign")
    CONTEST = "contest", _("Competition")
    PAGE = "page", _("Page")


SITE_CODE_PATTERN = r"^[0-9A-Za-z]{10}$"
"""A 网站标识码: ten letters or digits."""
