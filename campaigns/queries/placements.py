"""Placements by code, and what is to be taken down."""

import datetime as dt

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from campaigns.models import Placement, PsaPage
from campaigns.models.placements import LIVE_STATES
from foundation.models import Organisation, User
from foundation.secrets.indexing import code as fold_code
from media.models import Picture


def placement_of_code(text: str) -> Placement | None:
    """Return the placement at the sticker of this code: the one that hangs there now, else the latest."""
    code = fold_code(text)
    if not code:
        return None
    live = Case(When(state__in=LIVE_STATES, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = listed().filter(code=code).annotate(rank=live)
    return rows.order_by("rank", "-starts_on", "-pk").first()


def placements_under(path: str) -> int:
    """Return how many placements there are of ads whose place in the page tree begins with ``path``."""
    return Placement.objects.filter(psa_file__psa__path__startswith=path).count()


def listed() -> "QuerySet[Placement]":
    """Return placements with everything a list shows, in one query."""
    return Placement.objects.select_related("psa_file__psa", "category", "medium", "region", "organisation")


def up_from(day: dt.date) -> Q:
    """Return the condition that a placement was up on ``day`` or later; it ends as ``Placement.last_up_on`` says."""
    hung = (Q(came_down_on=None) | Q(came_down_on__gte=day)) & (Q(ends_on=None) | Q(ends_on__gte=day))
    return Q(went_up_on__isnull=False) & (Q(went_up_on__gte=day) | hung)


def up_until(day: dt.date) -> Q:
    """Return the condition that a placement was up on ``day`` or earlier."""
    return Q(went_up_on__lte=day)


def to_take_down(now: dt.datetime | None = None) -> "QuerySet[Placement]":
    """Return what still hangs at ``now`` although its own time is over, or its ad may not be shown any more.

    What ran in a medium without a place has nothing to take down; ``finished`` returns it.
    """
    return _over(now).filter(medium__is_physical=True)


def finished(now: dt.datetime | None = None) -> "QuerySet[Placement]":
    """Return what ran in a medium without a place, such as a newspaper, and is over at ``now``."""
    return _over(now).filter(medium__is_physical=False)


def _over(now: dt.datetime | None) -> "QuerySet[Placement]":
    moment = now or timezone.now()
    day = timezone.localdate(moment)
    picture = Q(psa_file__picture__isnull=False) & ~Q(psa_file__picture__in=Picture.objects.usable(day))
    over = Q(ends_on__lt=day) | Q(psa_file__psa__in=PsaPage.objects.over(moment)) | picture
    return listed().filter(over, state__in=LIVE_STATES)


def over_for(user: User) -> "QuerySet[Placement]":
    """Return what this person is to take down: everything for those who keep the placements, else the own unit's."""
    over = to_take_down()
    return over if user.has_perm("campaigns.change_placement") else over.filter(organisation__in=units_of(user))


def addresses_of(unit: Organisation | None) -> list[str]:
    """Return the addresses of the people of a unit, or of the nearest one above that has any."""
    while unit is not None:
        members = User.objects.filter(organisation=unit, is_active=True).exclude(email="").order_by("pk")
        if found := list(members.values_list("email", flat=True)):
            return found
        unit = unit.parent
    return []


def units_of(user: User) -> list[int]:
    """Return the keys of the user's own unit and of all below it; nothing for somebody without a unit."""
    found = [user.organisation_id] if user.organisation_id else []
    layer = found
    while layer:
        layer = list(
            Organisation.objects.filter(parent_id__in=layer).exclude(pk__in=found).values_list("pk", flat=True)
        )
        found = [*found, *layer]
    return found
