"""What the page of a region shows beside its articles."""

from django.db.models import Exists, OuterRef, QuerySet

from foundation.models import Region
from search.models import Document

PARTS_SHOWN = 60
"""Places inside a region to which its page leads."""


def ancestors(place: Region) -> list[Region]:
    """Return the regions above ``place``, highest first."""
    keys = [int(key) for key in place.path.split("/") if key and int(key) != place.pk]
    return sorted(Region.objects.filter(pk__in=keys), key=lambda region: len(region.path))


def parts_with_documents(place: Region) -> QuerySet[Region]:
    """Return the regions directly inside ``place`` about which something is public now."""
    about = Document.objects.visible().filter(region_links__region_id=OuterRef("pk"))
    return Region.objects.filter(Exists(about), parent=place)[:PARTS_SHOWN]
