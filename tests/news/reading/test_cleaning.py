"""Clean-ups of half-width signs: offered with their place, made on request, and taken back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.reading.cleaning import Cleanup, cleaned, cleanups, reversed_cleanups

WRAPPED = '澄川市开展活动,\n\n村民说:"好(真好)呀!"共1,800人\n10:30结束...'


def test_each_offer_names_line_and_place() -> None:
    assert [(each.line, each.offset, each.found, each.replacement) for each in cleanups(WRAPPED)][:3] == [
        (1, 7, ",", "，"),
        (3, 3, ":", "："),
        (3, 4, '"', "“"),
    ]


def test_accepted_ones_are_made_and_taken_back() -> None:
    offered = cleanups(WRAPPED)
    changed = cleaned(WRAPPED, offered)
    assert changed == "澄川市开展活动，\n\n村民说：“好（真好）呀！”共1,800人\n10:30结束……"
    assert cleaned(changed, reversed_cleanups(offered)) == WRAPPED
    assert cleaned(WRAPPED, offered[:1]) == WRAPPED.replace("动,", "动，")


def test_a_clean_up_of_another_text_is_refused() -> None:
    for stale in (Cleanup(1, 0, ",", "，"), Cleanup(9, 0, ",", "，")):
        with pytest.raises(ValueError, match="The text"):
            cleaned(WRAPPED, [stale])


@given(st.text(alphabet="澄川,.:!()\"'…-1a\n ，。", max_size=60), st.data())
def test_any_choice_is_reversible(text: str, data: st.DataObject) -> None:
    chosen = [each for each in cleanups(text) if data.draw(st.booleans())]
    assert cleaned(cleaned(text, chosen), reversed_cleanups(chosen)) == text
