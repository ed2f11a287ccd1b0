"""A unit's sheet with its archive: kept first, worked through by a task, every row answered."""

import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final
from zipfile import ZipInfo

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.contests.domain.batch_answers import NamedAnswer, named, written
from campaigns.contests.domain.batch_erasing import erase_papers
from campaigns.contests.domain.batch_rows import MOST_FILES, Batch, RowError, author_key, read_row, row_key, spec_of
from campaigns.contests.domain.entries import KIND_SLUG, submit_entry
from campaigns.contests.enums import BatchState, ContestKind
from campaigns.contests.models import BatchEntry, BatchLink, BatchRun, Contest, Entry, RuleSet
from campaigns.contests.queries.batches import STALE
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.limits import is_early
from campaigns.contests.rules.file_types import file_rule
from campaigns.contests.rules.letters import fold
from campaigns.contests.workshop.packs import Pack, PackError
from foundation.archives import BROKEN
from foundation.domain.audit import record
from foundation.intake.domain.batches import RowAnswer, SheetError, SheetSpec, sheet_values
from foundation.intake.domain.files import read_file, take_whole
from foundation.intake.domain.submitting import known_receipt
from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import IntakeKind, get_kind
from foundation.intake.models import IntakeFile

if TYPE_CHECKING:
    from collections.abc import Iterator

