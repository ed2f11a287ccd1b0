"""Bringing a list of synonyms along."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from foundation.domain import audit
from foundation.models import User
from search.models import Synonym

SHORT_LIMIT = 40
FORM_LIMIT = 100


@dataclass
class SynonymReport:
    """What became of the rows of a list."""

    added: int = 0
    known: int = 0
    refused: list[int] = field(default_factory=list)
    """Numbers of the rows that hold no short form with another full form, from 1."""


@transaction.atomic
def load_synonyms(*, rows: Iterable[list[str]], actor: User | None) -> SynonymReport:
    """Add (short form, full form, ...) rows to the synonyms, keeping what is there; a second run adds nothing."""
    report = SynonymReport()
    for number, row in enumerate(rows, start=1):
        if not row:
            continue
        short, *forms = [cell.strip() for cell in row]
        forms = [form for form in forms if form and form != short and len(form) <= FORM_LIMIT]
        if not (short and forms and len(short) <= SHORT_LIMIT):
            report.refused.append(number)
            continue
        synonym = Synonym.objects.filter(short=short).first() or Synonym(short=short)
        new = [form for form in forms if form not in synonym.forms]
        if not new:
            report.known += 1
            continue
        synonym.full_forms = "\n".join([*synonym.forms, *new])
        synonym.save()
        audit.record(verb="load_synonym", subject=synonym, actor=actor)
        report.added += 1
    return report
