"""Rows of the competitions."""

from campaigns.contests.models.batches import BatchEntry, BatchLink, BatchRun
from campaigns.contests.models.contests import Contest, EntryGroup
from campaigns.contests.models.corrections import EntryCorrection
from campaigns.contests.models.declarations import Declaration
from campaigns.contests.models.entries import Entry, EntryFile, EntryRevision
from campaigns.contests.models.findings import ComparedText, Finding
from campaigns.contests.models.inbound_mails import InboundMail
from campaigns.contests.models.pages import ContestIndexPage, ContestMilestone, ContestPage, ContestQuestion
from campaigns.contests.models.people import Contributor, Guardian
from campaigns.contests.models.readings import FileReading
from campaigns.contests.models.rule_sets import RuleSet
from campaigns.contests.models.screenings import Screening, ScreeningSeat

__all__ = [
    "BatchEntry",
    "BatchLink",
    "BatchRun",
    "ComparedText",
    "Contest",
    "ContestIndexPage",
    "ContestMilestone",
    "ContestPage",
    "ContestQuestion",
    "Contributor",
    "Declaration",
    "Entry",
    "EntryCorrection",
    "EntryFile",
    "EntryGroup",
    "EntryRevision",
    "FileReading",
    "Finding",
    "Guardian",
    "InboundMail",
    "RuleSet",
    "Screening",
    "ScreeningSeat",
]