MEGABYTE: Final = 1024 * 1024
SHEET: Final = FileRule(
    max_count=1, max_bytes=10 * MEGABYTE, types=("application/zip", "text/plain", "application/msword")
)
"""XLSX and CSV; an old workbook is kept too, and answered with how to save it."""
ARCHIVE: Final = FileRule(max_count=1, max_bytes=200 * MEGABYTE, types=("application/zip",))
SAVE_EVERY: Final = 10
REFUSALS: Final = {
    "not_a_zip": gettext_lazy("The archive is damaged or no ZIP. Please pack the files anew as .zip."),
    "too_many": gettext_lazy("The archive holds too much. Please split sheet and archive."),
    "encrypted": gettext_lazy("The archive is locked with a password. Please pack it without one."),
}


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends a batch, and what they said with it. ``attested`` is empty where no guardian agreed."""

    teacher: str
    phone: str
    address: str = ""
    postcode: str = ""
    attested: str = ""
    declared: Mapping[str, str]


def template_of(contest: Contest) -> SheetSpec:
    """Return what the sheet of a competition looks like."""
    return spec_of(contest, rules_of(contest), has_groups=contest.groups.exists())


def files_of(contest: Contest, rules: RuleSet) -> FileRule:
    """Return which files a row may name: manuscripts, pictures, or both where the competition takes both."""
    wanted = {ContestKind.ESSAY: (False,), ContestKind.PHOTO: (True,)}.get(ContestKind(contest.kind), (False, True))
    found = [file_rule(rules.file_types, rules.file_bytes, pictures=pictures) for pictures in wanted]
    types = tuple(dict.fromkeys(name for each in found for name in each.types))
    return FileRule(max_count=MOST_FILES, max_bytes=rules.file_bytes, types=types)


def _plain_kind() -> IntakeKind:
    """Return the kind without what it does with files of an entry: a sheet is not read as a manuscript."""
    return replace(get_kind(KIND_SLUG), file_complete=None, file_erased=None)


def send_batch(*, link: BatchLink, sheet: Any, archive: Any, sender: Sender, now: datetime | None = None) -> BatchRun:
    """Keep a sheet and its archive, sealed; returns the run. A task works through every run that waits.

    Must not be called inside a transaction: the files are kept whatever becomes of the rest. Raises
    ``ValidationError`` for a file that is none of those asked for.
    """
    kept_sheet = take_whole(kind=_plain_kind(), upload=sheet, rule=SHEET)
    kept_archive = take_whole(kind=_plain_kind(), upload=archive, rule=ARCHIVE) if archive is not None else None
    with transaction.atomic():
        run = BatchRun.objects.create(
            link=link,
            sheet=kept_sheet,
            archive=kept_archive,
            teacher=sender.teacher,
            phone=sender.phone,
            address=sender.address,
            postcode=sender.postcode,
            attested=sender.attested,
            declared=dict(sender.declared),
            sent_at=now or timezone.now(),
        )
        record(verb="send_batch", subject=run, actor=None, link=link.pk)
    return run


def is_stuck(run: BatchRun, *, now: datetime | None = None) -> bool:
    """Tell whether a run waits for a worker that does not come, or lost the one it had."""
    unfinished = run.state in {BatchState.WAITING, BatchState.WORKING}
    return unfinished and (now or timezone.now()) - run.touched_at > STALE


@transaction.atomic
def restart_run(*, run: BatchRun, now: datetime | None = None) -> BatchRun:
    """Put a run that is stuck back into the queue; any other is left alone. Rows taken before are not taken again."""
    row = BatchRun.objects.select_for_update().get(pk=run.pk)
    if is_stuck(row, now=now):
        row.state, row.touched_at = BatchState.WAITING, now or timezone.now()
        row.save(update_fields=["state", "touched_at"])
        record(verb="restart_batch", subject=row, actor=None)
    return row


def work_through(*, key: int, now: datetime | None = None) -> BatchRun | None:
    """Take in every good row of a run and answer each; None when another worker has it or it is finished.

    Each row is committed by itself, so a run that broke off loses nothing, and is taken up where it was.
    """
    if not _claim(key, now or timezone.now()):
        return None
    run = BatchRun.objects.select_related("link__contest", "sheet", "archive").get(pk=key)
    try:
        _take_rows(run)
    except SheetError as error:
        _finish(run, BatchState.FAILED, problem=str(error)[:300])
    except PackError as error:
        _finish(run, BatchState.FAILED, problem=str(REFUSALS.get(str(error), REFUSALS["not_a_zip"])))
    return run


@transaction.atomic
def _claim(key: int, at: datetime) -> bool:
    run = BatchRun.objects.select_for_update().filter(pk=key).first()
    if run is None or not (run.state == BatchState.WAITING or is_stuck(run, now=at)):
        return False
    run.state, run.touched_at = BatchState.WORKING, at
    run.save(update_fields=["state", "touched_at"])
    return True


def _take_rows(run: BatchRun) -> None:
    contest = run.link.contest
    rules = rules_of(contest)
    if is_early(rules, run.sent_at):
        raise SheetError(_("This competition has not opened yet."))
    spec = template_of(contest)
    rows = sheet_values(spec=spec, data=b"".join(read_file(run.sheet)))
    run.rows, run.done, run.taken, run.repeated = len(rows), 0, 0, 0
    run.save(update_fields=["rows", "done", "taken", "repeated"])
    groups = {fold(group.name): group for group in contest.groups.all()}
    answers: list[NamedAnswer] = []
    with _opened(run.archive) as pack:
        batch = Batch(run, contest, rules, groups, files_of(contest, rules), pack)
        for line, values in rows:
            answer = _answer(batch, values, line, answers)
            answers.append(named(answer, values.get("name", ""), values.get("title", "")))
            if len(answers) % SAVE_EVERY == 0:
                _save(run, answers)
    _save(run, answers)
    _finish(run, BatchState.DONE)


@contextmanager
def _opened(file: IntakeFile | None) -> "Iterator[Pack | None]":
    """Put the archive, piece by piece, into a file that has no name, and read it there; raises ``PackError``."""
    if file is None:
        yield None
        return
    with tempfile.TemporaryFile() as plain:
        for piece in read_file(file):
            plain.write(piece)
        yield Pack(plain)


def _save(run: BatchRun, answers: list[NamedAnswer]) -> None:
    run.answers = written(answers)
    run.done = len(answers)
    run.taken = sum(each.taken and not each.repeated for each in answers)
    run.repeated = sum(each.repeated for each in answers)
    run.touched_at = timezone.now()
    run.save(update_fields=["answers", "done", "taken", "repeated", "touched_at"])


@transaction.atomic
def _finish(run: BatchRun, state: BatchState, *, problem: str = "") -> None:
    run.state, run.problem, run.touched_at = state, problem, timezone.now()
    run.save(update_fields=["state", "problem", "touched_at"])
    record(verb="finish_batch", subject=run, actor=None, taken=run.taken, repeated=run.repeated)
    if run.entries.filter(entry__submission__erased_at__isnull=False).exists():
        erase_papers(run=run)


def _answer(batch: Batch, values: Mapping[str, str], line: int, before: list[NamedAnswer]) -> RowAnswer:
    key = row_key(batch.run, values)
    known = known_receipt(kind=get_kind(KIND_SLUG), key=key)
    if known is not None:
        _join(batch, known.submission.pk, values)
        earlier = next((each for each in before if each.number == known.number), None)
        if earlier is not None:
            twice = _("The same author and title stand in row %(line)s. Please make the titles differ.")
            return RowAnswer(line, "", (twice % {"line": earlier.line},))
        return RowAnswer(line, known.number, (), repeated=True)
    try:
        piece, entries = read_row(batch, values)
        _check_limit(batch, values)
        files = [_keep(batch, entry) for entry in entries]
    except RowError as error:
        return RowAnswer(line, "", error.problems)
    receipt = submit_entry(piece=piece, key=key, files=files)
    _join(batch, receipt.submission.pk, values)
    return RowAnswer(line, receipt.number, (), repeated=not receipt.is_new)


def _join(batch: Batch, submission: int, values: Mapping[str, str]) -> None:
    entry = Entry.objects.get(submission=submission)
    BatchEntry.objects.get_or_create(entry=entry, defaults={"run": batch.run, "author": author_key(batch.run, values)})


def _check_limit(batch: Batch, values: Mapping[str, str]) -> None:
    most = batch.rules.per_author
    if most is None:
        return
    if BatchEntry.objects.filter(author=author_key(batch.run, values)).count() >= most:
        raise RowError(_("The rules take at most %(count)s entries of one author.") % {"count": most})


class _Member(File):  # type: ignore[type-arg] # Django's File takes no parameter at run time
    """A file in the archive, as the intake reads files: piece by piece."""

    def __init__(self, source: IO[bytes], entry: ZipInfo, name: str) -> None:
        super().__init__(source, name=name)
        self.size = entry.file_size


def _keep(batch: Batch, entry: ZipInfo) -> IntakeFile:
    if batch.pack is None:
        raise RowError(_("No archive came with the sheet."))
    name = batch.pack.name_of(entry)
    try:
        with batch.pack.open(entry) as content:
            return take_whole(kind=get_kind(KIND_SLUG), upload=_Member(content, entry, name), rule=batch.files)
    except ValidationError as error:
        sentence = f"“{name}”：{error.messages[0]}"
        raise RowError(sentence) from None
    except BROKEN:
        raise RowError(_("The file “%(name)s” is damaged in the archive.") % {"name": name}) from None
