"""The models of people and honours; each file keeps one noun."""

from exemplars.models.nominations import Decision, Nomination
from exemplars.models.programmes import Programme, ProgrammeCategory
from exemplars.models.rounds import Quota, Round

__all__ = ["Decision", "Nomination", "Programme", "ProgrammeCategory", "Quota", "Round"]
