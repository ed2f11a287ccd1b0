import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.normalising import compatible, normalise, normalise_mapped, taiwan_wording, to_simplified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文明实践", "文明实践"),
        ("文明實踐", "文明实践"),
        ("ＡＩ人工智能５Ｇ", "ai人工智能5g"),
        ("①号楼㎡", "1号楼m2"),
        ("经\u200b济", "经济"),
        ("𠮷田龘", "𠮷田龘"),
        ("葛\U000e0100城", "葛城"),
        ("半\ud800个", "半个"),
        ("İstanbul", "i̇stanbul".replace("i̇", "İ")),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_the_mainland_word_for_a_taiwan_word() -> None:
    assert taiwan_wording("網路軟體") == "网络软件"


def test_the_original_of_a_normalised_span() -> None:
    mapped = normalise_mapped("第①期：ｗｉｎ　文\u200b明……")
    start = mapped.text.index("文明")
    assert mapped.original[slice(*mapped.span(start, start + 2))] == "文\u200b明"
    start = mapped.text.index("win")
    assert mapped.original[slice(*mapped.span(start, start + 3))] == "ｗｉｎ"
    last = len(mapped.text) - 1
    assert mapped.original[slice(*mapped.span(last, last + 1))] == "…"


def test_invisible_characters_at_the_end_stay_outside() -> None:
    mapped = normalise_mapped("文明\u200b\u200b（Ａ")
    assert mapped.original[slice(*mapped.span(0, 2))] == "文明"
    mapped = normalise_mapped("Ａ文明\u200b")
    assert mapped.original[slice(*mapped.span(1, 3))] == "文明"


@given(st.text(max_size=60))
def test_the_map_agrees_with_the_plain_form(text: str) -> None:
    mapped = normalise_mapped(text)
    assert len(mapped.offsets) == len(mapped.text)
    assert list(mapped.offsets) == sorted(mapped.offsets)
    assert len(compatible(text)) == len(normalise(text))


@given(st.text(alphabet=st.characters(categories=["Lo", "Nd", "Po", "Zs", "Cf"]), max_size=60))
def test_the_mapped_text_of_ordinary_characters_is_the_normalised_one(text: str) -> None:
    assert normalise_mapped(text).text == normalise(text)


@given(st.text(max_size=60))
def test_simplifying_keeps_the_length(text: str) -> None:
    shown = text.encode("utf-8", "ignore").decode()
    assert len(to_simplified(shown)) == len(shown)
