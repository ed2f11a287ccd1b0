"""The front page: what an editor placed, and what fills the places left empty."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from campaigns.contests.queries.contests import OpenContest, open_contests
from foundation.enums import NumberedKind
from media.models import Picture
from media.queries import with_renditions
from media.specs import CARD, FIGURE, LEAD, PORTRAIT, THUMB
from news.enums import ArticleKind
from news.models import ColumnPage, Edition, PrintPage
from news.queries.editions import today
from portal.enums import SectionStyle, SlotPosition
from portal.models import HomePage, HomeSlot
from search.models import Document
from search.queries import latest
from search.unions import rows_of

PLACES = {SlotPosition.LEAD: 1, SlotPosition.TOP: 8, SlotPosition.PICTURE: 4}
"""How many stories each place at the top takes."""

EXEMPLARS_SHOWN = 6
"""Portraits in the strip."""

SECTION_LENGTH = 5
"""Articles of a column where no editor set a number."""

NEWEST, PHOTOS, SLOTS, EXEMPLARS = "newest", "photos", "slots", "exemplars"
"""Names of the short lists that the page is made of, beside one for each column section."""

PAGE_KINDS = tuple(NumberedKind.values)
"""Kinds of documents whose key is the key of a page."""


@dataclass(frozen=True)
class Story:
    """A document on the front page, with the headline an editor chose for this place."""

    document: Document
    own_title: str = ""

    @property
    def title(self) -> str:
        """The headline shown."""
        return self.own_title or self.document.title


@dataclass(frozen=True)
class Section:
    """A column on the front page."""

    column: ColumnPage
    style: str
    stories: list[Story]


@dataclass(frozen=True)
class SectionPlan:
    """What is to be shown of a column, before its articles are known."""

    column: ColumnPage
    style: str
    count: int


@dataclass
class FrontPage:
    """The composed front page."""

    lead: Story | None = None
    top: list[Story] = field(default_factory=list)
    pictures: list[Story] = field(default_factory=list)
    exemplars: list[Document] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    edition: Edition | None = None
    print_pages: list[PrintPage] = field(default_factory=list)
    contests: list[OpenContest] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is published yet."""
        return self.lead is None


def compose(home: HomePage, now: dt.datetime | None = None) -> FrontPage:
    """Return the front page as it stands at ``now``; the number of queries does not grow with the articles."""
    now = now or timezone.now()
    plans = section_plans(home)
    slots = [slot for slot in home.slots.all() if slot.is_open(now)]
    lists = rows_of(_lists(plans, slots, now))
    documents = _documents(row.key for rows in lists.values() for row in rows)
    edition = latest_edition()
    page = FrontPage(edition=edition, print_pages=print_pages(edition), contests=open_contests(now=now))
    _Filler({name: [documents[row.key] for row in rows] for name, rows in lists.items()}).fill(page, slots, plans)
    return page


def section_plans(home: HomePage) -> list[SectionPlan]:
    """Return the column sections the editor set, or all public columns in their order."""
    chosen = [block.value for block in home.sections if block.value["column"] is not None]
    if chosen:
        return [SectionPlan(each["column"], each["style"], each["count"]) for each in chosen if each["column"].live]
    columns = ColumnPage.objects.child_of(home).live().public()
    return [SectionPlan(column, SectionStyle.LEAD, SECTION_LENGTH) for column in columns]


def _lists(plans: list[SectionPlan], slots: list[HomeSlot], now: dt.datetime) -> dict[str, QuerySet[Document]]:
    """Return the short lists the page is made of; each is longer than shown, as stories above are taken out."""
    spare = PLACES[SlotPosition.TOP] + PLACES[SlotPosition.LEAD]
    articles = NumberedKind.ARTICLE
    lists = {
        column_list(place): latest(column=plan.column, limit=plan.count + spare, now=now)
        for place, plan in enumerate(plans)
    }
    lists[NEWEST] = latest(kind=articles, limit=spare + len(slots), now=now)
    lists[PHOTOS] = latest(  # only articles have a genre; naming their kind too leads databases to the wrong index
        article_kind=ArticleKind.PHOTO,
        with_picture=True,
        limit=PLACES[SlotPosition.PICTURE] + len(slots),
        now=now,
    )
    lists[EXEMPLARS] = latest(kind=NumberedKind.EXEMPLAR, limit=EXEMPLARS_SHOWN, now=now)
    if slots:
        chosen = Document.objects.visible(now).filter(
            kind__in=PAGE_KINDS, object_key__in=[str(slot.page_id) for slot in slots]
        )
        lists[SLOTS] = chosen[: len(slots)]
    return lists


