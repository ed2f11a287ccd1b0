"""Bringing regions in: the packaged data, an office's own places, townships and villages."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from foundation.domain.audit import record
from foundation.enums import RegionLevel
from foundation.models import Region, RegionAlias
from foundation.validators import validate_region_code

if TYPE_CHECKING:
    from foundation.models import User

BATCH: Final = 500
LONGEST_NAME: Final = 60
_FIELDS: Final = ("name", "short_name", "level", "valid_until")


@dataclass(frozen=True)
class RegionRow:
    """A region to bring in. ``parent_code`` is empty for one without a parent; further short names become aliases."""

    code: str
    name: str
    level: int
    parent_code: str = ""
    short_names: tuple[str, ...] = ()
    valid_until: dt.date | None = None
    successors: tuple[str, ...] = ()


@dataclass
class Loaded:
    """What a loading did, in numbers of regions."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class _Work:
    """The state of one loading: undated regions by code, and what has to be written."""

    known: dict[str, Region]
    new: list[Region] = field(default_factory=list)
    changed: list[Region] = field(default_factory=list)


class RegionRowError(ValueError):
    """A row cannot become a region; its message says which and why."""


@transaction.atomic
def load_regions(*, rows: Iterable[RegionRow], actor: "User | None" = None) -> Loaded:
    """Create or correct the undated regions of ``rows``; done twice it changes nothing more.

    A row's parent is a region that stands already or comes in the same loading. Dated regions, aliases that editors
    added and regions that no row names stay as they are; an end that an editor has entered stays too. Raises
    RegionRowError, and changes nothing, when a row is wrong.
    """
    ordered = sorted(rows, key=lambda row: row.level)
    work = _Work({region.code: region for region in Region.objects.filter(valid_from__isnull=True)})
    loaded = Loaded()
    for level in RegionLevel:
        _load_level(work, [row for row in ordered if row.level == level], loaded)
    if len(ordered) != loaded.created + loaded.changed + loaded.unchanged:
        message = "A region has a level between 1 (province) and 5 (village)"
        raise RegionRowError(message)
    _refresh_paths()
    _link(work, ordered)
    if loaded.created or loaded.changed:
        subject = (work.new or work.changed)[0]
        record(verb="load_regions", subject=subject, actor=actor, created=loaded.created, changed=loaded.changed)
    return loaded


def _load_level(work: _Work, rows: list[RegionRow], loaded: Loaded) -> None:
    new, changed = [], []
    for row in rows:
        _check(row)
        region = work.known.get(row.code)
        if region is None:
            region = work.known[row.code] = Region(code=row.code, path="")
            _correct(region, row, _parent(work, row))
            new.append(region)
        elif _correct(region, row, _parent(work, row)):
            changed.append(region)
    Region.objects.bulk_create(new, batch_size=BATCH)
    Region.objects.bulk_update(changed, [*_FIELDS, "parent"], batch_size=BATCH)
    work.new += new
    work.changed += changed
    loaded.created += len(new)
    loaded.changed += len(changed)
    loaded.unchanged += len(rows) - len(new) - len(changed)


def _check(row: RegionRow) -> None:
    try:
        validate_region_code(row.code)
    except ValidationError as error:
        message = f"{row.code} {row.name}: {error.messages[0]}"
        raise RegionRowError(message) from error
    if not 0 < len(row.name) <= LONGEST_NAME:
        message = f"{row.code} has no name, or one that is too long"
        raise RegionRowError(message)


def _parent(work: _Work, row: RegionRow) -> Region | None:
    if not row.parent_code:
        return None
    parent = work.known.get(row.parent_code)
    if parent is None or parent.level >= row.level:
        message = f"{row.code} {row.name}: there is no higher region {row.parent_code} that it could belong to"
        raise RegionRowError(message)
    return parent


def _correct(region: Region, row: RegionRow, parent: Region | None) -> bool:
    """Bring ``region`` in line with its row and tell whether anything changed."""
    wanted = {
        "name": row.name,
        "short_name": row.short_names[0] if row.short_names else row.name,
        "level": row.level,
        "valid_until": row.valid_until or region.valid_until,
        "parent_id": parent.pk if parent else None,
    }
    differing = {key: value for key, value in wanted.items() if getattr(region, key) != value}
    for key, value in differing.items():
        setattr(region, key, value)
    return bool(differing)


def _refresh_paths() -> None:
    """Write the paths that do not agree with the tree.

    They are worked out here and not by one UPDATE over the table itself: PostgreSQL plans that one from what it knew
    of the table before the rows came in, and has been seen to compare every row with every other for minutes.
    """
    paths: dict[int, str] = {}
    wrong = []
    for region in Region.objects.only("pk", "parent_id", "path", "level").order_by("level", "pk"):
        above = paths.get(region.parent_id, "/") if region.parent_id else "/"
        paths[region.pk] = f"{above}{region.pk}/"
        if region.path != paths[region.pk]:
            region.path = paths[region.pk]
            wrong.append(region)
    Region.objects.bulk_update(wrong, ["path"], batch_size=BATCH)


def _link(work: _Work, rows: list[RegionRow]) -> None:
    """Write the aliases and successors that are still missing."""
    RegionAlias.objects.bulk_create(
        (RegionAlias(region=work.known[row.code], name=name) for row in rows for name in row.short_names[1:]),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    through = Region.successors.through
    through.objects.bulk_create(
        (
            through(from_region=work.known[row.code], to_region=work.known[code])
            for row in rows
            for code in row.successors
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


@transaction.atomic
def set_aliases(*, region: Region, names: list[str]) -> None:
    """Give ``region`` exactly the other names ``names``; the form that asks for it records the change."""
    region.aliases.exclude(name__in=names).delete()
    RegionAlias.objects.bulk_create((RegionAlias(region=region, name=name) for name in names), ignore_conflicts=True)
