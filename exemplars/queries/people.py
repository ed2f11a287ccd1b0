"""The portrait wall, and what an exemplar's page shows."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.utils.http import urlencode

from exemplars.enums import SubjectKind
from exemplars.models import ExemplarPage, Honour, Programme, ProgrammeCategory
from exemplars.models.people import ExemplarQuerySet
from foundation.models import Region
from media.templatetags.pictures import picture_url
from news.queries.columns import wanted_page

WALL_LENGTH: Final = 24
"""Portraits on one page of the wall."""

FILTERS: Final = ("programme", "category", "region", "year")

SCHEMA_KINDS: Final = {
    SubjectKind.PERSON: "Person",
    SubjectKind.PLACE: "Place",
}
"""What schema.org calls them; groups, families and units are organisations to it."""


@dataclass(frozen=True)
class Choice:
    """One value of a filter as the form offers it."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class WallPage:
    """One page of the wall; it is cut without counting the whole."""

    exemplars: list[ExemplarPage]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before this one."""
        return self.number > 1


def honours_of() -> Prefetch[str, Any, str]:
    """Return the prefetch of the honours that stand, as ``standing_honours``."""
    return Prefetch("honours", queryset=Honour.objects.standing(), to_attr="standing_honours")


def public_exemplars() -> ExemplarQuerySet:
    """Return the exemplars readers may see now, newest first, with what the wall shows of them."""
    found: ExemplarQuerySet = (
        ExemplarPage.objects.showable()
        .public()
        .with_permissions()
        .select_related("portrait")
        .prefetch_related("portrait__renditions", honours_of())
        .order_by("-first_published_at", "-pk")
    )
    return found


def wall_context(request: HttpRequest) -> dict[str, Any]:
    """Return the template context of the wall: the portraits, the filters, and what pagination links carry along."""
    wanted = {name: request.GET.get(name, "")[:30].replace("\0", "") for name in FILTERS}
    found = _narrowed(public_exemplars(), wanted)
    number = wanted_page(request)
    start = (number - 1) * WALL_LENGTH
    cut = list(found[start : start + WALL_LENGTH + 1])
    extra = urlencode({name: value for name, value in wanted.items() if value})
    wall = WallPage(cut[:WALL_LENGTH], number, len(cut) > WALL_LENGTH)
    return {
        "wall": wall,
        "structured": _listed(wall, request),
        "filters": _filters(wanted),
        "filtered": bool(extra),
        "extra": f"&{extra}" if extra else "",
    }


def _narrowed(found: ExemplarQuerySet, wanted: dict[str, str]) -> ExemplarQuerySet:
    """Return those that one honour each lets through all filters of honours, and that belong to the region."""
    of_honour = Q()
    if _is_key(wanted["programme"]):
        of_honour &= Q(programme=int(wanted["programme"]))
    if wanted["category"]:
        of_honour &= Q(category__name=wanted["category"])
    if _is_key(wanted["year"]):
        of_honour &= Q(year=int(wanted["year"]))
    if of_honour:
        standing = Honour.objects.standing().filter(of_honour, exemplar=OuterRef("pk")).order_by()
        found = found.filter(Exists(standing))
    region = wanted["region"]
    if region and _is_key(region):
        chosen = Region.objects.filter(code=region).first()
        inside = Region.objects.filter(path__startswith=chosen.path) if chosen else Region.objects.none()
        through = ExemplarPage.regions.through.objects
        found = found.filter(Exists(through.filter(exemplarpage=OuterRef("pk"), region__in=inside)))
    return found


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= 12  # noqa: PLR2004 - the longest region code


def _filters(wanted: dict[str, str]) -> dict[str, list[Choice]]:
    """Return the values that lead somewhere."""
    shown = ExemplarPage.objects.showable().public().order_by().values("pk")
    standing = Honour.objects.filter(pk__in=Honour.objects.standing().order_by().values("pk"), exemplar__in=shown)
    years = standing.order_by("-year").values_list("year", "year").distinct()
    programmes = Programme.objects.filter(pk__in=standing.order_by().values("programme"))
    categories = ProgrammeCategory.objects.filter(pk__in=standing.order_by().values("category"))
    names = dict.fromkeys(categories.order_by("sort_order", "pk").values_list("name", flat=True))
    regions = Region.objects.filter(exemplars__in=shown).distinct().order_by("code")
    offered: dict[str, list[tuple[Any, Any]]] = {
        "programme": list(programmes.values_list("pk", "name")),
        "category": [(name, name) for name in names],
        "region": list(regions.values_list("code", "name")),
        "year": list(years),
    }
    return {
        name: [Choice(str(value), str(label), str(value) == wanted[name]) for value, label in values]
        for name, values in offered.items()
    }


def exemplar_by_number(number: int) -> ExemplarPage | None:
    """Return the exemplar that bears the public number, whether readers may see it or not."""
    found: ExemplarPage | None = (
        ExemplarPage.objects.with_permissions().select_related("portrait").filter(number_id=number).first()
    )
    return found


def exemplar_context(exemplar: ExemplarPage) -> dict[str, Any]:
    """Return the template context of an exemplar's page."""
    honours = list(Honour.objects.standing().filter(exemplar=exemplar)) if exemplar.pk else []
    return {
        "honours": honours,
        "regions": list(exemplar.regions.all()),
        "topics": list(exemplar.topics.all()),
        "structured": _structured(exemplar, honours),
    }


def _listed(wall: WallPage, request: HttpRequest) -> dict[str, Any]:
    """Return a page of the wall as search engines read it: a schema.org ItemList of addresses."""
    places = enumerate(wall.exemplars, start=(wall.number - 1) * WALL_LENGTH + 1)
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": exemplar.title,
            "url": request.build_absolute_uri(exemplar.path_on_site()),
        }
        for place, exemplar in places
    ]
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}


def _structured(exemplar: ExemplarPage, honours: list[Honour]) -> dict[str, Any]:
    """Return the exemplar as search engines read it: a schema.org Person, Place or Organization."""
    kind = SCHEMA_KINDS.get(SubjectKind(exemplar.subject), "Organization")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": exemplar.title,
        "description": exemplar.citation,
        "image": picture_url(exemplar.shown_portrait, "share"),
    }
    if kind == "Person":
        data["affiliation"] = exemplar.shown_unit
    if kind != "Place":
        data["award"] = [honour.told for honour in honours]
    return {name: value for name, value in data.items() if value}
