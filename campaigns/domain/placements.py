"""Placing ads: entering, changing and moving placements; the accounts move along in the same transaction."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.domain.tallies import adjust
from campaigns.enums import Datum, PlacementState
from campaigns.models import Medium, Placement, PlacementPhoto, PsaFile
from campaigns.queries.ads import category_of, first_day_of, last_day_of
from campaigns.rules.datums import Point, to_wgs84
from campaigns.rules.months import FIRST_YEAR, LAST_YEAR
from campaigns.rules.placement_states import PLACEMENT_STATES
from foundation.domain.audit import record
from foundation.intake.codes import ALPHABET, CODE_LENGTH
from foundation.intake.states import move
from foundation.models import Organisation, Region, User
from media.domain.uploads import add_picture

DECIMALS: Final = 6
"""Of a degree: about a tenth of a metre."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """Everything that is entered of a placement. ``longitude`` and ``latitude`` are in ``datum``."""

    psa_file: PsaFile
    medium: Medium
    region: Region
    organisation: Organisation
    starts_on: dt.date
    ends_on: dt.date | None = None
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    datum: str = ""
    times_shown: int = 1
    surface_share: Any = None
    reference: str = ""
    note: str = ""


@transaction.atomic
def place_ad(
    *, details: Details, actor: User | None, up: bool = False, row_key: str | None = None, code: str = ""
) -> Placement:
    """Enter a placement, planned or already up since its first day; raises ``ValidationError``.

    A physical one takes a code of its own, unless ``code`` hands one on.
    """
    row = Placement(row_key=row_key)
    _fill(row, details)
    if details.medium.is_physical:
        row.code = code or _new_code()
    if up:
        if row.starts_on > timezone.localdate():
            raise ValidationError({"starts_on": _("This day has not come yet: it cannot be up. Enter it as planned.")})
        row.state, row.went_up_on = PlacementState.UP, row.starts_on
    row.full_clean(exclude=["code"])
    row.save()
    adjust(after=[row])
    record(verb="place_ad", subject=row, actor=actor, psa_file=details.psa_file.pk, state=str(row.state))
    return row


@transaction.atomic
def change_placement(*, placement: Placement, details: Details, actor: User | None) -> Placement:
    """Correct what was entered; raises ``ValidationError``. State and code stay."""
    row = _locked(placement)
    before = _locked(placement)
    _fill(row, details)
    if row.went_up_on and before.went_up_on == before.starts_on:
        row.went_up_on = row.starts_on
    if details.medium.is_physical and not row.code:
        row.code = _new_code()
    if row.ends_on != before.ends_on or row.psa_file_id != before.psa_file_id:
        row.over_told_at, row.over_told = None, 0  # a new end is told anew
    row.full_clean(exclude=["code"])
    row.save()
    adjust(before=[before], after=[row])
    record(verb="change_placement", subject=row, actor=actor)
    return row


@transaction.atomic
def move_placement(*, placement: Placement, to: PlacementState, actor: User | None, on: dt.date) -> Placement:
    """Move a placement by the table of its state; raises ``ForbiddenMoveError`` and ``ValidationError``.

    ``on`` is the day on which it went up or came down.
    """
    before = _locked(placement)
    if to == PlacementState.DOWN and before.went_up_on and on < before.went_up_on:
        raise ValidationError(_("It cannot come down before it went up."))
    changes: dict[str, Any] = {}
    if to == PlacementState.DOWN:
        changes["came_down_on"] = on
    elif before.went_up_on is None:
        changes["went_up_on"] = on
    row = move(row=before, table=PLACEMENT_STATES, to=to, verb="move_placement", actor=actor, **changes)
    adjust(before=[before], after=[row])
    return row


@transaction.atomic
def add_photo(*, placement: Placement, data: bytes, name: str, on: dt.date, actor: User | None) -> PlacementPhoto:
    """Keep a picture of the ad at its place; raises ``ValidationError`` with one sentence when it is refused."""
    picture = add_picture(data=data, name=name, title=_("Placement: %(place)s") % {"place": placement}, actor=actor)
    photo, made = PlacementPhoto.objects.get_or_create(placement=placement, picture=picture, defaults={"taken_on": on})
    if made:
        record(verb="add_placement_photo", subject=placement, actor=actor, picture=picture.pk)
    return photo


def details_of(row: Placement) -> Details:
    """Return what was entered of a placement."""
    return Details(
        psa_file=row.psa_file,
        medium=row.medium,
        region=row.region,
        organisation=row.organisation,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        address=row.address,
        longitude=None if row.given_longitude is None else float(row.given_longitude),
        latitude=None if row.given_latitude is None else float(row.given_latitude),
        datum=row.datum,
        times_shown=row.times_shown,
        surface_share=row.surface_share,
        reference=row.reference,
        note=row.note,
    )


@transaction.atomic
def recategorise(*, psa_id: int, category_id: int, actor: User | None) -> int:
    """Count an ad's placements under its new category; returns how many there were."""
    rows = Placement.objects.select_for_update().filter(psa_file__psa_id=psa_id).exclude(category_id=category_id)
    before = list(rows.select_related("region"))
    Placement.objects.filter(pk__in=[row.pk for row in before]).update(category_id=category_id)
    keys = [row.pk for row in before]
    adjust(before=before, after=Placement.objects.filter(pk__in=keys).select_related("region"))
    for row in before:
        record(verb="recategorise_placement", subject=row, actor=actor, category=category_id)
    return len(before)


