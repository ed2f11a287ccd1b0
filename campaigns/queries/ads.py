"""What placements and screens ask of the library of ads."""

import datetime as dt
import unicodedata

from django.utils import timezone

from campaigns.models import PsaCategory, PsaFile
from foundation.keys import key_in
from media.enums import Consent
from media.models.rights import RightsModel


def category_of(file: PsaFile) -> PsaCategory:
    """Return the category under which the ad's placements are counted."""
    category: PsaCategory = file.psa.category
    return category


def first_day_of(file: PsaFile) -> dt.date | None:
    """Return the first day on which the ad may be shown, or None where it has no beginning."""
    first: dt.date | None = file.psa.valid_from
    return first


def last_day_of(file: PsaFile) -> dt.date | None:
    """Return the last day on which the ad may be shown, or None where it has no end.

    It is the earliest of the ad's own last day, those of the rights in its picture and recording (and in the file's own
    picture, in a series), and the day on which its page goes off.
    """
    psa = file.psa
    days = [psa.valid_until, *(work.valid_to for work in _works(file))]
    if psa.expire_at is not None:
        days.append(timezone.localdate(psa.expire_at))
    return min((day for day in days if day is not None), default=None)


def is_withdrawn(file: PsaFile) -> bool:
    """Tell whether the ad was taken off, or somebody shown in it has withdrawn consent, whatever its days say."""
    psa = file.psa
    gone = psa.expired or (not psa.live and psa.first_published_at is not None)
    return gone or any(work.consent == Consent.WITHDRAWN for work in _works(file))


def _works(file: PsaFile) -> list[RightsModel]:
    """Return the works whose rights decide whether the file may be shown."""
    return [work for work in (file.psa.master, file.psa.recording, file.picture) if work is not None]


def file_named(ad: str, file: str) -> PsaFile | None:
    """Return the file that a sheet names: the ad by its public number or exact title, the file by its key or label.

    Without a file the ad's first one is meant. None when nothing, or more than one ad, fits.
    """
    wanted = unicodedata.normalize("NFKC", ad).strip()
    related = ("psa__category", "psa__master", "psa__recording", "picture")
    files = PsaFile.objects.select_related(*related).order_by("part", "pk")
    named = {"psa__number_id": key_in(wanted)} if wanted.isdecimal() else {"psa__title": ad.strip()}
    found = [each for each in files.filter(**named) if not file.strip() or file.strip() in {str(each.pk), str(each)}]
    ads = {each.psa_id for each in found}
    return found[0] if len(ads) == 1 else None
