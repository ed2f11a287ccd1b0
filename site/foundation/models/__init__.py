"""The models of the ground floor; each file keeps one concern."""

from foundation.intake.models import Draft, IntakeCounter, IntakeFile, RawPost, Submission, Throttle
from foundation.mail.models import OutboxMail
from foundation.models.addressed_pages import AddressedPage, ListPage, NumberedPage
from foundation.models.audit import AuditLine
from foundation.models.base_page import BasePage
from foundation.models.identity import GreyDay, SiteIdentity
from foundation.models.menus import FooterLink, MenuItem, Navigation
from foundation.models.numbers import PublicNumber
from foundation.models.organisations import Organisation
from foundation.models.regions import Region, RegionAlias
from foundation.models.topics import Topic
from foundation.models.user import User, UserManager
from foundation.reports.models import ErrorReport

__all__ = [
    "AddressedPage",
    "AuditLine",
    "BasePage",
    "Draft",
    "ErrorReport",
    "FooterLink",
    "GreyDay",
    "IntakeCounter",
    "IntakeFile",
    "ListPage",
    "MenuItem",
    "Navigation",
    "NumberedPage",
    "Organisation",
    "OutboxMail",
    "PublicNumber",
    "RawPost",
    "Region",
    "RegionAlias",
    "SiteIdentity",
    "Submission",
    "Throttle",
    "Topic",
    "User",
    "UserManager",
]
