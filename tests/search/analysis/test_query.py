import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.query import MAX_LENGTH, MAX_WORDS, Query, parse, tidy
from search.analysis.segmenting import Segmenter, Vocabulary

PLAIN = Segmenter()
OURS = Segmenter(
    Vocabulary.of(["澄川市", "澄川市"], [("创文", ["创建文明城市", " "]), ("", ["空"]), ("創文", ["文明创建"])])
)


def words(text: str, segmenter: Segmenter = PLAIN) -> list[str]:
    return [word.text for word in parse(text, segmenter).matching]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经济发展", ["经济", "发展"]),
        ("经济 发展", ["经济", "发展"]),
        ("我国的经济", ["我国", "经济"]),
        ("第19届亚运会", ["第19届", "亚运会"]),
        ("10月1日", ["10月", "1日"]),
        ("１３６开幕", ["136", "开幕"]),
        ("COVID-19疫情", ["covid-19", "疫情"]),
        ("的", ["的"]),
        ("党", ["党"]),
        ("“文明实践”活动", ["文明实践", "活动"]),
        ("「文明，实践」", ["文明,实践"]),
        ("经济 经济", ["经济"]),
        ("《》", []),
        ("", []),
        ('"" *', []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_single_characters_beside_words_only_rank() -> None:
    query = parse("省 经济", PLAIN)
    assert [(word.text, word.matches) for word in query.words] == [("省", False), ("经济", True)]


def test_nothing_but_single_characters_is_looked_for_as_it_stands() -> None:
    assert words("甲乙 丙", PLAIN) in (["甲乙", "丙"], ["甲乙"])
    assert words("甲 丙", PLAIN) == ["甲", "丙"]


def test_the_words_of_the_installation_stay_whole() -> None:
    assert words("澄川市举办活动", OURS)[0] == "澄川市"


def test_synonyms_are_further_forms() -> None:
    (word,) = parse("创文", OURS).matching
    assert word.forms == ("创文", "创建文明城市", "文明创建")
    assert parse("創文", OURS).matching[0].forms == ("创文", "创建文明城市", "文明创建")
    assert parse("“创文”", OURS).matching[0].forms == ("创文",)


def test_mainland_wording_of_a_traditional_query() -> None:
    assert parse("網路", PLAIN).matching[0].forms == ("网路", "网络")
    assert [word.forms for word in parse("經濟", PLAIN).matching] == [("经济",)]


def test_a_short_stretch_is_first_looked_for_whole() -> None:
    whole = {text: parse(text, PLAIN).whole for text in ("区欧盟", "一二三四五六七", "a区", "区 盟")}
    assert {text: word.text for text, word in whole.items() if word} == {"区欧盟": "区欧盟"}


def test_stretches() -> None:
    assert parse("shell有用 经济", PLAIN).stretches == ("shell有用", "经济")


def test_tidy() -> None:
    assert tidy(" 文\x00明\t\u200b实\ud800践 ") == "文 明 实践"
    assert len(tidy("长" * 20_000)) == MAX_LENGTH


def test_a_long_text_uses_its_first_words() -> None:
    assert len(parse(" ".join(chr(0x4E00 + n) + chr(0x5E00 + n) for n in range(60)), PLAIN).words) == MAX_WORDS


@given(st.text(max_size=80))
def test_any_text_is_a_query(text: str) -> None:
    for segmenter in (PLAIN, OURS):
        query = parse(text, segmenter)
        assert isinstance(query, Query)
        assert all(word.phrases for word in query.words)
