"""The honours in figures: every number of the statistics page is counted from the records when it is read."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exemplars.enums import HonourState, PeriodKind, ProgrammeLevel, SubjectKind
from exemplars.models import ExemplarPage, Honour, Programme, RollRow

PERIOD_WORDS: Final = {
    PeriodKind.MONTH: gettext_lazy("monthly rounds"),
    PeriodKind.QUARTER: gettext_lazy("quarterly rounds"),
    PeriodKind.BATCH: gettext_lazy("batches"),
    PeriodKind.YEAR: gettext_lazy("of the year"),
}
"""How a sentence names the rounds of a period."""

SUBJECT_WORDS: Final = {
    SubjectKind.PERSON: gettext_lazy("%(number)s persons"),
    SubjectKind.GROUP: gettext_lazy("%(number)s groups"),
    SubjectKind.FAMILY: gettext_lazy("%(number)s families"),
    SubjectKind.ORGANISATION: gettext_lazy("%(number)s units"),
    SubjectKind.PLACE: gettext_lazy("%(number)s places"),
}


@dataclass(frozen=True)
class Counted:
    """How many of a programme one kind of round honoured, by subject: ``季度 60 人、2 个集体``."""

    label: str
    subjects: dict[SubjectKind, int]

    @property
    def words(self) -> list[str]:
        """The numbers in words, persons first."""
        return [
            str(SUBJECT_WORDS[kind]) % {"number": self.subjects[kind]} for kind in SubjectKind if kind in self.subjects
        ]


@dataclass(frozen=True)
class Clause:
    """What a sentence says of one programme in one year."""

    programme: Programme
    counted: list[Counted]
    nominees: int
    went_on: list[tuple[str, int]]
    """Level above, and how many of these were honoured there too, in the same year or later."""


@dataclass(frozen=True)
class Line:
    """A line of a table."""

    label: str
    number: int


@dataclass(frozen=True)
class Figures:
    """The honours of one year in figures; ``public`` is how many of the honours readers find on the roll."""

    year: int
    years: list[Line]
    clauses: list[Clause]
    total: int
    public: int
    by_level: list[Line]
    by_category: list[Line]
    by_region: list[Line]


def figures(asked: int | None) -> Figures:
    """Return the figures of a year (default: the newest with an honour, 0 for none); the queries are constant."""
    counted: Any = Honour.objects.standing().order_by("-year").values_list("year").annotate(number=Count("pk"))
    years = [Line(str(each), number) for each, number in counted]
    chosen = asked or (int(years[0].label) if years else 0)
    standing = Honour.objects.standing().filter(year=chosen).order_by()
    return Figures(
        year=chosen,
        years=years,
        clauses=_clauses(chosen, standing),
        total=next((line.number for line in years if line.label == str(chosen)), 0),
        public=RollRow.objects.visible().filter(region=None, year=chosen).count(),
        by_level=_by_level(standing),
        by_category=_lines(standing.exclude(category=None), "category__name"),
        by_region=_by_region(standing),
    )


def _clauses(year: int, standing: Any) -> list[Clause]:
    """Return what there is to say of each programme that honoured somebody in the year."""
    winners: dict[int, dict[str, dict[SubjectKind, int]]] = defaultdict(lambda: defaultdict(dict))
    nominees: dict[int, int] = defaultdict(int)
    counted = standing.values_list("programme", "round__period_kind", "exemplar__subject", "state")
    for programme, period, subject, state, number in counted.annotate(number=Count("exemplar", distinct=True)):
        if state == HonourState.WINNER:
            winners[programme][period or ""][SubjectKind(subject)] = number
        else:
            nominees[programme] += number
    programmes = {programme.pk: programme for programme in Programme.objects.all()}
    went_on = _went_on(year, standing, programmes)
    return [
        Clause(programme, _counted(winners[key]), nominees[key], went_on.get(key, []))
        for key, programme in programmes.items()
        if key in winners or key in nominees
    ]


def _counted(periods: dict[str, dict[SubjectKind, int]]) -> list[Counted]:
    """Return the numbers by period; where there is none but a year's, the period goes without saying."""
    goes_without_saying = set(periods) <= {"", PeriodKind.YEAR} and len(periods) == 1
    order = ["", *PeriodKind]
    return [
        Counted("" if goes_without_saying or not period else str(PERIOD_WORDS[PeriodKind(period)]), periods[period])
        for period in sorted(periods, key=order.index)
    ]


def _went_on(year: int, standing: Any, programmes: dict[int, Programme]) -> dict[int, list[tuple[str, int]]]:
    """Return by programme how many of the year's exemplars a programme above honoured in that year or later."""
    above = {key: _above(programme, programmes) for key, programme in programmes.items() if programme.parent_id}
    held: dict[int, set[int]] = defaultdict(set)
    upper: Any = (
        Honour.objects.standing()
        .filter(programme__in={key for keys in above.values() for key in keys}, year__gte=year)
        .values_list("programme", "exemplar")
    )
    for programme, exemplar in upper:
        held[programme].add(exemplar)
    own: dict[int, set[int]] = defaultdict(set)
    for programme, exemplar in standing.filter(programme__in=above).values_list("programme", "exemplar"):
        own[programme].add(exemplar)
    found = {}
    for key, exemplars in own.items():
        numbers = [(programmes[upper].get_level_display(), len(exemplars & held[upper])) for upper in above[key]]
        found[key] = [(str(level), number) for level, number in numbers if number]
    return found


def _above(programme: Programme, programmes: dict[int, Programme]) -> list[int]:
    """Return the keys of the programmes above, the nearest first; a parent stands one level higher, so this ends."""
    keys = []
    while programme.parent_id:
        programme = programmes[programme.parent_id]
        keys.append(programme.pk)
    return keys


def _by_level(standing: Any) -> list[Line]:
    numbers = dict(standing.values_list("level").annotate(number=Count("pk")))
    return [Line(str(level.label), numbers[level]) for level in ProgrammeLevel if level in numbers]


def _lines(standing: Any, name: str) -> list[Line]:
    counted = standing.values_list(name).annotate(number=Count("pk")).order_by("-number", name)
    return [Line(str(label), number) for label, number in counted]


def _by_region(standing: Any) -> list[Line]:
    """Return how many honours each region has that an exemplar names itself; one who names two counts in both."""
    links = ExemplarPage.regions.through.objects.filter(exemplarpage__honours__in=standing.values("pk"))
    counted = links.values_list("region__name").annotate(number=Count("exemplarpage__honours", distinct=True))
    return [Line(name, number) for name, number in counted.order_by("-number", "region__code")]


def clause_words(clause: Clause) -> list[str]:
    """Return the parts of a clause as plain text; the page and the tests read the same."""
    parts = [f"{part.label} {'、'.join(part.words)}" for part in clause.counted]
    if clause.nominees:
        parts.append(_("nominee awards: %(number)s") % {"number": clause.nominees})
    parts += [
        _("of whom %(number)s went on to: %(level)s") % {"number": n, "level": level} for level, n in clause.went_on
    ]
    return parts
