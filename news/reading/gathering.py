"""Headlines gathered in one place shared out among the articles that have none beside them.

Neighbouring lines may be one article's kicker, headline and deck; each article takes one such group at most. The best
sharing out of all is found, not the best for one line after the other.
"""

from collections.abc import Callable, Sequence
from functools import cache

GROUP = 3
"""Kicker, headline and deck: an article's units at most."""
HEADED = 0.25
"""What it counts that an article has a headline at all."""
IN_ORDER = 0.04
"""What it counts at most that headlines come in the order of their articles."""
MOST_STORIES = 8
MOST_UNITS = 24
"""The cost doubles with every article; beyond this the lines are given out one by one."""

Sharing = tuple[tuple[int, int, int], ...]
"""Groups as (first unit, unit behind the last, article)."""


def share_out(
    count: int, stories: Sequence[int], *, fit: Callable[[int, int], float], ends: Callable[[int], bool]
) -> Sharing:
    """Share `count` neighbouring units out among the articles `stories`.

    `fit(unit, story)` says how well a unit fits an article (about 0 to 1); `ends(unit)` whether a unit closes its group
    (a deck or a signature does). Units that fit nowhere stay out.
    """
    if count > MOST_UNITS or len(stories) > MOST_STORIES:
        return ()

    fits = [[fit(unit, story) for story in stories] for unit in range(count)]

    @cache
    def best(position: int, free: int) -> tuple[float, Sharing]:
        if position == count:
            return 0.0, ()
        weight, sharing = best(position + 1, free)
        found = (weight - HEADED, sharing)
        for stop in range(position + 1, min(count, position + GROUP) + 1):
            for rank, story in enumerate(stories):
                if not free >> rank & 1:
                    continue
                weight, sharing = best(stop, free & ~(1 << rank))
                order = 1 - abs(position / count - rank / len(stories))
                weight += HEADED + IN_ORDER * order + sum(fits[unit][rank] for unit in range(position, stop))
                if weight > found[0]:
                    found = (weight, ((position, stop, story), *sharing))
            if ends(stop - 1):
                break
        return found

    return best(0, (1 << len(stories)) - 1)[1]
