"""The cutting desk: a page's text comes in, editors repair its cuts, and it becomes drafts once."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.domain import audit
from foundation.models import User
from news.cutting.comparing import changes
from news.cutting.operations import OperationError, apply
from news.cutting.state import HEADS, lines_of, proposed, text_of
from news.domain.importing import check_page, draft_of, key_of, print_page_of
from news.domain.page_files import PageText, page_texts, pasted_text
from news.domain.refusals import Refused
from news.models import ArticlePage, Cutting, CuttingSource, CuttingStep
from news.reading import UnreadablePage, read
from news.reading.decoding import decode
from news.reading.lines import split_lines
from news.reading.records import Credit, Guess, Item, PageReading, RegionGuess

LINES_TOGETHER = 20_000
"""Lines of all pages of a file; an edition of twenty pages has some 10,000."""
LINES_LIMIT = 3000
"""Lines of one page; a broadsheet set in nine columns has some 700."""
SURE_OF_PAGE = 1.0


class ChangedMeanwhileError(Exception):
    """Somebody else changed the page since it was shown; nothing was done."""


def begin_cutting(  # noqa: PLR0913 -- a printed page is named by date, issue and number
    *,
    date: dt.date,
    issue: int | None,
    page: int,
    actor: User | None,
    section_name: str = "",
    text: str = "",
    data: bytes = b"",
    filename: str = "",
) -> list[Cutting]:
    """Take a pasted ``text`` or a file in and return its pages with the reader's proposals, ready to be cut.

    ``page`` is the number of the first page; the others of a file count from there. The raw input is kept. Raises
    Refused with one sentence; then nothing was kept.
    """
    pages = page_texts(data=data, filename=filename) if data else [pasted_text(text)]
    check_page(date, page)
    check_page(date, page + pages[-1].number - 1)
    if sum(each.text.count("\n") for each in pages) > LINES_TOGETHER:
        raise Refused(_("The file has far more lines than an edition. Bring its pages in one by one."))
    read_pages = [found for each in pages if (found := _read(each, alone=len(pages) == 1)) is not None]
    if not read_pages:
        raise Refused(_("No article was found on this page: check that the file is the text layer of one page."))
    raw = data or text.encode()
    file = ContentFile(raw, name=filename or "pasted.txt")
    source = CuttingSource(name=filename[:255], sha256=hashlib.sha256(raw).hexdigest(), made_by=actor)
    try:
        with transaction.atomic():
            source.file.save(filename or "pasted.txt", file, save=False)
            source.save()
            named = {"date": date, "issue_number": issue, "section_name": section_name, "created_by": actor}
            made = [_cutting(source, each, reading, page, named) for each, reading in read_pages]
            audit.record(verb="begin_cutting", subject=source, actor=actor, cuttings=[each.pk for each in made])
    except Exception:
        if source.file:
            source.file.delete(save=False)
        raise
    return made


def _read(page: PageText, *, alone: bool) -> tuple[PageText, PageReading] | None:
    """Return the page as its lines are counted, and the reader's proposal. Raises Refused.

    Of several pages one without articles is passed over: None.
    """
    try:
        text = decode(page.text)
        if text.count("\n") > LINES_LIMIT:
            raise Refused(_("Page %(number)d has far more lines than a newspaper page.") % {"number": page.number})
        reading = read(text)
    except UnreadablePage as reason:
        if alone:
            raise Refused(str(reason)) from None
        return None
    return (replace(page, text=text), reading) if reading.items else None


def _cutting(
    source: CuttingSource, page: PageText, reading: PageReading, first: int, named: Mapping[str, Any]
) -> Cutting:
    state = proposed(reading)
    return Cutting.objects.create(
        source=source, page_number=first + page.number - 1, text=page.text, proposal=state, state=state, **named
    )


@transaction.atomic
def take_step(
    *, cutting: Cutting, version: int, operation: str, arguments: Mapping[str, Any], actor: User | None
) -> Cutting:
    """Do one operation and return the cutting as it is then.

    Raises ChangedMeanwhileError where ``version`` is not the present one, Refused where the operation makes no sense.
    """
    current = _locked(cutting, version)
    try:
        state = apply(current.state, operation, arguments, line_texts(current.text))
    except OperationError as reason:
        raise Refused(sentence(str(reason))) from None
    if state == current.state:
        return current
    current.state = state
    current.steps.filter(is_undone=True).delete()
    number = current.steps.count() + 1
    CuttingStep.objects.create(
        cutting=current, number=number, operation=operation, arguments=dict(arguments), state=state, made_by=actor
    )
    return _saved(current)


@transaction.atomic
def undo_step(*, cutting: Cutting, version: int) -> Cutting:
    """Take the last step back. Raises ChangedMeanwhileError, and Refused where there is none."""
    current = _locked(cutting, version)
    last = current.steps.filter(is_undone=False).last()
    if last is None:
        raise Refused(_("There is nothing to undo."))
    return _with_step(current, last, undone=True)


@transaction.atomic
def redo_step(*, cutting: Cutting, version: int) -> Cutting:
    """Do the step again that was undone last. Raises ChangedMeanwhileError, and Refused where there is none."""
    current = _locked(cutting, version)
    following = current.steps.filter(is_undone=True).first()
    if following is None:
        raise Refused(_("There is nothing to redo."))
    return _with_step(current, following, undone=False)


def _with_step(current: Cutting, step: CuttingStep, *, undone: bool) -> Cutting:
    """Mark the step, and go to the state after the last step that counts."""
    step.is_undone = undone
    step.save(update_fields=["is_undone"])
    last = current.steps.filter(is_undone=False).last()
    current.state = last.state if last is not None else current.proposal
    return _saved(current)


def _locked(cutting: Cutting, version: int) -> Cutting:
    current = Cutting.objects.select_for_update().get(pk=cutting.pk)
    if not current.is_open:
        raise Refused(_("The drafts of this page were made already; change the drafts themselves."))
    if current.version != version:
        raise ChangedMeanwhileError
    return current


def _saved(current: Cutting) -> Cutting:
    current.version += 1
    current.save(update_fields=["state", "version", "updated_at"])
    return current


@transaction.atomic
def make_drafts(*, cutting: Cutting, version: int, actor: User | None) -> list[ArticlePage]:
    """Make a draft of each article on the chosen page of the edition, once, and return the new ones.

    An article that the page has already from an earlier import is not made again. Raises ChangedMeanwhileError, and
    Refused for a page without articles, with one that has no text, or whose drafts were made already.
    """
    current = _locked(cutting, version)
    _check_articles(current)
    print_page = print_page_of(
        date=current.date, issue=current.issue_number, page=current.page_number, section_name=current.section_name
    )
    if not print_page.raw_text:
        print_page.raw_text, print_page.raw_sha256 = current.text, hashlib.sha256(current.text.encode()).hexdigest()
        print_page.save(update_fields=["raw_text", "raw_sha256"])
    known = set(print_page.placements.exclude(import_key="").values_list("import_key", flat=True))
    made: list[ArticlePage] = []
    taken: set[str] = set()
    for entry in current.state["items"]:
        item = item_of(entry)
        key = key_of(item)
        if key not in known:
            # Two articles of one page may say the same; each is its own.
            key = key if key not in taken else hashlib.sha256(f"{key} {entry['id']}".encode()).hexdigest()
            taken.add(key)
            note = {"cutting": current.pk, "item": entry["id"], "lines": lines_of(entry)}
            made.append(draft_of(item=item, key=key, print_page=print_page, actor=actor, notes=[note]))
    current.print_page, current.made_at = print_page, timezone.now()
    current.changes = changes(current.proposal, current.state)
    current.version += 1
    current.save()
    audit.record(verb="make_drafts", subject=current, actor=actor, articles=[each.pk for each in made])
    return made


def _check_articles(current: Cutting) -> None:
    """Raise Refused where there is nothing to make a draft of."""
    if not current.state["items"]:
        raise Refused(_("No article is left on this page: take lines back first."))
    for place, entry in enumerate(current.state["items"], 1):
        if not any(piece["text"].strip() for piece in entry["pieces"]):
            raise Refused(_("Article %(place)d has no text: merge it or put it aside.") % {"place": place})


def item_of(entry: Mapping[str, Any]) -> Item:
    """Return an article of a state as the importer knows it; a column that was chosen is certain."""
    fields = entry["fields"]
    item = Item(
        kind=fields["kind"],
        dateline_prefix=fields["dateline"],
        source=fields["source"],
        column=fields["column"],
        topics=list(fields["topics"]),
        organisations=list(fields["organisations"]),
        credits=[Credit(**each) for each in fields["credits"]],
        region=RegionGuess(code=" ".join(fields["regions"])),
        lines=lines_of(entry),
        doubts=list(entry["doubts"]),
    )
    for name in HEADS:
        setattr(item, name, text_of(entry, name))
    for piece in entry["pieces"]:
        if piece["role"] == "paragraph":
            item.paragraphs.append(piece["text"])
            item.paragraph_guesses.append(Guess(tuple(piece["lines"]), SURE_OF_PAGE))
        elif piece["role"] == "subhead":
            item.subheads.append(piece["text"])
            item.subhead_positions.append(len(item.paragraphs))
            item.subhead_guesses.append(Guess(tuple(piece["lines"]), SURE_OF_PAGE))
    item.guesses = _guesses(entry)
    return item


def _guesses(entry: Mapping[str, Any]) -> dict[str, Guess]:
    lines = {name: _lines_in(entry["pieces"], name) for name in HEADS}
    found = {name: Guess(lines.get(name, ()), sure) for name, sure in entry["sure"].items()}
    if entry["fields"]["column"]:
        found["column"] = Guess((), SURE_OF_PAGE)
    return found


def _lines_in(pieces: Sequence[Mapping[str, Any]], role: str) -> tuple[int, ...]:
    return tuple(line for piece in pieces if piece["role"] == role for line in piece["lines"])


def line_texts(text: str) -> dict[int, str]:
    """Return the lines of a page that hold anything, by number, as the reader joins them."""
    return {line.number: line.text for line in split_lines(text)}


def sentence(code: str) -> str:
    """Return a refused operation in words."""
    sentences = {
        "first-line": _("The article begins with this line already."),
        "already-first": _("The paragraph begins with this line already."),
        "nothing-before": _("There is no paragraph before it to join."),
        "line-aside": _("This line is put aside: give it to an article first."),
        "no-kicker": _("The article has no kicker to change with."),
        "same-article": _("Choose another article."),
        "no-credit": _("No name can be read from these lines: type it into the credits of the article."),
        "too-long": _("These lines are too long for that: choose fewer."),
    }
    return sentences.get(code) or _("This cannot be done here: choose the lines and the article anew.")
