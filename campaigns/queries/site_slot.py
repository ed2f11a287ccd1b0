"""Which ad stands on this site's pages now (``campaigns/rules/sharing.py`` shares the slots out)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from campaigns.models import PsaPage
from campaigns.rules.sharing import Candidate, Plan, plan_month
from campaigns.rules.slots import SLOTS_A_DAY, slot_at, start_of_slot
from media.queries import with_renditions
from media.specs import FIGURE

_CACHE_KEY = "campaigns.site_slot"
PLANS_KEPT = 4


@dataclass(frozen=True)
class PlannedSlot:
    """One slot of a day as the desk sees it."""

    starts: dt.datetime
    psa: PsaPage | None


@dataclass(frozen=True)
class _Kept:
    """What the cache holds: the ad of one slot."""

    day: dt.date
    slot: int
    psa: PsaPage | None


def ad_of_the_moment(now: dt.datetime | None = None) -> PsaPage | None:
    """Return the ad that stands on the site's pages at ``now`` (default: the present), or None where none is valid.

    Its picture has its renditions, so that showing it costs nothing more. It is kept for ``FURNITURE_SECONDS``, and
    its dates are looked at each time; without that each page asks the same few queries, however many ads there are.
    """
    moment = now or timezone.now()
    day, slot = slot_at(moment)
    kept: _Kept | None = cache.get(_CACHE_KEY) if settings.FURNITURE_SECONDS else None
    fits = kept is not None and (kept.day, kept.slot) == (day, slot)
    if kept is None or not fits or (kept.psa is not None and not kept.psa.is_showable(moment)):
        kept = _Kept(day, slot, _with_picture(_standing(moment)))
        cache.set(_CACHE_KEY, kept, settings.FURNITURE_SECONDS)
    return kept.psa


def forget_ad() -> None:
    """Take the ad out of the cache: the next page asks anew."""
    cache.delete(_CACHE_KEY)


def slots_of(day: dt.date) -> list[PlannedSlot]:
    """Return the planned slots of ``day``, from 6:00 to midnight."""
    psas = _psas()
    keys = _plan(day, psas.values()).get(day, ())
    return [PlannedSlot(start_of_slot(day, slot), psas[keys[slot]] if keys else None) for slot in range(SLOTS_A_DAY)]


def _standing(now: dt.datetime) -> PsaPage | None:
    """Return the planned ad, else the next of the day that may be shown: one that goes at noon leaves its place."""
    day, slot = slot_at(now)
    psas = _psas()
    keys = _plan(day, psas.values()).get(day, ())
    planned = (psas[key] for key in (*keys[slot:], *keys[:slot]))
    return next((psa for psa in planned if psa.is_showable(now)), None)


def _psas() -> dict[int, PsaPage]:
    """Return the published ads that take part, whatever their dates."""
    found = PsaPage.objects.live().public().filter(weight__gt=0, expired=False)
    return {psa.pk: psa for psa in found.select_related("category", "master", "recording__poster")}


def _plan(day: dt.date, psas: Iterable[PsaPage]) -> Plan:
    return _plan_of(day.replace(day=1), tuple(_candidate(psa) for psa in psas))


@lru_cache(maxsize=PLANS_KEPT)
def _plan_of(month: dt.date, candidates: tuple[Candidate, ...]) -> Plan:
    """Make the plan, or return the one made of exactly these ads."""
    return plan_month(month, candidates)


def _candidate(psa: PsaPage) -> Candidate:
    """Return the ad as the plan sees it: it begins when it was published, and ends with the rights in its works."""
    works = [work for work in (psa.master, psa.recording) if work is not None]
    starts = [psa.valid_from, _day(psa.first_published_at), _day(psa.go_live_at)]
    ends = [psa.valid_until, _day(psa.expire_at), *(work.valid_to for work in works)]
    return Candidate(
        key=psa.pk,
        category=psa.category_id,
        weight=psa.weight,
        category_share=psa.category.share,
        first=max((day for day in starts if day is not None), default=None),
        last=min((day for day in ends if day is not None), default=None),
        pushed_from=psa.pushed_from,
        pushed_until=psa.pushed_until,
    )


def _day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else timezone.localdate(moment)


def _with_picture(psa: PsaPage | None) -> PsaPage | None:
    """Fetch the renditions that the page shows."""
    face = psa.face if psa is not None else None
    if psa is None or face is None:
        return psa
    shown = with_renditions([face.pk], FIGURE).get()
    if psa.master is not None:
        psa.master = shown
    elif psa.recording is not None:
        psa.recording.poster = shown
    return psa
