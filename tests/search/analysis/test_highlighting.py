import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from search.analysis.highlighting import mark, passage
from search.analysis.query import parse
from search.analysis.ranking import weigh
from search.analysis.segmenting import Segmenter, Vocabulary

SEGMENTER = Segmenter(Vocabulary.of([], [("创文", ["创建文明城市"])]))


def cut(text: str, question: str, limit: int = 40) -> str | None:
    query = parse(question, SEGMENTER)
    return passage(text, query, weigh(query.words, {}, 100), limit)


def test_marks_stand_in_the_original() -> None:
    assert mark("臺灣的軟體＜ＡＩ＞", parse("软体 ai", SEGMENTER)) == "臺灣的<mark>軟體</mark>＜<mark>ＡＩ</mark>＞"


def test_everything_else_is_escaped() -> None:
    assert (
        mark('<b>经济</b> & "1"', parse("经济", SEGMENTER))
        == "&lt;b&gt;<mark>经济</mark>&lt;/b&gt; &amp; &quot;1&quot;"
    )


def test_neighbours_share_a_mark() -> None:
    assert mark("经济发展好", parse("经济 发展", SEGMENTER)) == "<mark>经济发展</mark>好"


def test_synonyms_are_marked() -> None:
    assert mark("创建文明城市", parse("创文", SEGMENTER)) == "<mark>创建文明城市</mark>"


def test_single_characters_beside_words_are_not_marked() -> None:
    assert mark("省里的经济", parse("省 经济", SEGMENTER)) == "省里的<mark>经济</mark>"
    assert mark("党的", parse("党", SEGMENTER)) == "<mark>党</mark>的"


def test_nothing_to_mark() -> None:
    assert mark("经济", parse("《》", SEGMENTER)) == "经济"
    assert cut("经济", "文化") is None


def test_the_passage_begins_with_its_sentence() -> None:
    text = "前面的话很长。" * 10 + "后来经济好了。" + "再说别的事情。" * 10
    assert cut(text, "经济", 14) == "…后来<mark>经济</mark>好了。再说别的事情。…"


def test_the_passage_with_most_words_is_chosen() -> None:
    text = "只说经济。" + "别的。" * 60 + "经济和文化都说。"
    assert cut(text, "经济 文化") == "…<mark>经济</mark>和<mark>文化</mark>都说。"


def test_line_breaks_become_wide_blanks_and_controls_go() -> None:
    assert cut("一\x08段经济\n二段", "经济") == "一段<mark>经济</mark>\u3000二段"


def test_only_a_synonym_of_a_lone_short_query_is_there() -> None:
    assert cut("他们创建文明城市", "创文") == "他们<mark>创建文明城市</mark>"


@given(
    st.text(alphabet="经济发展，。<&\n ＡA\u200b𠮷…", max_size=80), st.sampled_from(["经济", "经济发展", "a", "𠮷 济"])
)
def test_marks_show_what_is_there(text: str, question: str) -> None:
    marked = mark(text, parse(question, SEGMENTER))
    assert unescape(re.sub("</?mark>", "", marked)) == text
