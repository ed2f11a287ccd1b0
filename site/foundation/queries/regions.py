"""Finding regions by what people type."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.models import Region, RegionAlias


def matching(regions: QuerySet[Region], typed: str) -> QuerySet[Region]:
    """Keep the regions whose name, short name or alias holds ``typed``, or whose code begins with it."""
    alias = RegionAlias.objects.filter(region=OuterRef("pk"), name__icontains=typed)
    return regions.filter(
        Q(name__icontains=typed) | Q(short_name__icontains=typed) | Q(code__startswith=typed) | Exists(alias)
    )
