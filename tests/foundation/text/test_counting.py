"""The Word counter against the shared table, and its laws on any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foundation
from foundation.text.counting import RULE, Counts, count

TABLE = json.loads((Path(foundation.__file__).parent / "data" / "word-count-cases.json").read_text(encoding="utf-8"))


def test_the_table_is_of_this_rule() -> None:
    assert TABLE["rule"] == RULE


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: repr(case[0]))
def test_expected_values(case: list[int | str]) -> None:
    text, *expected, _evidence = case
    counts = count(str(text))
    assert [
        counts.words,
        counts.east_asian,
        counts.other_words,
        counts.characters,
        counts.characters_with_spaces,
    ] == expected


@given(st.text())
def test_words_are_the_sum_and_never_exceed_the_characters(text: str) -> None:
    counts = count(text)
    assert counts.words == counts.east_asian + counts.other_words
    assert counts.words <= counts.characters <= counts.characters_with_spaces <= len(text)


@given(st.text(), st.text())
def test_a_line_end_parts_what_is_counted(first: str, second: str) -> None:
    one, two = count(first), count(second)
    assert count(f"{first}\n{second}") == Counts(
        words=one.words + two.words,
        east_asian=one.east_asian + two.east_asian,
        other_words=one.other_words + two.other_words,
        characters=one.characters + two.characters,
        characters_with_spaces=one.characters_with_spaces + two.characters_with_spaces,
    )
