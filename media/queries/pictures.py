"""Pictures with all that a page needs to show them, in two queries whatever their number."""

from collections.abc import Iterable

from media.models import Picture
from media.models.pictures import PictureQuerySet
from media.specs import PictureSet, all_specs


def with_renditions(pictures: PictureQuerySet | Iterable[int], *sets: PictureSet) -> PictureQuerySet:
    """Return the pictures (a queryset, or keys) with the renditions of ``sets`` prefetched (default: all sets).

    Fit for ``Prefetch("picture", queryset=with_renditions(Picture.objects.all(), CARD))``: ``{% picture_set %}``
    then costs no query.
    """
    if not isinstance(pictures, PictureQuerySet):
        pictures = Picture.objects.filter(pk__in=list(pictures))
    found: PictureQuerySet = pictures.prefetch_renditions(*all_specs(sets))
    return found
