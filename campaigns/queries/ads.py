"""What placements and screens ask of the library of ads."""

import datetime as dt
import unicodedata

from campaigns.models import PsaCategory, PsaFile


def category_of(file: PsaFile) -> PsaCategory:
    """Return the category under which the ad's placements are counted."""
    category: PsaCategory = file.psa.category
    return category


def last_day_of(file: PsaFile) -> dt.date | None:
    """Return the last day on which the ad may be shown, or None where it has no end."""
    last: dt.date | None = file.psa.valid_until
    return last


def file_named(ad: str, file: str) -> PsaFile | None:
    """Return the file that a sheet names: the ad by its public number or exact title, the file by its key or label.

    Without a file the ad's first one is meant. None when nothing, or more than one ad, fits.
    """
    wanted = unicodedata.normalize("NFKC", ad).strip()
    files = PsaFile.objects.select_related("psa__category").order_by("pk")
    named = {"psa__number_id": int(wanted)} if wanted.isdecimal() else {"psa__title": ad.strip()}
    found = [each for each in files.filter(**named) if not file.strip() or file.strip() in {str(each.pk), str(each)}]
    ads = {each.psa_id for each in found}
    return found[0] if len(ads) == 1 else None
