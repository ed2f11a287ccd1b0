"""Pages from before that may be of the same person: found with their evidence, never taken for the same by machine."""

from collections.abc import Collection
from dataclasses import dataclass

from exemplars.models import ExemplarPage, Nomination
from exemplars.rules.likeness import Evidence, alike, name_key, plain_name
from foundation.models import Region


@dataclass(frozen=True)
class Earlier:
    """A page whose name sounds the same, with what speaks for it."""

    page: ExemplarPage
    evidence: Evidence


def earlier_pages(*, name: str, place: str, unit: str) -> list[Earlier]:
    """Return the pages whose name sounds like ``name``, the strongest evidence first; drafts are among them."""
    return _told(name, place, unit, _sounding([name]))


def earlier_of_each(nominations: Collection[Nomination]) -> dict[int, list[Earlier]]:
    """Return by nomination the pages that may be of its nominee; two queries, however many there are."""
    pages = _sounding([nomination.name for nomination in nominations])
    return {each.pk: _told(each.name, each.place, each.unit, pages) for each in nominations}


def _sounding(names: Collection[str]) -> list[ExemplarPage]:
    keys = {name_key(name) for name in names} - {""}
    if not keys:
        return []
    return list(ExemplarPage.objects.filter(name_key__in=keys).prefetch_related("regions").order_by("pk"))


def _told(name: str, place: str, unit: str, pages: Collection[ExemplarPage]) -> list[Earlier]:
    key = name_key(name)
    found = [
        Earlier(
            page,
            Evidence(
                same_characters=plain_name(page.title) == plain_name(name),
                same_place=any(_is_named(region, place) for region in page.regions.all()),
                same_unit=alike(page.unit, unit),
            ),
        )
        for page in pages
        if page.name_key == key
    ]
    return sorted(found, key=_strength, reverse=True)


def _is_named(region: Region, place: str) -> bool:
    return any(name and name in place for name in (region.name, region.short_name))


def _strength(found: Earlier) -> tuple[bool, bool, bool]:
    told = found.evidence
    return (told.same_characters, told.same_unit, told.same_place)
