"""What a screen may show at an instant: the rules that the player's script shares.

``site/assets/js/screen-rules.js`` says the same in the browser; both are held to one table of cases
(``tests/campaigns/screens/cases.json``). Times are milliseconds since 1970 UTC, minutes are those of the day in China,
which has had no summer time since 1991, days are counted since 1970.
"""

from typing import Any, Final, TypedDict

ZONE: Final = 8 * 3_600_000
"""Milliseconds by which China's clock is ahead of UTC."""
MINUTE: Final = 60_000
DAY: Final = 86_400_000
MINUTES_OF_DAY: Final = 1440
OFF: Final = "off"
FALLBACK: Final = "fallback"
ITEM: Final = "item"


class Frame(TypedDict):
    """What stands on the screen: ``shows`` is off, fallback or item; ``index`` the item's; ``since`` when it began."""

    shows: str
    index: int
    since: int


START: Final[Frame] = {"shows": FALLBACK, "index": -1, "since": 0}


def in_daypart(start: int, end: int, now: int) -> bool:
    """Tell whether the minute of the day lies from ``start`` to before ``end``; an end of 0 is midnight."""
    minute = (now + ZONE) // MINUTE % MINUTES_OF_DAY
    return start <= minute < (end or MINUTES_OF_DAY)


def may_show(item: dict[str, Any], now: int) -> bool:
    """Tell whether an item is valid at this instant: by the document's dates, the time it may be kept, the plan."""
    day = (now + ZONE) // DAY
    return (
        item["valid_from"] <= now
        and (item["valid_until"] is None or now < item["valid_until"])
        and (item["keep_until"] is None or now < item["keep_until"])
        and (item["first_day"] is None or item["first_day"] <= day)
        and (item["last_day"] is None or day <= item["last_day"])
        and in_daypart(item["from_minute"], item["until_minute"], now)
    )


def next_frame(program: dict[str, Any], frame: Frame, now: int) -> Frame:
    """Return what stands on the screen at ``now``, given what stood there.

    A clock behind the last server time proves nothing, so then only the fallback card is shown.
    """
    if now < program["server_time"]:
        return {"shows": FALLBACK, "index": -1, "since": now}
    if not in_daypart(program["opens"], program["closes"], now):
        return {"shows": OFF, "index": frame["index"], "since": now}
    items = program["items"]
    current = frame["index"]
    if frame["shows"] == ITEM and 0 <= current < len(items) and may_show(items[current], now):
        elapsed = now - frame["since"]
        if 0 <= elapsed < items[current]["seconds"] * 1000:
            return frame
    for step in range(1, len(items) + 1):
        index = (max(current, -1) + step) % len(items)
        if may_show(items[index], now):
            return {"shows": ITEM, "index": index, "since": now}
    return {"shows": FALLBACK, "index": current, "since": now}
