"""Pictures that are the same, byte for byte or to the eye."""

from collections import defaultdict
from collections.abc import Iterable

from media.models import Picture
from media.models.pictures import PictureQuerySet
from media.rules import DUPLICATE_DISTANCE

BITS = 64
BAND = 8
"""Bits. Fingerprints that differ in at most 7 of 64 bits agree in at least one of 8 bands."""
FEW_BITS = 4
"""A fingerprint with fewer bits set, or unset, is that of a plain field and says nothing."""
WORD = (1 << BITS) - 1


def distance(one: int, other: int) -> int:
    """Return in how many of 64 bits two fingerprints differ."""
    return ((one ^ other) & WORD).bit_count()


def telling(dhash: int) -> bool:
    """Tell whether the fingerprint has enough structure to be compared."""
    return FEW_BITS <= (dhash & WORD).bit_count() <= BITS - FEW_BITS


def exact_duplicates(picture: Picture) -> PictureQuerySet:
    """Return the other pictures whose file is the same, oldest first."""
    others: PictureQuerySet = Picture.objects.exclude(pk=picture.pk).exclude(sha256="").order_by("pk")
    same: PictureQuerySet = others.filter(sha256=picture.sha256)
    return same


def similar_pictures(picture: Picture) -> list[Picture]:
    """Return the other pictures that look like this one though their files differ, nearest first."""
    if picture.dhash is None or not telling(picture.dhash):
        return []
    others = Picture.objects.exclude(pk=picture.pk)
    if picture.sha256:
        others = others.exclude(sha256=picture.sha256)
    rows = others.values_list("pk", "dhash")
    far = {key: distance(picture.dhash, dhash) for key, dhash in rows if dhash is not None}
    near = {key: bits for key, bits in far.items() if bits <= DUPLICATE_DISTANCE}
    return sorted(Picture.objects.filter(pk__in=near), key=lambda each: (near[each.pk], each.pk))


def duplicate_keys() -> set[int]:
    """Return the keys of all pictures that have a duplicate, exact or to the eye."""
    rows = list(Picture.objects.exclude(dhash=None).values_list("pk", "dhash"))
    found = {
        key
        for keys in grouped(
            (sha256, key) for key, sha256 in Picture.objects.exclude(sha256="").values_list("pk", "sha256")
        )
        for key in keys
    }
    hashes = {key: dhash for key, dhash in rows if dhash is not None and telling(dhash)}
    bands = (
        ((band, (dhash & WORD) >> band * BAND & (1 << BAND) - 1), key)
        for key, dhash in hashes.items()
        for band in range(BITS // BAND)
    )
    for keys in grouped(bands):
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                if distance(hashes[one], hashes[other]) <= DUPLICATE_DISTANCE:
                    found |= {one, other}
    return found


def grouped(pairs: Iterable[tuple[object, int]]) -> list[list[int]]:
    """Return the keys that share a value, in groups of two and more."""
    groups: dict[object, list[int]] = defaultdict(list)
    for value, key in pairs:
        groups[value].append(key)
    return [keys for keys in groups.values() if len(keys) > 1]
