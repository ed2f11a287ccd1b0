import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.normalising import normalise
from search.analysis.tokens import Phrase, is_han, phrase, rarest_of, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文明实践", ["文明", "明实", "实践", "践"]),
        ("中国，经济", ["中国", "国", "经济", "济"]),
        ("党", ["党"]),
        ("𠮷田龘", ["𠮷田", "田龘", "龘"]),
        ("covid-19疫情", ["covid-19", "covid", "19", "疫情", "情"]),
        ("c++ node.js 18.04", ["c++", "c", "node.js", "node", "js", "18.04", "18", "04"]),
        ("第19届", ["第", "19", "届"]),
        ("ひらがな", ["ひら", "らが", "がな", "な"]),
        ("…—《》%", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经济", Phrase(("经济",))),
        ("文明实践", Phrase(("文明", "明实", "实践"))),
        ("党", Phrase(("党",), is_prefix=True)),
        ("第19届", Phrase(("第", "19", "届"), is_prefix=True)),
        ("10月1日上午", Phrase(("10", "月", "1", "日上", "上午"))),
        ("covid-19", Phrase(("covid", "19"))),
        ("c++", Phrase(("c++",))),
        ("c++语言", Phrase(("c++", "c", "语言"))),
        ("。", None),
    ],
)
def test_phrase(text: str, expected: Phrase | None) -> None:
    assert phrase(text) == expected


def test_the_beginning_of_a_token_bounds_nothing() -> None:
    assert rarest_of(Phrase(("第", "19", "届"), is_prefix=True)) == ("第", "19")
    assert rarest_of(Phrase(("党",), is_prefix=True)) == ("党",)
    assert rarest_of(Phrase(("文明", "明实"))) == ("文明", "明实")


def test_is_han() -> None:
    assert [is_han(text) for text in ("文明", "𠮷", "a文", "5", "")] == [True, True, False, False, False]


def holds(document: list[str], wanted: Phrase) -> bool:
    size = len(wanted.tokens)
    for start in range(len(document) - size + 1):
        *first, last = document[start : start + size]
        same = last.startswith(wanted.tokens[-1]) if wanted.is_prefix else last == wanted.tokens[-1]
        if same and tuple(first) == wanted.tokens[:-1]:
            return True
    return False


@given(st.text(alphabet="文明实践，。 𠮷龘", min_size=1, max_size=30), st.data())
def test_every_stretch_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if wanted := phrase(normalise(text[start:end])):
        assert holds(tokens(normalise(text)), wanted)


@given(st.text(alphabet="文明实践，", max_size=20), st.text(alphabet="文明实践", min_size=2, max_size=4))
def test_what_is_not_in_a_text_is_not_found(text: str, word: str) -> None:
    wanted = phrase(word)
    assert wanted is not None
    assert holds(tokens(text), wanted) == (word in text)
