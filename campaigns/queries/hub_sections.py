"""What readers see of a hub's sections at this moment.

The blocks hold keys. Stories come from the search documents, ads and exemplars from the querysets that ask for validity
and consent, so whatever is withdrawn, expired or unpublished is missing at the next reading. The number of queries
depends on which kinds of sections there are, never on how many.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.documents import get_document_model
from wagtail.rich_text import RichText

from campaigns.enums import FigureQualifier
from campaigns.models import CampaignPage, PsaPage
from campaigns.queries.gallery import public_psas
from campaigns.queries.hub_blocks import Stored, as_day, as_key, as_number, page_keys, stored_sections
from campaigns.rules.days import end_of, start_of
from exemplars.models import ExemplarPage
from exemplars.models.people import ExemplarQuerySet
from exemplars.queries.people import honours_of
from foundation.enums import NumberedKind
from media.models.rights import usable_condition
from search.models import Document
from search.queries import latest
from search.unions import rows_of

MOST_PSAS: Final = 200
"""Ads read for all categories together; beyond it a category shows fewer than asked."""
WEB: Final = ("https://", "http://")
"""What an address elsewhere begins with; nothing else becomes a link, wherever it came from."""
PREFIXES: Final = {FigureQualifier.NEARLY: "近", FigureQualifier.OVER: "超", FigureQualifier.ABOUT: "约"}
SCALES: Final = ("万", "亿")
TENS: Final = 10
SUFFIXES: Final = {FigureQualifier.ODD: "余", FigureQualifier.MORE: "多"}


@dataclass(frozen=True)
class Section:
    """A section as the page shows it; one without entries is not shown."""

    kind: str
    anchor: str
    heading: str
    style: str = ""
    entries: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """A document with the headline chosen for this place."""

    document: Document
    own_title: str = ""

    @property
    def title(self) -> str:
        """The headline shown."""
        return self.own_title or self.document.title


@dataclass(frozen=True)
class Moment:
    """A moment of the timeline."""

    day: dt.date
    month_only: bool
    title: str
    text: str
    document: Document | None


@dataclass(frozen=True)
class Figure:
    """A figure, split as it is set; ``unit`` holds the qualifier that stands behind the number."""

    label: str
    prefix: str
    value: str
    unit: str
    as_of: dt.date | None
    document: Document | None


@dataclass(frozen=True)
class Quoted:
    """A quoted document, its title without 《》."""

    title: str
    issuer: str
    number: str
    day: dt.date | None
    url: str
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Call:
    """A competition, with the days left while it takes entries."""

    title: str
    url: str
    state: str
    days_left: int | None


@dataclass
class Gathered:
    """Everything the sections show, read at once."""

    now: dt.datetime
    documents: dict[int, Document] = field(default_factory=dict)
    newest: dict[str, list[Document]] = field(default_factory=dict)
    psas: list[PsaPage] = field(default_factory=list)
    exemplars: dict[int, ExemplarPage] = field(default_factory=dict)
    contests: dict[int, Call] = field(default_factory=dict)
    files: dict[int, Any] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)

    def document(self, value: Any) -> Document | None:
        """Return the document of a stored page key, if readers may see it."""
        key = as_key(value)
        return None if key is None else self.documents.get(key)


def sections_of(hub: CampaignPage, now: dt.datetime | None = None) -> list[Section]:
    """Return the sections that have something to show at ``now`` (default: the present)."""
    moment = now or timezone.now()
    stored = stored_sections(hub)
    gathered = _gather(stored, hub, moment)
    built = [
        Section(
            kind=each.kind,
            anchor=f"s-{each.key}",
            heading=each.heading,
            style=str(each.value.get("style") or ""),
            entries=BUILDERS[each.kind](each, gathered),
        )
        for each in stored
        if each.kind in BUILDERS
    ]
    return [section for section in built if section.entries]


def _gather(stored: list[Stored], hub: CampaignPage, now: dt.datetime) -> Gathered:
    gathered = Gathered(now)
    _read_documents(gathered, stored, hub)
    if any(each.kind == "psas" for each in stored):
        gathered.psas = _psas(stored, now)
    exemplars = _keys(stored, "exemplars")
    if exemplars:
        gathered.exemplars = {page.pk: page for page in _shown_exemplars(exemplars, now)}
    contests = _keys(stored, "contests")
    if contests:
        gathered.contests = _contests(contests, now)
    files = [key for each in stored for row in each.items("documents") if (key := as_key(row.get("document")))]
    if files:
        usable = get_document_model().objects.filter(usable_condition(timezone.localdate(now)), pk__in=files)
        gathered.files = {each.pk: each for each in usable}
    return gathered


def _keys(stored: Iterable[Stored], name: str) -> list[int]:
    """Return the keys of the list block ``name`` in all sections of that name."""
    return [key for each in stored if each.kind == name for value in each.items(name) if (key := as_key(value))]


def _read_documents(gathered: Gathered, stored: list[Stored], hub: CampaignPage) -> None:
    """Read the named and the newest documents together: four queries at most."""
    named = page_keys(stored)
    automatic = [each for each in stored if each.kind == "automatic"]
    lists = rows_of({each.key: _newest(each, hub, len(named), gathered.now) for each in automatic})
    keys = {row.key for rows in lists.values() for row in rows}
    if not named and not keys:
        return
    of_pages = Q(kind__in=NumberedKind.values, object_key__in=[str(key) for key in named])
    found = Document.objects.visible(gathered.now).filter(of_pages | Q(pk__in=keys)).for_lists()
    by_key = {document.pk: document for document in found}
    gathered.documents = {
        int(document.object_key): document for document in by_key.values() if document.object_key.isdecimal()
    }
    gathered.newest = {name: [by_key[row.key] for row in rows if row.key in by_key] for name, rows in lists.items()}


def _newest(section: Stored, hub: CampaignPage, spare: int, now: dt.datetime) -> Any:
    """Return the newest articles that fit a section; some more than shown, as chosen ones are taken out."""
    found = latest(
        kind=NumberedKind.ARTICLE,
        topic=section.number("topic"),
        region=section.number("region"),
        column=section.number("column"),
        limit=None,
        now=now,
    )
    begin, end = start_of(section.day("from_day")), end_of(section.day("until_day") or hub.ends_on)
    if begin is not None:
        found = found.filter(date__gte=begin)
    if end is not None:
        found = found.filter(date__lt=end)
    return found[: (section.number("count") or 1) + spare]


def _psas(stored: list[Stored], now: dt.datetime) -> list[PsaPage]:
    chosen = _keys(stored, "psas")
    categories = [key for each in stored if each.kind == "psas" and (key := each.number("category"))]
    return list(public_psas(now).filter(Q(pk__in=chosen) | Q(category__in=categories))[:MOST_PSAS])


def _shown_exemplars(keys: list[int], now: dt.datetime) -> ExemplarQuerySet:
    """Return the exemplars whose consent stands at ``now``, with what their cards show."""
    shown: ExemplarQuerySet = (
        ExemplarPage.objects.showable(now)
        .public()
        .filter(pk__in=keys)
        .with_permissions(timezone.localdate(now))
        .select_related("portrait")
        .prefetch_related("portrait__renditions", honours_of())
    )
    return shown


def _contests(keys: list[int], now: dt.datetime) -> dict[int, Call]:
    """Return the announced competitions; the app stands above this one and is asked by name."""
    announced = import_string("campaigns.contests.queries.contests.announced")
    taking = import_string("campaigns.contests.queries.contests.open_contests")
    left = {each.contest.pk: each.days_left for each in taking(now=now)}
    return {
        each.pk: Call(each.title, each.get_absolute_url(), each.get_state_display(), left.get(each.pk))
        for each in announced().filter(pk__in=keys).select_related("page")
    }


def _build_curated(section: Stored, gathered: Gathered) -> list[Story]:
    rows = [(gathered.document(row.get("page")), str(row.get("title") or "")) for row in section.items("stories")]
    stories = [Story(document, title) for document, title in rows if document is not None]
    gathered.shown.update(story.document.pk for story in stories)
    return stories


def _build_automatic(section: Stored, gathered: Gathered) -> list[Story]:
    rows = [each for each in gathered.newest.get(section.key, []) if each.pk not in gathered.shown]
    taken = rows[: section.number("count") or 1]
    gathered.shown.update(document.pk for document in taken)
    return [Story(document) for document in taken]


def _build_text(section: Stored, _gathered: Gathered) -> list[RichText]:
    source = str(section.value.get("text") or "")
    return [RichText(source)] if source.strip() else []


def _build_timeline(section: Stored, gathered: Gathered) -> list[Moment]:
    moments = [
        Moment(
            day=day,
            month_only=bool(row.get("month_only")),
            title=str(row.get("title") or ""),
            text=str(row.get("text") or ""),
            document=gathered.document(row.get("page")),
        )
        for row in section.items("moments")
        if (day := as_day(row.get("day"))) is not None
    ]
    return sorted(moments, key=lambda moment: moment.day)


def _build_figures(section: Stored, gathered: Gathered) -> list[Figure]:
    return [
        Figure(
            label=str(row.get("label") or ""),
            prefix=PREFIXES.get(row.get("qualifier"), ""),
            value=grouped(value),
            unit=qualified(value, str(row.get("unit") or ""), SUFFIXES.get(row.get("qualifier"), "")),
            as_of=as_day(row.get("as_of")),
            document=gathered.document(row.get("article")),
        )
        for row in section.items("figures")
        if (value := as_number(row.get("value"))) is not None
    ]


def qualified(value: Decimal, unit: str, suffix: str) -> str:
    """Return the unit with 余 or 多 where Chinese puts it: 860余床, 90余万人, but 2万多人 and 18.77万余人."""
    if suffix and unit[:1] in SCALES and value % TENS:
        return f"{unit[0]}{suffix}{unit[1:]}"
    return f"{suffix}{unit}"


def grouped(value: Any) -> str:
    """Return a number with its thousands set apart and without noughts at the end, as 1,432 or 18.77."""
    whole, _point, rest = f"{value:,f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _build_psas(section: Stored, gathered: Gathered) -> list[PsaPage]:
    by_key = {psa.pk: psa for psa in gathered.psas}
    chosen = [by_key[key] for value in section.items("psas") if (key := as_key(value)) in by_key]
    category = section.number("category")
    rest = [psa for psa in gathered.psas if category and psa.category_id == category and psa not in chosen]
    return [*chosen, *rest][: max(section.number("count") or 1, len(chosen))]


def _build_exemplars(section: Stored, gathered: Gathered) -> list[ExemplarPage]:
    keys = [as_key(value) for value in section.items("exemplars")]
    return [gathered.exemplars[key] for key in keys if key in gathered.exemplars]


def _build_contests(section: Stored, gathered: Gathered) -> list[Call]:
    keys = [as_key(value) for value in section.items("contests")]
    return [gathered.contests[key] for key in keys if key in gathered.contests]


def _build_documents(section: Stored, gathered: Gathered) -> list[Quoted]:
    return [_quoted(row, gathered) for row in section.items("documents") if row.get("title")]


def _quoted(row: Any, gathered: Gathered) -> Quoted:
    """Return a quoted document with where it can be read: a page of ours, a file of ours, an address elsewhere."""
    page, file = gathered.document(row.get("page")), gathered.files.get(as_key(row.get("document")) or 0)
    own = page.url if page is not None else (str(file.url) if file is not None else "")
    elsewhere = str(row.get("url") or "")
    elsewhere = elsewhere if elsewhere.startswith(WEB) else ""
    return Quoted(
        title=str(row["title"]),
        issuer=str(row.get("issuer") or ""),
        number=str(row.get("number") or ""),
        day=as_day(row.get("day")),
        url=own or elsewhere,
        is_elsewhere=not own and bool(elsewhere),
    )


BUILDERS: Final[dict[str, Callable[[Stored, Gathered], list[Any]]]] = {
    "curated": _build_curated,
    "automatic": _build_automatic,
    "text": _build_text,
    "timeline": _build_timeline,
    "figures": _build_figures,
    "psas": _build_psas,
    "exemplars": _build_exemplars,
    "contests": _build_contests,
    "documents": _build_documents,
}
