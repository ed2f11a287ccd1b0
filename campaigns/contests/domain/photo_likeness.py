"""Pictures that look alike, by the fingerprint each got when it was read (docs/adr/0053-own-fingerprint.md)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from campaigns.contests.domain.similarity import KEPT
from campaigns.contests.enums import ContestKind, FindingKind
from campaigns.contests.models import Contest, EntryFile, Finding
from campaigns.contests.queries.findings import first_pictures, heads
from foundation.domain.audit import record
from foundation.models import User
from media.queries.duplicates import BAND, BITS, WORD, distance, telling
from media.rules import DUPLICATE_DISTANCE

ASKED_OF_ONE: Final = 20
"""Of many pictures that agree, each is compared with the earliest so many: copies by the thousand cost no square."""


@dataclass(frozen=True, order=True)
class Photograph:
    """One picture of a current wording, ordered as it came."""

    first_at: datetime
    revision: int
    position: int
    entry: int
    contest: int
    sha256: str
    dhash: int


def find_alike_pictures(*, contest: Contest, actor: User | None = None) -> int:
    """Note the entries of a competition with pictures like those of an earlier entry; returns how many are new.

    Entries of past competitions of photographs are looked at too. A scan of a paper is no photograph: competitions of
    essays are left out. Nothing is taken away, and no entry moves.
    """
    if contest.kind == ContestKind.ESSAY:
        return 0
    nearest: dict[tuple[Photograph, int], int] = {}
    for later, earlier, bits in alike_pairs(_pictures()):
        if contest.pk == later.contest:
            key = (later, earlier.revision)
            nearest[key] = min(bits, nearest.get(key, BITS))
    with transaction.atomic():
        before = Finding.objects.count()
        Finding.objects.bulk_create(_findings(nearest), ignore_conflicts=True, batch_size=500)
        found = Finding.objects.count() - before
        record(verb="find_alike_pictures", subject=contest, actor=actor, found=found)
    return found


def _pictures() -> list[Photograph]:
    """Return the pictures of all current wordings in the order they came."""
    rows = (
        EntryFile.objects.filter(revision__in=heads(), file__reading__dhash__isnull=False)
        .exclude(revision__entry__contest__kind=ContestKind.ESSAY)
        .annotate(first=first_pictures())
        .values_list(
            "first",
            "revision_id",
            "position",
            "revision__entry_id",
            "revision__entry__contest_id",
            "file__sha256",
            "file__reading__dhash",
        )
    )
    return sorted(Photograph(*row[:-1], row[-1] or 0) for row in rows)


def alike_pairs(pictures: list[Photograph]) -> Iterator[tuple[Photograph, Photograph, int]]:
    """Yield later, earlier and the bits by which they differ; pictures of one entry are no pair."""
    for group in _groups(pictures):
        for place, later in enumerate(group):
            for earlier in group[: min(place, ASKED_OF_ONE)]:
                bits = 0 if earlier.sha256 == later.sha256 else distance(earlier.dhash, later.dhash)
                if earlier.entry != later.entry and bits <= DUPLICATE_DISTANCE:
                    yield later, earlier, bits


def _groups(pictures: list[Photograph]) -> Iterable[list[Photograph]]:
    """Return groups in which alike pictures meet: by digest, and by each band of a telling fingerprint."""
    groups: dict[tuple[object, ...], list[Photograph]] = defaultdict(list)
    for picture in pictures:
        groups["file", picture.sha256].append(picture)
        if telling(picture.dhash):
            for band in range(BITS // BAND):
                groups[band, (picture.dhash & WORD) >> band * BAND & (1 << BAND) - 1].append(picture)
    return groups.values()


def _findings(nearest: dict[tuple[Photograph, int], int]) -> list[Finding]:
    """Return the nearest few of each wording."""
    best: dict[int, dict[int, int]] = defaultdict(dict)
    entries: dict[int, int] = {}
    for (later, earlier), bits in nearest.items():
        entries[later.revision] = later.entry
        known = best[later.revision]
        known[earlier] = min(bits, known.get(earlier, BITS))
    return [
        Finding(
            entry_id=entries[revision],
            revision_id=revision,
            other_id=earlier,
            kind=FindingKind.PHOTO,
            share=(BITS - bits) * 1000 // BITS,
        )
        for revision, known in best.items()
        for earlier, bits in sorted(known.items(), key=lambda each: (each[1], each[0]))[:KEPT]
    ]
