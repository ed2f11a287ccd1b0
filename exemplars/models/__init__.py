"""The models of people and honours; each file keeps one noun."""

from exemplars.models.batches import UnitList
from exemplars.models.calendar import CalendarDay
from exemplars.models.checks import DeskFile, OfficeCheck, OfficeLetter
from exemplars.models.consents import ConsentRecord
from exemplars.models.honours import Honour
from exemplars.models.nominations import Decision, Nomination
from exemplars.models.nominee_pages import NomineePage
from exemplars.models.objections import Objection
from exemplars.models.people import ExemplarIndexPage, ExemplarPage
from exemplars.models.programmes import Programme, ProgrammeCategory
from exemplars.models.roll import RollRow
from exemplars.models.rounds import Quota, Round
from exemplars.models.support import SupportMessage, SupportSettings

__all__ = [
    "CalendarDay",
    "ConsentRecord",
    "Decision",
    "DeskFile",
    "ExemplarIndexPage",
    "ExemplarPage",
    "Honour",
    "Nomination",
    "NomineePage",
    "Objection",
    "OfficeCheck",
    "OfficeLetter",
    "Programme",
    "ProgrammeCategory",
    "Quota",
    "RollRow",
    "Round",
    "SupportMessage",
    "SupportSettings",
    "UnitList",
]
