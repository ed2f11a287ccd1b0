"""The rules of what a screen may show, by the shared table and by any instant."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.showing import DAY, MINUTES_OF_DAY, in_daypart, may_show
from tests.campaigns.screens.playing import CASES, played, program_for

BASE = 1_767_225_600_000
MOMENTS = st.integers(BASE - 3 * DAY, BASE + 3 * DAY)
MINUTES = st.integers(0, MINUTES_OF_DAY - 1)
ITEMS = st.fixed_dictionaries(
    {
        "seconds": st.integers(3, 600),
        "valid_from": MOMENTS,
        "valid_until": st.none() | MOMENTS,
        "keep_until": st.none() | MOMENTS,
        "first_day": st.none() | st.integers(20_450, 20_458),
        "last_day": st.none() | st.integers(20_450, 20_458),
        "from_minute": MINUTES,
        "until_minute": MINUTES,
    }
)
PROGRAMS = st.fixed_dictionaries(
    {"server_time": MOMENTS, "opens": MINUTES, "closes": MINUTES, "items": st.lists(ITEMS, max_size=5)}
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_table_of_cases(case: dict[str, Any]) -> None:
    frames = played(program_for(case), [step[0] for step in case["steps"]])

    assert [[frame["shows"], frame["index"]] for frame in frames] == [step[1:] for step in case["steps"]]


@given(program=PROGRAMS, instants=st.lists(MOMENTS, max_size=30))
def test_no_item_is_shown_at_an_instant_at_which_it_may_not_be(program: dict[str, Any], instants: list[int]) -> None:
    # The instants are in no order: a clock may be set back and forth under the player.
    for now, frame in zip(instants, played(program, instants), strict=True):
        if frame["shows"] == "item":
            item = program["items"][frame["index"]]
            assert may_show(item, now)
            assert item["valid_until"] is None or now < item["valid_until"]
            assert item["keep_until"] is None or now < item["keep_until"]
            assert now >= program["server_time"]
            assert in_daypart(program["opens"], program["closes"], now)


@given(program=PROGRAMS, instants=st.lists(MOMENTS, min_size=1, max_size=30))
def test_something_valid_is_never_held_back(program: dict[str, Any], instants: list[int]) -> None:
    for now, frame in zip(instants, played(program, instants), strict=True):
        trusted = now >= program["server_time"] and in_daypart(program["opens"], program["closes"], now)
        valid = trusted and any(may_show(item, now) for item in program["items"])
        assert (frame["shows"] == "item") is valid


@given(
    items=st.lists(
        ITEMS.map(lambda item: item | {"valid_from": 0, "valid_until": None, "keep_until": None}), min_size=1
    ),
)
def test_a_long_play_is_fair(items: list[dict[str, Any]]) -> None:
    plain = [item | {"first_day": None, "last_day": None, "from_minute": 0, "until_minute": 0} for item in items]
    program = {"server_time": 0, "opens": 0, "closes": 0, "items": plain}
    instants = list(range(BASE, BASE + 2 * 1000 * sum(item["seconds"] for item in plain), 1000))
    seen = [frame["index"] for frame in played(program, instants)]
    assert {index: seen.count(index) for index in set(seen)} == {
        index: 2 * item["seconds"] for index, item in enumerate(plain)
    }
