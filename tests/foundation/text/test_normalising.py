import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.normalising import fold, join_spaced_han, one_line, squeeze_spaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("文明，城市", "文明,城市"),
        ("文\u200b明\ufeff", "文明"),
        ("a\u3000b\u00a0c\td", "a b c d"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("GDP", "GDP"),
        ("𠮷龘", "𠮷龘"),
        ("e\u200b\u0301", "é"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  a  b \n c　　d  ", "a b\nc d"), ("a\r\n\r\nb", "a\n\nb"), ("　　段首", "段首"), ("", "")],
)
def test_squeeze_spaces(text: str, expected: str) -> None:
    assert squeeze_spaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营 造 良 好 的 舆 论 环 境", "营造良好的舆论环境"),
        ("文 明 at home 城 市", "文明 at home 城市"),
        ("文明\n城市", "文明\n城市"),
    ],
)
def test_join_spaced_han(text: str, expected: str) -> None:
    assert join_spaced_han(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("文明，\n城 市", "文明，城市"), ("used at\nhome 家", "used at home 家"), ("  \n ", "")],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected
