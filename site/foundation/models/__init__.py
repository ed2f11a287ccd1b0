"""The models of the ground floor; each file keeps one concern."""

from foundation.models.audit import AuditLine
from foundation.models.base_page import BasePage
from foundation.models.numbers import PublicNumber
from foundation.models.organisations import Organisation
from foundation.models.regions import Region, RegionAlias
from foundation.models.topics import Topic
from foundation.models.user import User, UserManager

__all__ = [
    "AuditLine",
    "BasePage",
    "Organisation",
    "PublicNumber",
    "Region",
    "RegionAlias",
    "Topic",
    "User",
    "UserManager",
]
