"""One row of a unit's sheet: what it says, what is wrong with it, and the piece that it becomes."""

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from zipfile import ZipInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.domain.pieces import Consent, Person, Piece
from campaigns.contests.enums import ConsentMethod, ContestKind, DeclarationKind, EntryChannel, MinorsPolicy
from campaigns.contests.models import BatchRun, Contest, RuleSet
from campaigns.contests.queries.limits import is_refused
from campaigns.contests.rules.file_types import MOST_PICTURES
from campaigns.contests.rules.letters import fold
from campaigns.contests.rules.signs import MANUSCRIPTS, PHOTOS
from campaigns.contests.workshop.packs import Pack
from foundation.archives import BROKEN
from foundation.intake.domain.batches import SheetColumn, SheetSpec
from foundation.intake.file_rules import HEAD_BYTES, FileRule
from foundation.intake.forms import PhoneField, clean_text
from foundation.text import counting

if TYPE_CHECKING:
    from campaigns.contests.models import EntryGroup

MOST_ROWS: Final = 500
AI_DETAIL: Final = "ai_detail"
"""Stands among the words declared for what was said of writing tools."""
MOST_FILES: Final = MOST_PICTURES
CAPTION_CHARACTERS: Final = 500
YES: Final = frozenset({"是", "已", "有", "已同意", "同意", "√", "✓", "y", "yes", "1", "true"})
NO: Final = frozenset({"否", "不", "无", "未", "不是", "未同意", "成年", "×", "n", "no", "0", "false"})
LENGTHS: Final = {"name": 60, "title": 200, "grade": 60, "guardian": 60, "teacher": 60, "captions": 2000}
SEPARATORS: Final = str.maketrans(dict.fromkeys("；;、\n", "\n"))


class RowError(Exception):
    """The row cannot be taken; ``problems`` are sentences for the person who sent it."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass
class Batch:
    """What every row of a run is judged by."""

    run: BatchRun
    contest: Contest
    rules: RuleSet
    groups: "Mapping[str, EntryGroup]"
    files: FileRule
    pack: Pack | None
    problems: list[str] = field(default_factory=list)

    @property
    def takes_minors(self) -> bool:
        """Whether the rules let people under eighteen take part."""
        return self.rules.minors_policy != MinorsPolicy.ADULTS


def spec_of(contest: Contest, rules: RuleSet, *, has_groups: bool) -> SheetSpec:
    """Return the template's columns: what the rules ask for, and nothing else."""
    columns = [
        SheetColumn("name", _("Author's name"), ("作者姓名", "作者", "学生姓名", "姓名")),
        SheetColumn("grade", _("Grade and class"), ("年级班级", "班级")),
        SheetColumn("title", _("Title of the work"), ("作品题目", "题目", "作品名称")),
        SheetColumn("files", _("File names"), ("文件名", "文件")),
    ]
    if contest.kind != ContestKind.ESSAY:
        columns.append(SheetColumn("captions", _("Captions"), ("图片说明",)))
    if has_groups:
        columns.append(SheetColumn("group", _("Group"), ("组别",)))
    if rules.genres:
        columns.append(SheetColumn("genre", _("Genre"), ("体裁",)))
    if rules.minors_policy != MinorsPolicy.ADULTS:
        columns += [
            SheetColumn("minor", _("Under eighteen (yes/no)"), ("未满十八周岁",)),
            SheetColumn("guardian", _("Guardian's name"), ("监护人姓名", "监护人")),
            SheetColumn("guardian_phone", _("Guardian's telephone"), ("监护人电话",)),
            SheetColumn("consent", _("Guardian agrees (yes/no)"), ("监护人同意",)),
        ]
    columns += [
        SheetColumn("phone", _("Telephone (else the teacher's)"), ("联系电话",)),
        SheetColumn("teacher", _("Instructor (else the sender)"), ("指导教师",)),
    ]
    return SheetSpec(title=contest.title, columns=tuple(columns), max_rows=MOST_ROWS)