def _documents(keys: Iterable[int]) -> dict[int, Document]:
    """Return the documents with the renditions that this page shows, in three queries."""
    pictures = with_renditions(Picture.objects.all(), LEAD, CARD, THUMB, PORTRAIT)
    found = Document.objects.defer("text").prefetch_related(Prefetch("picture", queryset=pictures))
    return {document.pk: document for document in found.filter(pk__in=set(keys))}


def column_list(place: int) -> str:
    """Return the name of the short list of the section at ``place``."""
    return f"column-{place}"


def latest_edition() -> Edition | None:
    """Return the newest edition of which readers may see something; it stops at the first, however many there are."""
    shown = Document.objects.visible().filter(kind=NumberedKind.ARTICLE, edition_date=OuterRef("date"))
    return Edition.objects.filter(Exists(shown), date__lte=today()).order_by("-date").first()


def print_pages(edition: Edition | None) -> list[PrintPage]:
    """Return the pages of the edition with their pictures; the raw text is left in the database."""
    if edition is None:
        return []
    pictures = with_renditions(Picture.objects.all(), FIGURE)
    return list(edition.pages.defer("raw_text").prefetch_related(Prefetch("image", queryset=pictures)))


class _Filler:
    """Puts documents into places, each once."""

    def __init__(self, lists: dict[str, list[Document]]) -> None:
        self.lists = lists
        self.shown: set[int] = set()

    def fill(self, page: FrontPage, slots: list[HomeSlot], plans: list[SectionPlan]) -> None:
        """Fill ``page``: first what an editor placed, then the newest that nobody has seen above."""
        placed = self._placed(slots)
        page.lead = next(iter(self._stories(placed[SlotPosition.LEAD], NEWEST, SlotPosition.LEAD)), None)
        page.pictures = self._stories(placed[SlotPosition.PICTURE], PHOTOS, SlotPosition.PICTURE)
        page.top = self._stories(placed[SlotPosition.TOP], NEWEST, SlotPosition.TOP)
        page.exemplars = self.lists[EXEMPLARS]
        page.sections = [section for place, plan in enumerate(plans) if (section := self._section(place, plan)).stories]

    def _placed(self, slots: list[HomeSlot]) -> dict[str, list[Story]]:
        """Return the stories of the slots by position; a page readers may not see leaves its slot empty."""
        by_key = {document.object_key: document for document in self.lists.get(SLOTS, [])}
        placed: dict[str, list[Story]] = {position: [] for position in SlotPosition.values}
        for slot in slots:
            document = by_key.get(str(slot.page_id))
            if document is not None and document.pk not in self.shown:
                self.shown.add(document.pk)
                placed[slot.position].append(Story(document, slot.title))
        return placed

    def _stories(self, placed: list[Story], fill_from: str, position: SlotPosition) -> list[Story]:
        """Return the placed stories and, up to the number of places, the newest of a list."""
        return placed + self._take(fill_from, PLACES[position] - len(placed))

    def _take(self, name: str, count: int) -> list[Story]:
        """Take up to ``count`` documents of a list that are not shown yet."""
        taken = [document for document in self.lists[name] if document.pk not in self.shown][: max(count, 0)]
        self.shown.update(document.pk for document in taken)
        return [Story(document) for document in taken]

    def _section(self, place: int, plan: SectionPlan) -> Section:
        return Section(plan.column, plan.style, self._take(column_list(place), plan.count))
