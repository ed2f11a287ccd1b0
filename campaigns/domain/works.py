"""The public files of the pictures of ads: they go with the ad, unless another open page shows the same picture."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from campaigns.models import PsaPage
from campaigns.models.psas import PsaQuerySet
from campaigns.rules.days import end_of
from foundation.domain.audit import record
from media.domain.renditions import missing, purge_public
from media.models import Picture
from media.models.pictures import PictureQuerySet
from media.queries.uses import open_pages, pages_with, stands_outside
from media.specs import PUBLIC_SPECS
from media.tasks import make_renditions


def pictures_of(psas: Sequence[PsaPage] | PsaQuerySet) -> PictureQuerySet:
    """Return the pictures that show these ads: masters, further pictures, and what stands for their films."""
    found: PictureQuerySet = Picture.objects.filter(
        Q(psas__in=psas) | Q(more_of_psas__psa__in=psas) | Q(poster_of__psas__in=psas)
    ).distinct()
    return found


def settle(picture: Picture, *, deleted: bool = False, now: dt.datetime | None = None) -> bool:
    """Bring the public files of an ad's picture in step with its ads; return whether they were taken away.

    They go when an ad of the picture is over, or has been ``deleted``, and no page that uses it is open; where one is
    open, what is missing is made again. A picture of drafts only is left alone: nobody outside knows its addresses.
    """
    pages = pages_with(picture)
    if any(open_pages(pages, now)) or stands_outside(picture):
        if picture.is_usable() and any(plan.spec in PUBLIC_SPECS for plan in missing(picture)):
            transaction.on_commit(lambda: make_renditions.enqueue(picture.pk))
        return False
    if not deleted and not PsaPage.objects.over(now).filter(pk__in=[page.pk for page in pages]).exists():
        return False
    with transaction.atomic():
        gone = purge_public(picture=picture)
        if gone:
            record(verb="sweep_picture", subject=picture, actor=None)
    return bool(gone)


def over_at(psa: PsaPage) -> dt.datetime | None:
    """Return the moment at which the ad's own last day, or the rights in its work, will be over; None for no such."""
    works = (work.valid_to for work in (psa.master, psa.recording) if work is not None)
    return end_of(psa.valid_until, *works)


def settle_page(page: Page) -> None:
    """Bring the pictures of ads that a changed page shows in step: an ad's own, or what another page took of one."""
    if isinstance(page, PsaPage):
        for picture in pictures_of([page]):
            settle(picture)
        return
    used = ReferenceIndex.get_references_for_object(page).filter(to_content_type__model="picture")
    keys = [int(key) for key in used.values_list("to_object_id", flat=True)]
    ads = Q(psas__isnull=False) | Q(more_of_psas__isnull=False) | Q(poster_of__psas__isnull=False)
    for picture in Picture.objects.filter(ads, pk__in=keys).distinct():
        settle(picture)


def settle_all(*, now: dt.datetime | None = None) -> int:
    """Bring the pictures of all ads that are over in step; return of how many the public files went."""
    return sum(settle(picture, now=now) for picture in pictures_of(PsaPage.objects.over(now)))
