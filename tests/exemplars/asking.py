"""What tests of letters to other offices share."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from exemplars.domain.checks import answer_checks, ask_office
from exemplars.enums import CheckOpinion, NominationState, RoundState
from exemplars.models import Nomination, OfficeCheck, OfficeLetter, Round
from tests.exemplars.nominating import nominated, open_category, reviewer
from tests.exemplars.papers import RARE
from tests.factories.foundation import UserFactory

ASKED, DUE = dt.date(2026, 3, 2), dt.date(2026, 3, 9)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def scan(content: bytes = PNG, name: str = "复函.png") -> SimpleUploadedFile:
    """Return an upload."""
    return SimpleUploadedFile(name, content)


def shortlisted(number: int = 1) -> list[Nomination]:
    """Return nominations on the shortlist of one round that asks other offices."""
    where = open_category()
    made = [nominated(where, name=f"{RARE}{place}") for place in range(number)]
    signed = {"proposed_by": UserFactory.create(), "confirmed_by": UserFactory.create()}
    Nomination.objects.update(state=NominationState.SHORTLISTED, **signed)
    Round.objects.update(state=RoundState.CONSULTING)
    return [Nomination.objects.select_related("submission", "round").get(pk=each.pk) for each in made]


def asked(made: list[Nomination], office: str = "澄川市公安局", **changes: Any) -> OfficeLetter:
    """Ask an office about them."""
    values = {"question": "有无不宜推荐的情形？", "asked_on": ASKED, "due_on": DUE, "actor": reviewer(), **changes}
    return ask_office(round_=made[0].round, nominations=made, office=office, **values)


def answered(letter: OfficeLetter, *checks: OfficeCheck, **changes: Any) -> list[OfficeCheck]:
    """Record an answer about these, or about all."""
    wanted = list(checks) or list(OfficeCheck.objects.filter(letter=letter))
    values: dict[str, Any] = {
        "opinion": CheckOpinion.AGREES,
        "answer": "",
        "answered_on": DUE,
        "actor": reviewer(),
        **changes,
    }
    return answer_checks(letter=letter, checks=wanted, **values)
