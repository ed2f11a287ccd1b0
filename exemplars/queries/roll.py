"""The roll of honour: what is asked of it, the honours found, and how they divide.

Filters, counts and the list read one table (``RollRow``), so a count is the length of the list behind it.
"""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet, Value
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from exemplars.enums import ConsentScope, ProgrammeLevel
from exemplars.models import ExemplarPage, Honour, Programme, ProgrammeCategory, RollRow
from exemplars.models.people import permitted
from foundation.models import Region
from foundation.text.normalising import fold

PAGE_LENGTH: Final = 30
LAST_PAGE: Final = 2000
MOST_TERMS: Final = 6
KEY_DIGITS: Final = 12
YEAR_DIGITS: Final = 4
FEW: Final = 3000
"""Up to so many rows with the words asked for are read at once and divided here; more are counted by the database."""
NAMED: Final = 500
"""Up to so many honours are named one by one when regions are counted."""
LEVELS_DOWN: Final = 3
"""How far the regions offered descend while a single one holds everything."""

NEWEST_FIRST: Final = ("-year", "-day", "-honour")
OLDEST_FIRST: Final = ("year", "day", "honour")

COUNTED: Final = ("programme", "level", "category", "year")
"""The filters whose values one query counts together."""

LEVEL_ORDER: Final = [ProgrammeLevel.NATION, ProgrammeLevel.PROVINCE, ProgrammeLevel.CITY, ProgrammeLevel.COUNTY]


