import datetime as dt

from search.analysis.query import Query, Word, parse
from search.analysis.ranking import Candidate, Finder, Scorer, rank, weigh
from search.analysis.segmenting import Segmenter

NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
OLD = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
SEGMENTER = Segmenter()
FREQUENCIES = {"志愿": 20, "服务": 60, "垃圾": 5, "分类": 12}


def order(text: str, *texts: tuple[str, str], dates: tuple[dt.datetime, ...] = ()) -> list[int]:
    query = parse(text, SEGMENTER)
    words = weigh(query.words, FREQUENCIES, 100)
    given = [
        Candidate(number, headline, body, dates[number] if dates else OLD)
        for number, (headline, body) in enumerate(texts)
    ]
    return rank(query, words, given, NOW)


def test_the_headline_counts_more() -> None:
    assert order("垃圾", ("无关", "说垃圾的事"), ("说垃圾的事", "无关")) == [1, 0]


def test_all_words_before_some() -> None:
    assert order("垃圾 分类", ("", "垃圾垃圾垃圾"), ("", "垃圾和别的分类")) == [1, 0]


def test_the_rare_word_before_the_common() -> None:
    assert order("垃圾 服务", ("", "服务"), ("", "垃圾")) == [1, 0]


def test_near_words_before_far_ones() -> None:
    far = "垃圾" + "文" * 300 + "分类"
    assert order("垃圾 分类", ("", far), ("", "文" * 300 + "垃圾要分类")) == [1, 0]


def test_as_typed_before_scattered() -> None:
    assert order("垃圾分类", ("", "分类垃圾分分类类"), ("", "垃圾分类分分类类")) == [1, 0]


def test_the_newer_of_equals_first() -> None:
    assert order("垃圾", ("垃圾", ""), ("垃圾", ""), dates=(OLD, NOW)) == [1, 0]
    assert order("垃圾", ("垃圾", ""), ("垃圾", "")) == [1, 0]


def test_a_future_date_is_no_advantage_over_now() -> None:
    later = NOW + dt.timedelta(days=3000)
    query = parse("垃圾", SEGMENTER)
    scorer = Scorer(query, weigh(query.words, FREQUENCIES, 100), NOW)
    assert scorer.score(Candidate(1, "垃圾", "", later)) == scorer.score(Candidate(1, "垃圾", "", NOW))


def test_without_words_nothing_scores() -> None:
    assert Scorer(Query(""), [], NOW).score(Candidate(1, "文", "明", NOW)) == 0


def test_latin_words_are_whole_words() -> None:
    finder = Finder("art")
    assert finder.count("start art 艺术art展 arts") == 2
    assert finder.places("start art") == [(6, 9)]


def test_a_quoted_phrase_may_break_across_blanks() -> None:
    assert Finder("hello world").count("hello\nworld") == 1


def test_a_form_never_weighs_more_than_all_documents() -> None:
    (weighted,) = weigh([Word(("志愿", "服务"))], {"志愿": 80, "服务": 80}, 100)
    assert weighted.idf > 0
