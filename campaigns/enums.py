"""Closed lists of the campaigns app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HubState(models.TextChoices):
    """In which state a campaign hub is; derived, never stored."""

    DRAFT = "draft", _("Draft hub")
    COMING = "coming", _("About to begin")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")


class FestivalWay(models.TextChoices):
    """How the day of a festival is found; the names are those of ``campaigns.rules.festivals.FestivalRule``."""

    SOLAR = "solar", _("Fixed date")
    LUNAR = "lunar", _("Lunar date")
    TERM = "term", _("Solar term")
    WEEKDAY = "weekday", _("Weekday of a month")


class FigureQualifier(models.TextChoices):
    """The word that makes a figure less than exact."""

    NEARLY = "nearly", _("nearly")
    OVER = "over", _("over")
    ABOUT = "about", _("about")
    ODD = "odd", _("odd")
    MORE = "more", _("and more")


class ListStyle(models.TextChoices):
    """How a hub sets a list of stories."""

    STORIES = "stories", _("With summaries")
    PICTURES = "pictures", _("Pictures side by side")
    HEADLINES = "headlines", _("Headlines only")


class PlacementState(models.TextChoices):
    """Where a placement stands between plan and removal."""

    PLANNED = "planned", _("Planned placement")
    UP = "up", _("Showing")
    DAMAGED = "damaged", _("Damaged")
    DOWN = "down", _("Taken down")


class Datum(models.TextChoices):
    """The coordinate system in which a point was given."""

    WGS84 = "wgs84", _("WGS-84 (GPS)")
    GCJ02 = "gcj02", _("GCJ-02 (Amap, Tencent)")
    BD09 = "bd09", _("BD-09 (Baidu)")


class DamageState(models.TextChoices):
    """How far the unit has come with a damaged placement."""

    OPEN = "open", _("Reported damage")
    CONFIRMED = "confirmed", _("Confirmed damage")
    REPAIRED = "repaired", _("Repaired")
    TAKEN_DOWN = "taken_down", _("Damaged ad taken down")
    UNFOUNDED = "unfounded", _("Nothing found")


class Orientation(models.TextChoices):
    """How a screen hangs."""

    LANDSCAPE = "landscape", _("Landscape")
    PORTRAIT = "portrait", _("Portrait")


class PlayKind(models.TextChoices):
    """What a screen shows; the values are kinds of search documents."""

    PSA = "psa", _("Public-service ad")
    EXEMPLAR = "exemplar", _("Exemplar")
    ARTICLE = "article", _("Headline")


class PsaKind(models.TextChoices):
    """What a public-service ad is made of."""

    FLAT = "flat", _("Flat work")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio")
    ANIMATION = "animation", _("Animation")
    COPY = "copy", _("Words only")


class SupplyKind(models.TextChoices):
    """How an ad came to the library (the three kinds of the field's rules, and calls for works)."""

    GENERAL = "general", _("Sent to all")
    LIBRARY = "library", _("From a works library")
    OWN = "own", _("Made by ourselves")
    CALL = "call", _("From a call for works")


class OfferState(models.TextChoices):
    """How the library answered an offered ad."""

    NEW = "new", _("New offer")
    ACCEPTED = "accepted", _("Accepted offer")
    REFUSED = "refused", _("Refused offer")


class PsaSize(models.TextChoices):
    """The files of an ad: the work itself, and the standard sizes cut from it."""

    MASTER = "master", _("The whole work")
    SCREEN = "screen", _("Screen 16:9")
    PORTRAIT = "portrait", _("Upright 9:16")
    SQUARE = "square", _("Square 1:1")
    BANNER = "banner", _("Banner 16:5")
    A3 = "a3", _("A3 for print")


class PsaShape(models.TextChoices):
    """The shape of the whole work, by which readers choose."""

    WIDE = "wide", _("Wide")
    TALL = "tall", _("Tall")
    EVEN = "even", _("Square")
