"""What is answered to the rows of a unit's sheet: kept with the run, shown with author and title."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Prefetch, Q
from django.utils import timezone

from campaigns.contests.enums import EntryState
from campaigns.contests.models import BatchLink, BatchRun, Contributor, Entry
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.editing import CHANGED_UNTIL_CLOSING
from campaigns.contests.queries.limits import is_late
from foundation.intake.codes import shown_code
from foundation.intake.domain.batches import RowAnswer

WORD_CHARACTERS: Final = 60


@dataclass(frozen=True)
class NamedAnswer(RowAnswer):
    """An answer with author and title as the sheet has them; a row that was taken has its entry for that."""

    name: str = ""
    title: str = ""


def named(answer: RowAnswer, name: str, title: str) -> NamedAnswer:
    """Return the answer of a row with what it is known by."""
    words = ("", "") if answer.taken else (name[:WORD_CHARACTERS], title[:WORD_CHARACTERS])
    return NamedAnswer(answer.line, answer.number, answer.problems, answer.repeated, *words)


def written(answers: Iterable[NamedAnswer]) -> str:
    """Return the answers as they are kept."""
    rows = [[each.line, each.number, each.repeated, list(each.problems), each.name, each.title] for each in answers]
    return json.dumps(rows, ensure_ascii=False)


def answers_of(run: BatchRun) -> list[NamedAnswer]:
    """Return the answers of a run so far, in the order of the sheet."""
    return [_read(*row) for row in json.loads(run.answers.reveal() or "[]")]


def _read(line: int, number: str, repeated: Any, problems: list[str], *words: str) -> NamedAnswer:
    return NamedAnswer(line, number, tuple(problems), bool(repeated), *words)


def without_names(run: BatchRun) -> str:
    """Return the answers of a run as they are kept once the papers that name everybody in them are gone."""
    return written(NamedAnswer(each.line, each.number, each.problems, each.repeated) for each in answers_of(run))


@dataclass(frozen=True)
class RowReceipt:
    """The answer of one row with what it is known by. ``may_change``: its teacher may still correct it."""

    line: int
    number: str
    code: str
    name: str
    title: str
    sentence: str
    taken: bool
    may_change: bool = False


def receipts_of(
    runs: Sequence[BatchRun], link: BatchLink, *, opened: Collection[int] | None = None, now: datetime | None = None
) -> list[list[RowReceipt]]:
    """Return the answers of runs of a link, each with query code, author and title of what was taken: four queries.

    ``opened`` names the runs whose entries may be shown: a row that was there already belongs to whoever sent it first.
    """
    answers = [answers_of(run) for run in runs]
    numbers = {each.number for rows in answers for each in rows if each.number}
    authors = Contributor.objects.filter(position=0)
    entries = (
        Entry.objects.filter(submission__number__in=numbers, submission__erased_at__isnull=True)
        .filter(Q() if opened is None else Q(batch_entry__run__in=opened))
        .select_related("submission", "head")
        .defer("head__text", "head__counts")
        .prefetch_related(Prefetch("contributors", authors, to_attr="authors"))
    )
    by_number = {entry.submission.number: entry for entry in entries}
    is_open = not is_late(rules_of(link.contest), now or timezone.now())
    return [[_receipt(each, by_number.get(each.number), is_open=is_open) for each in rows] for rows in answers]


def _receipt(answer: NamedAnswer, entry: Any, *, is_open: bool) -> RowReceipt:
    known = (answer.line, answer.number)
    if entry is None:
        return RowReceipt(*known, "", answer.name, answer.title, answer.sentence, answer.taken)
    return RowReceipt(
        *known,
        shown_code(entry.submission.query_code.reveal()),
        entry.authors[0].name.reveal() if entry.authors else "",
        entry.head.title if entry.head is not None else "",
        answer.sentence,
        taken=True,
        may_change=entry.state == EntryState.RETURNED or (is_open and entry.state in CHANGED_UNTIL_CLOSING),
    )


def entry_of_row(*, link: BatchLink, number: str) -> Entry | None:
    """Return an entry that came by this link, with the run it came in, by its number; None for any other."""
    rows = Entry.objects.select_related("submission", "batch_entry").filter(submission__erased_at__isnull=True)
    return rows.filter(submission__number=number, batch_entry__run__link=link).first()