@dataclass(frozen=True)
class RollQuestion:
    """What a reader asks; an empty value asks for everything."""

    words: str = ""
    programme: int | None = None
    level: str = ""
    category: str = ""
    region: Region | None = None
    year: int | None = None
    page: int = 1

    def address(self, **changes: Any) -> str:
        """Return the query string of the question with changes; they lead to the first page unless they say which."""
        asked = replace(self, **({"page": 1} | changes))
        values = {
            "q": asked.words,
            "programme": asked.programme,
            "level": asked.level,
            "category": asked.category,
            "region": asked.region.code if asked.region else "",
            "year": asked.year,
            "page": asked.page if asked.page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def filters(self) -> dict[str, Any]:
        """The filters that are set, as the search form carries them along."""
        code = self.region.code if self.region else ""
        named = {"programme": self.programme, "level": self.level, "category": self.category, "year": self.year}
        return {name: value for name, value in (named | {"region": code}).items() if value}

    @property
    def terms(self) -> list[str]:
        """The words asked for, each to be found; more than a few are no name any more."""
        return fold(self.words).casefold().split()[:MOST_TERMS]


@dataclass(frozen=True)
class RollChoice:
    """One value of a filter, how many honours it leaves, and the address that chooses it or takes it back."""

    label: str
    number: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class RollFacet:
    """One filter with its values."""

    name: str
    label: str
    choices: list[RollChoice]


@dataclass(frozen=True)
class Roll:
    """One page of the roll, and how everything that was found divides."""

    question: RollQuestion
    total: int
    honours: list[Honour]
    facets: list[RollFacet]

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before this one."""
        return self.question.page > 1

    @property
    def has_next(self) -> bool:
        """Tell whether there is a page after this one."""
        return self.question.page * PAGE_LENGTH < self.total

    @property
    def extra(self) -> str:
        """What links to other pages carry along."""
        asked = self.question.address()
        return f"&{asked[1:]}" if len(asked) > 1 else ""


class NoSuchPlaceError(Exception):
    """The address names a region that is not there; without it everything would look as if it were of that place."""


def asked_of(values: QueryDict) -> RollQuestion:
    """Return the question of an address; what it cannot mean is left out.

    Raises ``NoSuchPlaceError`` for a region that is not there.
    """
    return RollQuestion(
        words=" ".join(values.get("q", "")[:100].replace("\0", "").split()),
        programme=_key(values.get("programme", "")),
        level=values.get("level", "") if values.get("level") in ProgrammeLevel.values else "",
        category=values.get("category", "")[:30].replace("\0", ""),
        region=_region(values.get("region", "")),
        year=_key(values.get("year", "")[:YEAR_DIGITS]),
        page=min(max(_key(values.get("page", "")) or 1, 1), LAST_PAGE),
    )


def _region(code: str) -> Region | None:
    if not code:
        return None
    found = Region.objects.filter(code=code).order_by("pk").last() if _key(code) else None
    if found is None:
        raise NoSuchPlaceError
    return found


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS else None


def roll(question: RollQuestion) -> Roll:
    """Answer the question; the number of queries does not grow with the honours."""
    names = Names()
    few = _few(question, names) if question.terms else None
    sums = _count(question, _cells(_asked_in_sql(question, names)) if few is None else few, names)
    start = (question.page - 1) * PAGE_LENGTH
    keys = _keys(question, names, sums.total) if few is None else sums.passing[start : start + PAGE_LENGTH]
    counted_in = _CountedIn(question, names, None if few is None else sums.passing)
    facets = [*_divide(question, sums.counted, names), _places(question, sums.total, counted_in)]
    return Roll(question, sums.total, _listed(keys), [facet for facet in facets if _is_worth_showing(facet)])


class Cell(NamedTuple):
    """How many honours share these four values; ``honour`` where it is a single one."""

    programme: int
    level: str
    category: int | None
    year: int
    number: int
    honour: int = 0


class Sums(NamedTuple):
    """How many honours pass all filters, how each filter divides, and which pass where each is a cell of its own."""

    total: int
    counted: dict[str, Counter[Any]]
    passing: list[int]


class Names:
    """The programmes and categories there are; they are few, and two queries read them."""

    def __init__(self) -> None:
        self.programmes: dict[int, str] = dict(Programme.objects.values_list("pk", "name"))
        self.categories: dict[int, str] = dict(
            ProgrammeCategory.objects.order_by("sort_order", "pk").values_list("pk", "name")
        )

    def keys(self, category: str) -> list[int]:
        """Return the keys of all categories of that name: programmes share names."""
        return [key for key, name in self.categories.items() if name == category]

    def values(self, cell: Cell) -> tuple[Any, ...]:
        """Return a cell's values in the order of ``COUNTED``."""
        return (cell.programme, cell.level, self.categories.get(cell.category or 0, ""), cell.year)


def _asked_in_sql(question: RollQuestion, names: Names) -> Any:
    """Return the visible rows of the place asked for that hold all words."""
    found = RollRow.objects.visible().filter(region=question.region)
    for term in question.terms:
        found = found.filter(_term(term, names))
    return found


def _term(term: str, names: Names) -> Q:
    """Return the condition of one word: in what is told of the honour, or the name of its programme or category."""
    condition = Q(words__contains=term)
    if programmes := [key for key, name in names.programmes.items() if term in fold(name).casefold()]:
        condition |= Q(programme__in=programmes)
    if categories := [key for key, name in names.categories.items() if term in fold(name).casefold()]:
        condition |= Q(category__in=categories)
    year = term.removesuffix("年")
    return condition | Q(year=int(year)) if len(year) == YEAR_DIGITS and _key(year) else condition


def _narrowed(found: Any, question: RollQuestion, names: Names) -> Any:
    """Apply the filters that counting applies itself."""
    if question.programme:
        found = found.filter(programme=question.programme)
    if question.level:
        found = found.filter(level=question.level)
    if question.category:
        found = found.filter(category__in=names.keys(question.category))
    return found.filter(year=question.year) if question.year else found


def _cells(found: Any) -> list[Cell]:
    counted = found.order_by().values_list("programme", "level", "category", "year")
    return [Cell(*row) for row in counted.annotate(number=Count("pk"))]


def _few(question: RollQuestion, names: Names) -> list[Cell] | None:
    """Return the honours of the place that hold all words, newest first, each a cell of its own; None for too many.

    Words are looked for in every row, so that is done once, and not once for each count.
    """
    found = _asked_in_sql(question, names).order_by(*NEWEST_FIRST).annotate(number=Value(1))
    cells = [Cell._make(row) for row in found.values_list(*COUNTED, "number", "honour")[: FEW + 1]]
    return cells if len(cells) <= FEW else None


def _count(question: RollQuestion, cells: list[Cell], names: Names) -> Sums:
    """Return what passes all filters, and the counts of each filter as if it were not set itself."""
    asked = [getattr(question, name) for name in COUNTED]
    wanted = [(place, value) for place, value in enumerate(asked) if value]
    everywhere = range(len(COUNTED))
    passing: list[int] = []
    total, counted = 0, [Counter[Any]() for _name in COUNTED]
    for cell in cells:
        values = names.values(cell)
        missed = [place for place, value in wanted if values[place] != value]
        if len(missed) > 1:
            continue
        if not missed:
            total += cell.number
            passing.append(cell.honour)
        for place in missed or everywhere:
            counted[place][values[place]] += cell.number
    return Sums(total, dict(zip(COUNTED, counted, strict=True)), passing)


def _keys(question: RollQuestion, names: Names, total: int) -> list[int]:
    """Return the keys of the page's honours; those of the second half are counted off from the end."""
    found = _narrowed(_asked_in_sql(question, names), question, names)
    start = (question.page - 1) * PAGE_LENGTH
    end = min(start + PAGE_LENGTH, total)
    if start >= end:
        return []
    if start <= total - end:
        return list(found.order_by(*NEWEST_FIRST).values_list("honour", flat=True)[start:end])
    oldest = found.order_by(*OLDEST_FIRST).values_list("honour", flat=True)
    return list(oldest[total - end : total - start])[::-1]


def _listed(keys: list[int]) -> list[Honour]:
    """Return the honours in that order, with what the list shows of them."""
    people: QuerySet[ExemplarPage] = (
        ExemplarPage.objects.only("title", "number", "subject", "unit")
        .annotate(may_show_unit=permitted(ConsentScope.UNIT))
        .prefetch_related("regions")
    )
    honours = Honour.objects.standing().filter(pk__in=keys).prefetch_related(Prefetch("exemplar", queryset=people))
    by_key = {honour.pk: honour for honour in honours}
    return [by_key[key] for key in keys if key in by_key]


def _divide(question: RollQuestion, numbers: dict[str, Counter[Any]], names: Names) -> list[RollFacet]:
    """Return the four filters that the cells answer."""
    labels = {"programme": _("Programme"), "level": _("Level"), "category": _("Category"), "year": _("Year")}
    facets = []
    for name, label in labels.items():
        counted, chosen = numbers[name], getattr(question, name)
        if chosen:
            counted.setdefault(chosen, 0)
        values = [value for value in _ordered(name, counted, names) if value]
        facets.append(
            RollFacet(
                name,
                label,
                [
                    RollChoice(
                        _label(name, value, names),
                        counted[value],
                        question.address(**{name: None if value == chosen else value}),
                        value == chosen,
                    )
                    for value in values
                ],
            )
        )
    return facets


def _ordered(name: str, counted: Counter[Any], names: Names) -> list[Any]:
    """Return the values in the order in which a reader looks for them."""
    if name == "year":
        return sorted(counted, reverse=True)
    if name == "level":
        return [level for level in LEVEL_ORDER if level in counted]
    order = list(names.programmes) if name == "programme" else list(dict.fromkeys(names.categories.values()))
    return sorted(counted, key=lambda value: order.index(value) if value in order else len(order))


def _label(name: str, value: Any, names: Names) -> str:
    if name == "programme":
        return names.programmes.get(value, str(value))
    if name == "level":
        return str(ProgrammeLevel(value).label)
    return f"{value}年" if name == "year" else str(value)


def _places(question: RollQuestion, total: int, counted_in: "_CountedIn") -> RollFacet:
    """Return the regions: those inside the chosen one, or the highest that still divide what was found."""
    choices: list[RollChoice] = []
    parent = question.region
    for _step in range(LEVELS_DOWN if total else 0):
        inside = list(Region.objects.filter(parent=parent).order_by("code"))
        counted = counted_in(inside) if inside else {}
        if not counted:
            break
        choices = [
            RollChoice(region.name, counted[region.pk], question.address(region=region), is_chosen=False)
            for region in inside
            if region.pk in counted
        ]
        if question.region is not None or len(choices) > 1 or choices[0].number < total:
            break
        parent = next(region for region in inside if region.pk in counted)
    if question.region is not None:
        chosen = RollChoice(question.region.name, total, question.address(region=None), is_chosen=True)
        choices = [chosen, *choices]
    return RollFacet("region", _("Region"), choices)


class _CountedIn:
    """Counts by region what the question finds; ``passing`` are the keys of the honours where they are known."""

    def __init__(self, question: RollQuestion, names: Names, passing: list[int] | None) -> None:
        self.question, self.names = question, names
        self.known: dict[int, int] | None = None
        if passing is not None and len(passing) <= NAMED:
            # Every region at once: they are few, and a list of regions would make the database read all of theirs.
            self.known = self._count(RollRow.objects.visible().filter(honour__in=passing, region__isnull=False))

    def __call__(self, regions: list[Region]) -> dict[int, int]:
        """Return the counts by the regions' keys, of those that have any."""
        if self.known is not None:
            return {region.pk: self.known[region.pk] for region in regions if region.pk in self.known}
        found = RollRow.objects.visible().filter(region__in=[region.pk for region in regions])
        for term in self.question.terms:
            found = found.filter(_term(term, self.names))
        return self._count(_narrowed(found, self.question, self.names))

    @staticmethod
    def _count(found: Any) -> dict[int, int]:
        return dict(found.order_by().values_list("region").annotate(number=Count("pk")))


def _is_worth_showing(facet: RollFacet) -> bool:
    return len(facet.choices) > 1 or any(choice.is_chosen for choice in facet.choices)
