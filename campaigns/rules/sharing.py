"""Sharing the slots of a month out among the valid ads (``docs/adr/0091-slots-shared-out-exactly.md``).

The categories share the slots by their shares, the ads of a category share its slots by their weights. The exact shares
are fractions; they are rounded to whole slots by a flow, so that every ad and every category gets its share to within
one slot, over the month and over each stretch in which the set of ads is the same. No ad is ever given a slot of a day
on which it is not valid. The same ads and month always give the same plan: nothing is drawn and nothing is remembered.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from campaigns.rules.rounding import Edge, rounded
from campaigns.rules.slots import SLOTS_A_DAY

PUSHED: Final = 3
"""How many times its weight an ad counts in the days of its campaign."""

Plan = dict[dt.date, tuple[int, ...]]
"""For each day the keys of its ads, slot by slot; a day without any valid ad is left out."""


@dataclass(frozen=True)
class Candidate:
    """An ad that may stand in the slots: ``first`` and ``last`` are its days, None where it has no limit."""

    key: int
    category: int
    weight: int = 1
    category_share: int = 1
    first: dt.date | None = None
    last: dt.date | None = None
    pushed_from: dt.date | None = None
    pushed_until: dt.date | None = None

    def is_valid(self, day: dt.date) -> bool:
        """Tell whether the ad may be shown on ``day``."""
        return _within(day, self.first, self.last)

    def weight_on(self, day: dt.date) -> int:
        """Return its weight on ``day``; 0 where it is not valid."""
        if not self.is_valid(day):
            return 0
        pushed = self.pushed_from is not None or self.pushed_until is not None
        return self.weight * (PUSHED if pushed and _within(day, self.pushed_from, self.pushed_until) else 1)


@dataclass(frozen=True)
class Stretch:
    """Days that follow each other and have the same weights; ``shares`` are parts of one, by ad."""

    days: tuple[dt.date, ...]
    shares: dict[int, Fraction]

    @property
    def slots(self) -> int:
        """How many slots there are to share out."""
        return len(self.days) * SLOTS_A_DAY


def _within(day: dt.date, first: dt.date | None, last: dt.date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def month_days(day: dt.date) -> list[dt.date]:
    """Return the days of the month of ``day``."""
    first = day.replace(day=1)
    return [each for offset in range(31) if (each := first + dt.timedelta(days=offset)).month == first.month]


def shares_on(day: dt.date, candidates: Sequence[Candidate]) -> dict[int, Fraction]:
    """Return each valid ad's share of the day's slots; they add up to one, or nothing is valid."""
    weights = {each.key: each.weight_on(day) for each in candidates}
    of_category: Counter[int] = Counter()
    shares: dict[int, int] = {}
    for each in candidates:
        if weights[each.key]:
            of_category[each.category] += weights[each.key]
            shares[each.category] = each.category_share
    whole = sum(shares.values())
    return {
        each.key: Fraction(shares[each.category], whole) * Fraction(weights[each.key], of_category[each.category])
        for each in candidates
        if weights[each.key] and shares[each.category]
    }


def stretches(days: Sequence[dt.date], candidates: Sequence[Candidate]) -> list[Stretch]:
    """Cut the days where a weight changes; days without any valid ad are left out."""
    found: list[Stretch] = []
    before: dict[int, Fraction] = {}
    for day in days:
        shares = shares_on(day, candidates)
        if shares and shares == before:
            found[-1] = Stretch((*found[-1].days, day), shares)
        elif shares:
            found.append(Stretch((day,), shares))
        before = shares
    return found


def counts(parts: Sequence[Stretch], category_of: dict[int, int]) -> list[dict[int, int]]:
    """Return how many slots each ad gets in each stretch: its share there and over all to within one slot.

    The same holds for the ads of a category together.
    """
    flow: dict[Edge, Fraction] = defaultdict(Fraction)
    for place, part in enumerate(parts):
        for key, share in part.shares.items():
            group = category_of[key]
            way = ("start", ("part", place), ("group", place, group), ("ad", key), ("category", group), "end")
            for edge in pairwise(way):
                flow[edge] += share * part.slots
    whole = rounded(flow)
    return [
        {key: whole[("group", place, category_of[key]), ("ad", key)] for key in part.shares}
        for place, part in enumerate(parts)
    ]


def in_turn(amounts: dict[int, int], *, first_day: dt.date) -> list[int]:
    """Return the keys in an order in which each stands as often as ``amounts`` says, spread evenly.

    No key stands twice in a row unless it must, having more than half of what is left. Among equals the order turns
    with the day, so that nobody who looks at the same hour each morning sees the same one.
    """
    whole = sum(amounts.values())
    keys = sorted(key for key, amount in amounts.items() if amount)
    left = dict(amounts)
    order: list[int] = []
    for place in range(whole):
        turned = first_day.toordinal() + place // SLOTS_A_DAY
        ranks = {key: (rank + turned) % len(keys) for rank, key in enumerate(keys)}
        free = [key for key in keys if left[key] and [key] != order[-1:]] or [key for key in keys if left[key]]
        pressing = [key for key in free if left[key] * 2 > whole - place]
        behind = {key: amounts[key] * (place + 1) - (amounts[key] - left[key]) * whole for key in free}
        chosen = max(pressing or free, key=lambda key: (behind[key], ranks[key]))
        left[chosen] -= 1
        order.append(chosen)
    return order


def plan_month(day: dt.date, candidates: Sequence[Candidate]) -> Plan:
    """Return the plan of the month in which ``day`` lies."""
    candidates = sorted(candidates, key=lambda each: each.key)
    parts = stretches(month_days(day), candidates)
    category_of = {each.key: each.category for each in candidates}
    plan: Plan = {}
    for part, amounts in zip(parts, counts(parts, category_of), strict=True):
        order = _order(part, amounts, category_of)
        for place, each in enumerate(part.days):
            plan[each] = tuple(order[place * SLOTS_A_DAY : (place + 1) * SLOTS_A_DAY])
    return plan


def _order(part: Stretch, amounts: dict[int, int], category_of: dict[int, int]) -> list[int]:
    """Return the keys of a stretch slot by slot: the categories take turns, and within each its ads."""
    by_category: dict[int, dict[int, int]] = defaultdict(dict)
    for key, amount in amounts.items():
        by_category[category_of[key]][key] = amount
    turns = {category: iter(in_turn(ads, first_day=part.days[0])) for category, ads in by_category.items()}
    sums = {category: sum(ads.values()) for category, ads in by_category.items()}
    return [next(turns[category]) for category in in_turn(sums, first_day=part.days[0])]
