"""A page's text layer becomes draft articles placed on that page. Machines propose, people publish."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.domain import audit
from foundation.models import Organisation, Region, Topic, User
from foundation.text.excerpting import excerpt
from foundation.text.normalising import fold
from news.domain.pasting import block
from news.domain.placing import place_article, tray_of_unsorted
from news.domain.refusals import Refused
from news.enums import ArticleKind, CreditRole, SourceKind
from news.models import ArticlePage, ColumnPage, Credit, Edition, PrintPage
from news.reading import Item, read
from news.rules import OFFICE_TIME, PRINT_PAGES_LIMIT

SURE_OF_COLUMN = 0.9
"""Below this confidence a column label is only a guess, and the draft waits among the unsorted."""

STAND_IN_LENGTH = 24
"""Characters of the text that stand in for a headline that was not printed."""

SUBHEAD_LENGTH = 80
FIRST_YEAR = 1900
DAYS_AHEAD = 14
"""An edition further in the future is a slip of the hand."""

KINDS = {
    "brief": ArticleKind.NEWS,
    "feature": ArticleKind.FEATURE,
    "signed_article": ArticleKind.SIGNED,
    "commentary": ArticleKind.COMMENTARY,
    "photo": ArticleKind.PHOTO,
    "notice": ArticleKind.NOTICE,
    "initiative": ArticleKind.INITIATIVE,
}
ROLES = {
    "author": CreditRole.AUTHOR,
    "评论员": CreditRole.AUTHOR,
    "记者": CreditRole.REPORTER,
    "通讯员": CreditRole.CORRESPONDENT,
    "photographer": CreditRole.PHOTOGRAPHER,
    "supplier": CreditRole.SUPPLIER,
}
_RUN_IN = re.compile(r"[（(][^（）()]{0,60}[）)]\s*")


@dataclass
class ImportedPage:
    """What an import made: the page, the new drafts, and how many articles were there already."""

    print_page: PrintPage
    created: list[ArticlePage] = field(default_factory=list)
    known: int = 0
    warnings: list[str] = field(default_factory=list)


@transaction.atomic
def import_page(  # noqa: PLR0913 - a printed page is named by date, issue and number
    *, data: bytes, date: dt.date, issue: int | None, page: int, actor: User | None, section_name: str = ""
) -> ImportedPage:
    """Read a page's text layer and make its articles drafts, placed on the page of that edition.

    The raw text is kept. A page that was read before makes nothing twice: of the same text nothing at all, of another
    text only what was not there. Drafts stand in the column whose label was certain, else among the unsorted. Raises
    Refused or news.reading.UnreadablePage with one sentence for the user; then nothing was changed.
    """
    check_page(date, page)
    reading = read(data)
    if not reading.items:
        raise Refused(_("No article was found on this page: check that the file is the text layer of one page."))
    digest = hashlib.sha256(data).hexdigest()
    print_page = print_page_of(date=date, issue=issue, page=page, section_name=section_name)
    imported = ImportedPage(print_page, warnings=list(reading.warnings))
    known = set(print_page.placements.exclude(import_key="").values_list("import_key", flat=True))
    if print_page.raw_sha256 == digest and known:
        imported.known = len(known)
        return imported
    print_page.raw_text, print_page.raw_sha256 = _raw(data), digest
    print_page.save(update_fields=["raw_text", "raw_sha256"])
    for item in reading.items:
        key = key_of(item)
        if key in known:
            imported.known += 1
            continue
        known.add(key)
        imported.created.append(draft_of(item=item, key=key, print_page=print_page, actor=actor))
    audit.record(
        verb="import_page",
        subject=print_page,
        actor=actor,
        articles=[each.pk for each in imported.created],
        sha256=digest,
    )
    return imported


def key_of(item: Item) -> str:
    """Return what an item is recognised by when its page is read again: its text without blanks and widths."""
    text = "".join(fold("\n".join([item.headline, *item.paragraphs])).split())
    return hashlib.sha256(text.encode()).hexdigest()


def check_page(date: dt.date, page: int) -> None:
    """Raise Refused for a date or a page number that no edition has."""
    today = timezone.now().astimezone(OFFICE_TIME).date()
    if date.year < FIRST_YEAR:
        raise Refused(_("The date of the edition lies before %(year)d: check it.") % {"year": FIRST_YEAR})
    if date > today + dt.timedelta(days=DAYS_AHEAD):
        raise Refused(_("The date of the edition lies more than two weeks ahead: check it."))
    if not 1 <= page <= PRINT_PAGES_LIMIT:
        raise Refused(_("The page number must be between 1 and %(limit)d.") % {"limit": PRINT_PAGES_LIMIT})


def print_page_of(*, date: dt.date, issue: int | None, page: int, section_name: str = "") -> PrintPage:
    """Return the page of the edition, both made where they are not there yet. Raises Refused."""
    return _page_of(_edition(date, issue), page, section_name)


def _edition(date: dt.date, issue: int | None) -> Edition:
    """Return the edition, made at its first page. Raises Refused where date and issue number contradict each other."""
    if issue is not None and issue < 1:
        raise Refused(_("The issue number must be 1 or more."))
    edition, _created = Edition.objects.select_for_update().get_or_create(date=date)
    if issue is None or edition.issue_number == issue:
        return edition
    if edition.issue_number is not None:
        raise Refused(
            _("The edition of %(date)s is issue %(issue)d: check date and issue number.")
            % {"date": date.isoformat(), "issue": edition.issue_number}
        )
    other = Edition.objects.filter(issue_number=issue).first()
    if other is not None:
        raise Refused(
            _("Issue %(issue)d is the edition of %(date)s: check date and issue number.")
            % {"issue": issue, "date": other.date.isoformat()}
        )
    edition.issue_number = issue
    edition.save(update_fields=["issue_number"])
    return edition


def _page_of(edition: Edition, page: int, section_name: str) -> PrintPage:
    found, created = PrintPage.objects.select_for_update().get_or_create(
        edition=edition, page_number=page, defaults={"section_name": section_name}
    )
    if section_name and not created and not found.section_name:
        found.section_name = section_name
        found.save(update_fields=["section_name"])
    return found


def _raw(data: bytes) -> str:
    """Return the raw text as it can be kept in a text column; the hash is that of the bytes."""
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", "replace").replace("\x00", "")


def draft_of(
    *, item: Item, key: str, print_page: PrintPage, actor: User | None, notes: Sequence[dict[str, Any]] = ()
) -> ArticlePage:
    """Save the item as a draft with its first revision, on its page and in its column."""
    article = _article(item)
    article.import_notes += notes
    article.owner = actor
    parent = _parent(item)
    parent.add_child(instance=article)
    article.save_revision(user=actor)
    place_article(article=article, print_page=print_page, actor=actor, import_key=key)
    return article


def _article(item: Item) -> ArticlePage:
    """Return the unsaved draft. A field of which the reader was unsure stays empty; its doubt is noted."""
    dateline, paragraphs = take_dateline(item.dateline_prefix, item.paragraphs)
    article = ArticlePage(
        title=item.headline[:255] or _stand_in(item),
        kicker=item.kicker[:120],
        deck=item.deck[:200],
        article_kind=KINDS.get(item.kind, ArticleKind.NEWS),
        dateline=dateline,
        body=body_of(paragraphs, item.subheads, item.subhead_positions),
        source_kind=SourceKind.SUPPLIED if item.source else SourceKind.ORIGINAL,
        source_name=item.source[:80],
        live=False,
        has_unpublished_changes=True,
        import_notes=_notes(item),
    )
    article.credits = [
        Credit(
            sort_order=place,
            role=ROLES.get(credit.role, CreditRole.AUTHOR),
            name=credit.name[:60],
            post_title=credit.post_title[:120],
            unit=credit.unit[:120],
        )
        for place, credit in enumerate(item.credits)
        if credit.name
    ]
    codes = item.region.code.split()
    article.regions = list(Region.objects.filter(code__in=codes, valid_until__isnull=True)) if codes else []
    article.topics = list(Topic.objects.filter(name__in=item.topics))
    article.organisations = list(Organisation.objects.filter(name__in=item.organisations))
    return article


def take_dateline(prefix: str, paragraphs: list[str]) -> tuple[str, list[str]]:
    """Return the run-in head (本报讯 with the bracket behind it) and the paragraphs without it."""
    if not prefix or not paragraphs or not paragraphs[0].startswith(prefix):
        return prefix[:80], paragraphs
    rest = paragraphs[0].removeprefix(prefix)
    bracket = _RUN_IN.match(rest)
    run_in = prefix + (bracket.group().strip() if bracket else "")
    rest = (rest[bracket.end() :] if bracket else rest).lstrip("　 ")
    return run_in[:80], [rest, *paragraphs[1:]] if rest else paragraphs[1:]


def body_of(paragraphs: list[str], subheads: list[str], positions: list[int]) -> list[dict[str, Any]]:
    """Return the blocks of a body: ``positions[k]`` is the index of the paragraph that subhead k precedes."""
    before: dict[int, list[str]] = {}
    for subhead, position in zip(subheads, positions, strict=False):
        before.setdefault(position, []).append(subhead)
    blocks: list[dict[str, Any]] = []
    text = ""
    for place in range(len(paragraphs) + 1):
        if place in before and text:
            blocks.append(block("paragraph", text))
            text = ""
        for subhead in before.get(place, []):
            # A subhead's block holds one line; what is longer stands as a paragraph of its own.
            is_line = len(subhead) <= SUBHEAD_LENGTH
            plain = f"<p>{escape(subhead, quote=False)}</p>"
            blocks.append(block("subhead", subhead) if is_line else block("paragraph", plain))
        text += f"<p>{escape(paragraphs[place], quote=False)}</p>" if place < len(paragraphs) else ""
    return [*blocks, block("paragraph", text)] if text else blocks


def _stand_in(item: Item) -> str:
    """Return a working title for an item without a printed headline; it says that it is none."""
    return _("(no headline) %(start)s") % {"start": excerpt("".join(item.paragraphs), STAND_IN_LENGTH)}


def _notes(item: Item) -> list[dict[str, Any]]:
    """Return what a person should look at: doubts, and each field with its lines and confidence."""
    doubts = [{"doubt": doubt} for doubt in item.doubts]
    guesses = [
        {"field": name, "lines": list(guess.lines), "confidence": guess.confidence}
        for name, guess in item.guesses.items()
    ]
    parts = [
        {"field": name, "place": place, "lines": list(guess.lines), "confidence": guess.confidence}
        for name, found in (("paragraph", item.paragraph_guesses), ("subhead", item.subhead_guesses))
        for place, guess in enumerate(found)
    ]
    label = [{"column": item.column}] if item.column else []
    return [*doubts, *guesses, *parts, *label]


def _parent(item: Item) -> Page:
    """Return the column whose label was certain, else the tray of the unsorted."""
    guess = item.guesses.get("column")
    if item.column and guess is not None and guess.confidence >= SURE_OF_COLUMN:
        columns = list(ColumnPage.objects.filter(title=item.column)[:2])
        if len(columns) == 1:
            return columns[0]
    return tray_of_unsorted()
