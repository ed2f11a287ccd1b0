import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.width import alphanumerics_to_half, to_full, to_half


@pytest.mark.parametrize(("half", "full"), [("ABC 1!", "ＡＢＣ　１！"), ("文明,", "文明，"), ("~", "～"), ("𠮷", "𠮷")])
def test_to_full_and_back(half: str, full: str) -> None:
    assert to_full(half) == full
    assert to_half(full) == half


def test_marks_without_a_half_form_stay() -> None:
    assert to_half("、。「」《》") == "、。「」《》"


def test_only_letters_and_digits_become_half() -> None:
    assert alphanumerics_to_half("ＧＤＰ增长６．５％，") == "GDP增长6．5％，"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ascii_comes_back(text: str) -> None:
    assert to_half(to_full(text)) == text