def _locked(placement: Placement) -> Placement:
    return Placement.objects.select_for_update(of=("self",)).select_related("region").get(pk=placement.pk)


def _fill(row: Placement, details: Details) -> None:
    plain = ("psa_file", "medium", "region", "organisation", "starts_on", "ends_on", "address", "times_shown")
    for name in (*plain, "surface_share", "reference", "note"):
        setattr(row, name, getattr(details, name))
    row.category = category_of(details.psa_file)
    _check_days(details)
    row.datum = ""
    row.longitude = row.latitude = row.given_longitude = row.given_latitude = None
    if details.longitude is None and details.latitude is None:
        return
    if details.longitude is None or details.latitude is None or not details.datum:
        raise ValidationError({"longitude": _("A point needs longitude, latitude and coordinate system.")})
    given = Point(details.longitude, details.latitude)
    exact = to_wgs84(given, Datum(details.datum))
    row.datum = details.datum
    row.given_longitude, row.given_latitude = (_decimal(part) for part in given)
    row.longitude, row.latitude = (_decimal(part) for part in exact)


def _check_days(details: Details) -> None:
    for name, day in (("starts_on", details.starts_on), ("ends_on", details.ends_on)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError({name: _("Please check the year: %(first)s to %(last)s are taken.") % years})
    if has_expired(details.psa_file, details.starts_on):
        raise ValidationError({"starts_on": _("The ad is no longer valid on that day.")})
    begins = first_day_of(details.psa_file)
    if begins is not None and details.starts_on < begins:
        raise ValidationError({"starts_on": _("The ad is valid from %(day)s only.") % {"day": begins}})


def _decimal(degrees: float) -> Any:
    field = Placement.longitude.field
    return field.to_python(f"{degrees:.{DECIMALS}f}")


def has_expired(file: PsaFile, on: dt.date) -> bool:
    """Tell whether the ad may not be shown any more on that day."""
    last = last_day_of(file)
    return last is not None and on > last


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
        if not Placement.objects.filter(code=code).exists():
            return code


@transaction.atomic
def delete_placement(*, placement: Placement, actor: User | None) -> None:
    """Delete what was entered by mistake; raises ``ProtectedError`` where damage or copies hang on it."""
    row = _locked(placement)
    adjust(before=[row])
    record(verb="delete_placement", subject=row, actor=actor)
    row.delete()
