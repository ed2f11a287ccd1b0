"""Closed lists of programmes and rounds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeLevel(models.TextChoices):
    """Who awards: the nation, a province, a city or a county."""

    NATION = "nation", _("National")
    PROVINCE = "province", _("Provincial")
    CITY = "city", _("City-wide")
    COUNTY = "county", _("County-wide")


class SubjectKind(models.TextChoices):
    """Who can be held up as an exemplar."""

    PERSON = "person", _("Person")
    GROUP = "group", _("Group of people")
    FAMILY = "family", _("Family")
    ORGANISATION = "organisation", _("Unit")
    PLACE = "place", _("Village, town or city")


class PeriodKind(models.TextChoices):
    """What a round stands for; real programmes change it, so it is data."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter of a year")
    YEAR = "year", _("Whole year")
    BATCH = "batch", _("Numbered batch")


class RoundState(models.TextChoices):
    """How far a round has come."""

    COLLECTING = "collecting", _("Collecting nominations")
    FIRST_REVIEW = "first_review", _("First review")
    CONSULTING = "consulting", _("Asking other offices")
    JUDGING = "judging", _("Final review")
    NOTICE = "notice", _("Public notice")
    ANNOUNCED = "announced", _("Announced")


class NominationState(models.TextChoices):
    """What the review has made of a nomination."""

    NEW = "new", _("New nomination")
    NEEDS_INFO = "needs_info", _("Needs more information")
    SHORTLISTED = "shortlisted", _("On the shortlist")
    SELECTED = "selected", _("Selected")
    REJECTED = "rejected", _("Not selected")
    JOINED = "joined", _("Joined with another")


class Consent(models.TextChoices):
    """Whether the nominee knows of the nomination and agrees."""

    GIVEN = "given", _("The nominee knows and agrees")
    NOMINATOR_ASKS = "nominator_asks", _("I will ask the nominee")
    OFFICE_ASKS = "office_asks", _("Please ask the nominee yourselves")
    WITHDRAWN = "withdrawn", _("The nominee has withdrawn consent")


class Age(models.TextChoices):
    """Whether somebody under eighteen or deceased is nominated, and with whose consent."""

    ADULT = "adult", _("Eighteen or older, or not a single person")
    DECEASED = "deceased", _("Deceased; a close relative agrees")
    MINOR = "minor", _("Under eighteen; a guardian agrees")
    MINOR_UNASKED = "minor_unasked", _("Under eighteen; no guardian has been asked")


class ConsentScope(models.TextChoices):
    """What somebody agrees to have published."""

    NAME = "name", _("Name and deeds")
    PHOTO = "photo", _("Portrait and photographs")
    UNIT = "unit", _("Unit")
    AGE = "age", _("Age")


class ConsentGiver(models.TextChoices):
    """Who agreed."""

    SELF = "self", _("The exemplar")
    GUARDIAN = "guardian", _("A guardian")
    RELATIVE = "relative", _("A close relative")


class HonourState(models.TextChoices):
    """What became of an honour."""

    NOMINEE = "nominee", _("Nominee award")
    WINNER = "winner", _("Honoured")
    REVOKED = "revoked", _("Honour revoked")


class ObjectionState(models.TextChoices):
    """What the office has done with an objection."""

    NEW = "new", _("New objection")
    CHECKING = "checking", _("Being checked")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Not upheld")


class CheckOpinion(models.TextChoices):
    """What an office answers about a nominee."""

    AGREES = "agrees", _("No objection")
    OBJECTS = "objects", _("Objection of the office")
    NOT_KNOWN = "not_known", _("Nothing known")
    NOT_NEEDED = "not_needed", _("Withdrawn: no longer needed")


class DeskFilePurpose(models.TextChoices):
    """Why the desk added a file to a nomination."""

    SHEET = "sheet", _("Nomination sheet with seal")
    ANSWER = "answer", _("Answer of an office")


class DeskTab(models.TextChoices):
    """What waits at the review desk, in the order in which it is worked off."""

    NEW = "new", _("New nomination")
    NEEDS_INFO = "needs_info", _("Waiting for the nominator")
    LIKELY = "likely", _("Likely duplicates")
    CHECKS = "checks", _("Checks outstanding")
    SHORTLIST = "shortlist", _("Shortlist and quotas")


class SupportState(models.TextChoices):
    """What the moderators made of a message of support."""

    NEW = "new", _("Waiting for a moderator")
    SHOWN = "shown", _("Shown")
    REFUSED = "refused", _("Not shown")