def row_key(run: BatchRun, values: Mapping[str, str]) -> uuid.UUID:
    """Return the submission key: the same pupil's same work is one entry, whatever else was corrected in its row."""
    named = [fold(values.get(part, "")) for part in ("name", "grade", "title")]
    return uuid.uuid5(run.link.batch, json.dumps(named))


def author_key(run: BatchRun, values: Mapping[str, str]) -> uuid.UUID:
    """Return what stands for the pupil within the unit."""
    return uuid.uuid5(run.link.batch, json.dumps([fold(values.get(part, "")) for part in ("name", "grade")]))


def read_row(batch: Batch, values: Mapping[str, str]) -> tuple[Piece, list[ZipInfo]]:
    """Return the piece of a row and its files in the archive, the manuscript first; raises ``RowError``.

    At most one file is held in memory, and only while its text is read.
    """
    row = {name: clean_text(value) for name, value in values.items()}
    problems = [*_check_words(row), *_check_grouping(batch, row), *_check_people(batch, row)]
    entries, found = _files(batch, row)
    problems += found
    if problems:
        raise RowError(*problems)
    text = _text(batch, entries)
    captions = tuple(caption[:CAPTION_CHARACTERS] for caption in _listed(row.get("captions", "")))
    return _piece(batch, row, text, captions), entries


def _check_words(row: Mapping[str, str]) -> Iterator[str]:
    asked = {
        "name": _("Please give the author's name."),
        "title": _("Please give the title of your work."),
        "files": _("Please write the name of the file."),
    }
    yield from (sentence for name, sentence in asked.items() if not row.get(name))
    if any(len(row.get(name, "")) > most for name, most in LENGTHS.items()):
        yield _("One cell is too long. Please shorten it.")


def _check_grouping(batch: Batch, row: Mapping[str, str]) -> Iterator[str]:
    if batch.groups and fold(row.get("group", "")) not in batch.groups:
        names = "、".join(group.name for group in batch.groups.values())
        yield _("Group: please write one of these: %(names)s.") % {"names": names}
    if batch.rules.genres and row.get("genre") not in batch.rules.genres:
        yield _("Genre: please write one of these: %(names)s.") % {"names": "、".join(batch.rules.genres)}


def _check_people(batch: Batch, row: Mapping[str, str]) -> Iterator[str]:
    for name, label in (("phone", _("Telephone")), ("guardian_phone", _("Guardian's telephone"))):
        try:
            PhoneField(required=False).clean(row.get(name, ""))
        except ValidationError as error:
            yield f"{label}：{error.messages[0]}"
    if not batch.takes_minors:
        return
    for name, label in (("minor", _("Under eighteen (yes/no)")), ("consent", _("Guardian agrees (yes/no)"))):
        if fold(row.get(name, "")) and _said(row, name) is None:
            yield _("%(column)s: please write “是” or “否”.") % {"column": label}
    if not _is_minor(row):
        return
    if not row.get("guardian") or _said(row, "consent") is not True:
        yield _("For an author under eighteen we need the guardian's name and consent (“是”).")
    elif not batch.run.attested:
        yield _("The teacher did not attest the guardians' consent. Please tick it and send the sheet again.")


def _said(row: Mapping[str, str], name: str) -> bool | None:
    value = row.get(name, "").strip().casefold()
    return True if value in YES else False if value in NO else None


def _is_minor(row: Mapping[str, str]) -> bool:
    """Tell whether the author is under eighteen: a unit that says nothing sends pupils."""
    return _said(row, "minor") is not False


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.translate(SEPARATORS).split("\n") if part.strip()]


def _files(batch: Batch, row: Mapping[str, str]) -> tuple[list[ZipInfo], list[str]]:
    names = _listed(row.get("files", ""))
    if batch.pack is None and names:
        return [], [_("No archive came with the sheet.")]
    if len(names) > MOST_FILES:
        return [], [_("At most %(count)s files belong to one row.") % {"count": MOST_FILES}]
    found: list[ZipInfo] = []
    problems: list[str] = []
    for name in names:
        entries = batch.pack.find(name) if batch.pack is not None else []
        problem = _file_problem(batch, name, entries)
        problems += [problem] if problem else []
        found += [] if problem else entries
    found.sort(key=lambda entry: _ending(entry) not in MANUSCRIPTS)
    return found, problems


