"""Filters with counts: how the documents found divide by kind, column, place, topic and year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.enums import NumberedKind
from foundation.models import Region, Topic
from search import engines, registry
from search.asking import Asked
from search.models import DocumentColumn, DocumentRegion, DocumentTopic

MOST = 12
"""Values of one filter that are offered: the most frequent ones."""


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    label: str
    number: int
    address: str
    """The question with this value chosen, or, where it is chosen, without it."""
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter with the values that occur among the documents found."""

    name: str
    label: str
    choices: list[Choice]


def facets(asked: Asked, keys: list[int]) -> list[Facet]:
    """Return the filters that still divide the documents ``keys``, or are set; at most eight queries."""
    engine = engines.current()
    kinds: Counter[str] = Counter()
    article_kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    for kind, article_kind, year, number in engine.tally(keys):
        kinds[kind] += number
        article_kinds[article_kind] += number
        years[year] += number
    del article_kinds[""]
    among = engine.among(keys)
    kind_names = {str(kind): str(NumberedKind(kind).label) for kind in kinds if kind in NumberedKind.values}
    return [
        facet
        for facet in (
            _facet(asked, "kind", _("Type of content"), kinds.most_common(), kind_names),
            _facet(
                asked,
                "article_kind",
                _("Genre"),
                article_kinds.most_common(),
                {kind: registry.article_kind_name(kind) for kind in article_kinds},
            ),
            _facet(asked, "column", _("Column"), *_columns(among)),
            _facet(asked, "region", _("Region"), *_regions(among)),
            _facet(asked, "topic", _("Topic"), *_topics(among)),
            _facet(asked, "year", _("Year"), sorted(years.items(), reverse=True), {}),
        )
        if len(facet.choices) > 1 or any(choice.is_chosen for choice in facet.choices)
    ]


def _facet(asked: Asked, name: str, label: str, counted: Iterable[tuple[Any, int]], names: Mapping[Any, str]) -> Facet:
    chosen = getattr(asked, name)
    return Facet(
        name,
        label,
        [
            Choice(
                names.get(value, str(value)),
                number,
                asked.address(**{name: None if value == chosen else value, "page": 1}),
                value == chosen,
            )
            for value, number in list(counted)[:MOST]
        ],
    )


Counted = tuple[list[tuple[int, int]], dict[int, str]]
"""Values with their numbers, most frequent first, and the names of the values."""


def _columns(among: RawSQL) -> Counted:
    """Return the columns; one that is not public itself is not named."""
    counted = _counted(DocumentColumn, "column_id", among)
    pages = Page.objects.live().public().filter(pk__in=[column for column, _number in counted])
    names = dict(pages.values_list("pk", "title"))
    return [(column, number) for column, number in counted if column in names], names


def _regions(among: RawSQL) -> Counted:
    counted = _counted(DocumentRegion, "region_id", among)
    return counted, dict(Region.objects.filter(pk__in=dict(counted)).values_list("pk", "name"))


def _topics(among: RawSQL) -> Counted:
    counted = _counted(DocumentTopic, "topic_id", among)
    return counted, dict(Topic.objects.filter(pk__in=dict(counted)).values_list("pk", "name"))


def _counted(links: type[Model], field: str, among: RawSQL) -> list[tuple[int, int]]:
    rows = links._default_manager.filter(document_id__in=among)  # noqa: SLF001 - Django documents it for any model
    return list(rows.values_list(field).annotate(number=Count("pk")).order_by("-number", field)[:MOST])
