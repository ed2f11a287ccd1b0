"""Finding regions by what people type."""

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value

from foundation.models import Region, RegionAlias


def matching(regions: QuerySet[Region], typed: str) -> QuerySet[Region]:
    """Keep the regions whose name, short name or alias holds ``typed``, or whose code begins with it."""
    alias = RegionAlias.objects.filter(region=OuterRef("pk"), name__icontains=typed)
    return regions.filter(
        Q(name__icontains=typed) | Q(short_name__icontains=typed) | Q(code__startswith=typed) | Exists(alias)
    )


def region_told_by(text: str) -> Region | None:
    """Return the one region that ``text`` (a place as a camera or an agency writes it) speaks of, or None.

    That is the deepest of those whose official or short name stands in it. Where several are equally deep, those count
    whose superior region is named too; if that leaves none or more than one, nothing is guessed.
    """
    if not text.strip():
        return None
    said = Value(text, output_field=CharField())
    present = Region.objects.current().alias(said=said)
    named = list(present.filter(Q(said__contains=F("name")) | Q(said__contains=F("short_name"))))
    deepest = max((region.level for region in named), default=0)
    above = {region.pk for region in named}
    candidates = [region for region in named if region.level == deepest]
    if len(candidates) > 1:
        candidates = [region for region in candidates if above & {int(key) for key in region.path.split("/")[1:-2]}]
    return candidates[0] if len(candidates) == 1 else None