def _file_problem(batch: Batch, name: str, entries: list[ZipInfo]) -> str:
    """Return what is wrong with a file, in a sentence that names it; empty for a good one."""
    if not entries:
        return _("The archive holds no file “%(name)s”.") % {"name": name}
    if len(entries) > 1:
        return _("The archive holds several files “%(name)s”. Please rename them.") % {"name": name}
    try:
        batch.files.check_size(entries[0].file_size)
        if batch.pack is not None:
            with batch.pack.open(entries[0]) as content:
                batch.files.check_head(content.read(HEAD_BYTES))
    except ValidationError as error:
        return f"“{name}”：{error.messages[0]}"
    except BROKEN:
        return _("The file “%(name)s” is damaged in the archive.") % {"name": name}
    return ""


def _ending(entry: ZipInfo) -> str:
    return entry.filename.rpartition(".")[2].lower()


def _text(batch: Batch, entries: list[ZipInfo]) -> str:
    manuscripts = [entry for entry in entries if _ending(entry) in MANUSCRIPTS]
    has_photos = any(_ending(entry) in PHOTOS for entry in entries)
    if not manuscripts and has_photos and batch.contest.kind != ContestKind.ESSAY:
        return ""
    if len(manuscripts) != 1 or batch.pack is None:
        raise RowError(_("A row needs exactly one manuscript (Word, PDF or text)."))
    try:
        with batch.pack.open(manuscripts[0]) as content:
            text = read_manuscript(data=content.read(), convert=True)
    except ValidationError as error:
        raise RowError(*error.messages) from None
    except BROKEN:
        raise RowError(_("The manuscript is damaged in the archive.")) from None
    words = counting.count(text).words
    if is_refused(batch.rules, words):
        params = {"words": words, "least": batch.rules.words_min or 0, "most": batch.rules.words_max or "∞"}
        raise RowError(_("The text has %(words)s words; the rules ask for %(least)s to %(most)s.") % params)
    return text


def _piece(batch: Batch, row: Mapping[str, str], text: str, captions: tuple[str, ...]) -> Piece:
    run = batch.run
    phone = run.phone.reveal()
    is_minor = batch.takes_minors and _is_minor(row)
    consent = None
    if is_minor:
        consent = Consent(
            name=row["guardian"],
            phone=row.get("guardian_phone", ""),
            method=ConsentMethod.SCHOOL,
            text=run.attested,
        )
    declared = dict(run.declared)
    ai_detail = declared.pop(AI_DETAIL, "")
    if is_minor:
        declared[DeclarationKind.GUARDIAN.value] = run.attested
    named = row.get("teacher", "")
    # Another teacher's telephone is not ours to guess: the sender's would join two people.
    instructor = (
        Person(name=named, phone="", unit=run.link.unit)
        if named and named != run.teacher.reveal()
        else Person(name=run.teacher.reveal(), phone=phone, unit=run.link.unit)
    )
    author = Person(
        name=row["name"],
        phone=row.get("phone") or phone,
        unit=" ".join(part for part in (run.link.unit, row.get("grade", "")) if part),
        address=run.address.reveal() if run.address else "",
        postcode=run.postcode.reveal() if run.postcode else "",
        is_minor=is_minor,
        consent=consent,
    )
    return Piece(
        contest=batch.contest,
        title=row["title"],
        text=text,
        people=(author,),
        instructor=instructor,
        group=batch.groups.get(fold(row.get("group", ""))),
        genre=row.get("genre", ""),
        channel=EntryChannel.BATCH,
        arrived_at=run.sent_at,
        declarations=declared,
        ai_detail=ai_detail,
        captions=captions,
    )
