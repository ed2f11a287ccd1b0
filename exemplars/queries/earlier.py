"""Pages from before that may be of the same person: found with their evidence, never taken for the same by machine."""

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
    key = name_key(name)
    if not key:
        return []
    pages = ExemplarPage.objects.filter(name_key=key).prefetch_related("regions").order_by("pk")
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
    ]
    return sorted(found, key=_strength, reverse=True)


def earlier_of(nomination: Nomination) -> list[Earlier]:
    """Return the pages that may be of a nominee."""
    return earlier_pages(name=nomination.name, place=nomination.place, unit=nomination.unit)


def _is_named(region: Region, place: str) -> bool:
    return any(name and name in place for name in (region.name, region.short_name))


def _strength(found: Earlier) -> tuple[bool, bool, bool]:
    told = found.evidence
    return (told.same_characters, told.same_unit, told.same_place)
