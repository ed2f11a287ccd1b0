"""What every engine must do. It runs on the engine of the database the tests use: both, by ``make test-pg``."""

import datetime as dt

import pytest
from django.utils import timezone

from search import engines
from search.analysis.query import Word
from search.domain import index
from search.engines import Order, Scope
from search.engines.protocol import Engine, Overtaken
from search.models import Document, IndexState
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.search import document

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def engine() -> Engine:
    return engines.current()


def found(engine: Engine, *texts: str, order: Order = Order.RELEVANCE, **filters: object) -> set[int]:
    return set(engine.find_all([Word((text,)) for text in texts], Scope(now=NOW, **filters), order))  # type: ignore[arg-type]


def test_every_stretch_is_found_and_nothing_else(engine: Engine) -> None:
    one = document("文明实践中心", "中国，经济向好。第19届运动会。COVID-19 与 C++。𠮷田").pk
    document("文明", "实践。中国的经济。第19名 covid c")
    for text in (
        "文明实践",
        "明实",
        "实践中",
        "中心",
        "第19届",
        "covid-19",
        "covid 19",
        "c++",
        "𠮷田",
        "19届运动",
        "践",
    ):
        assert (text, one in found(engine, text)) == (text, True)
    for text in ("践文", "中国经济", "心中国", "第1届", "9届", "c#", "ovid"):
        assert (text, found(engine, text)) == (text, set())
    assert found(engine, "文明实践") == {one}


def test_one_character_is_found_wherever_it_stands(engine: Engine) -> None:
    keys = {document(title, "").pk for title in ("党建", "入党", "入党誓词")}
    document("团建", "")
    assert found(engine, "党") == keys


def test_all_words_must_be_there_in_any_form(engine: Engine) -> None:
    one = document("创建文明城市", "垃圾分类").pk
    document("创建文明城市", "别的")
    words = [Word(("创文", "创建文明城市")), Word(("垃圾",))]
    assert engine.find_all(words, Scope(now=NOW), Order.RELEVANCE) == [one]


def test_any_word_will_do_and_more_come_first(engine: Engine) -> None:
    one = document("别的", "垃圾").pk
    both = document("别的", "垃圾分类").pk
    document("无关", "无关")
    words = [Word(("垃圾",)), Word(("分类",))]
    assert engine.find_any(words, [2.0, 1.0], Scope(now=NOW), Order.RELEVANCE) == [both, one]
    assert set(engine.find_any(words, [2.0, 1.0], Scope(now=NOW), Order.DATE)) == {one, both}


def test_the_headline_comes_first(engine: Engine) -> None:
    in_text = document("别的事情", "垃圾" + "文" * 50, date=NOW - DAY).pk
    in_title = document("垃圾的事", "别的" + "文" * 50, date=NOW - 2 * DAY).pk
    words = [Word(("垃圾",))]
    assert engine.find_all(words, Scope(now=NOW), Order.RELEVANCE) == [in_title, in_text]
    assert engine.find_all(words, Scope(now=NOW), Order.DATE) == [in_text, in_title]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("filters", [{}, {"kind": "article"}], ids=["all", "filtered"])
def test_only_what_is_visible_now(engine: Engine, filters: dict[str, str], order: Order) -> None:
    shown = {
        document("垃圾", visible_from=NOW - DAY).pk,
        document("垃圾", visible_from=NOW).pk,
        document("垃圾", visible_from=NOW - DAY, visible_until=NOW + DAY).pk,
    }
    document("垃圾", visible_from=NOW + dt.timedelta(seconds=1))
    document("垃圾", visible_from=NOW - 2 * DAY, visible_until=NOW)
    assert found(engine, "垃圾", order=order, **filters) == shown


def test_filters(engine: Engine) -> None:
    region, topic = RegionFactory(), TopicFactory()
    date = dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)
    one = document(
        "垃圾", kind="psa", article_kind="news", columns=[7], regions=[region], topics=[topic], date=date, year=2026
    ).pk
    document("垃圾")
    filters = {
        "kind": ("psa", "page"),
        "article_kind": ("news", "photo"),
        "column": (7, 8),
        "region": (region.pk, region.pk + 1),
        "topic": (topic.pk, topic.pk + 1),
        "year": (2026, 2025),
    }
    for name, (right, wrong) in filters.items():
        assert (name, found(engine, "垃圾", **{name: right})) == (name, {one})
        assert (name, found(engine, "垃圾", **{name: wrong})) == (name, set())


def test_a_changed_document_is_found_by_its_new_text_only(engine: Engine) -> None:
    row = document("垃圾分类", "旧的")
    row.title = "志愿服务"
    row.save()
    index.enter([row])
    assert found(engine, "志愿") == {row.pk}
    assert found(engine, "垃圾") == set()
    index.enter([row])
    assert engine.frequencies(["志愿服务", "垃圾"]) == {"志愿服务": 1, "垃圾": 0}


def test_a_withdrawn_document_leaves_nothing_behind(engine: Engine) -> None:
    row = document("垃圾分类")
    index.withdraw([row.pk])
    assert found(engine, "垃圾") == set()
    assert engine.frequencies(["垃圾"]) == {"垃圾": 0}


def test_frequencies(engine: Engine) -> None:
    for title in ("垃圾分类", "垃圾站", "第19届", "第19名"):
        document(title, "")
    assert engine.frequencies(["垃圾", "垃圾分类", "第19届", "没有", "。"]) == {
        "垃圾": 2,
        "垃圾分类": 1,
        "第19届": 2,
        "没有": 0,
    }
    assert engine.total() == 4


def test_tally_and_keys(engine: Engine) -> None:
    keys = [document("垃圾", article_kind=kind).pk for kind in ("news", "news", "photo")]
    document("别的", kind="psa")
    assert sorted(engine.tally(keys)) == [("article", "news", 2020, 2), ("article", "photo", 2020, 1)]
    assert set(Document.objects.filter(pk__in=engine.among(keys[1:])).values_list("pk", flat=True)) == set(keys[1:])
    assert engine.tally([]) == []


@pytest.mark.parametrize("text", ['"', "* NEAR(", "a OR b", "' OR 1=1 --", "t:经济", "\\", "':*", "& | ! <-> ()", "%s"])
def test_what_readers_type_is_never_an_operator(engine: Engine, text: str) -> None:
    document("经济")
    word = Word((f"经济{text}经济",))
    assert word.phrases
    assert engine.find_all([word], Scope(now=NOW), Order.RELEVANCE) == []
    assert engine.find_any([word], [1.0], Scope(now=NOW), Order.RELEVANCE) == []


def test_a_very_long_document(engine: Engine) -> None:
    long = "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(70_000))
    row = document("长文", long)
    assert found(engine, long[:6]) == {row.pk}
    assert found(engine, long[30_000:30_002]) == {row.pk}


def test_a_rebuild_gives_the_same_index(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 2)
    keys = {document("垃圾分类").pk for _ in range(5)}
    batches: list[int] = []
    assert index.rebuild(batches.append) == 5
    assert batches == [2, 2, 1]
    assert found(engine, "垃圾分类") == keys
    assert engine.frequencies(["垃圾"]) == {"垃圾": 5}
    assert engine.size() > 0
    assert index.is_current()


def test_writers_go_on_during_a_rebuild(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 2)
    rows = [document("垃圾分类", "") for _ in range(6)]

    def change(row: Document) -> None:
        row.title = "志愿服务"
        row.save()
        index.enter([row])

    def remove(row: Document) -> None:
        index.withdraw([row.pk])
        row.delete()

    acts = [(change, rows[0]), (change, rows[5]), (remove, rows[1])]

    def meanwhile(_number: int) -> None:
        assert found(engine, "垃圾")
        while acts:
            act, row = acts.pop(0)
            act(row)

    index.rebuild(meanwhile)
    assert engine.frequencies(["垃圾", "志愿"]) == {"垃圾": 3, "志愿": 2}
    late = document("志愿服务", "")
    assert found(engine, "志愿") == {rows[0].pk, rows[5].pk, late.pk}
    assert found(engine, "垃圾") == {row.pk for row in rows[2:5]}


def test_a_second_rebuild_takes_over(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 1)
    key = document("垃圾").pk
    second = document("垃圾").pk
    started: list[int] = []

    def start_another(number: int) -> None:
        started.append(number)
        if len(started) == 1:
            index.rebuild(lambda _number: None)

    with pytest.raises(Overtaken):
        index.rebuild(start_another)
    assert found(engine, "垃圾") == {key, second}


def test_an_index_of_another_analysis_is_not_current() -> None:
    assert index.is_current()
    document("垃圾")
    assert index.is_current()
    IndexState.objects.filter(key=index.VERSION_KEY).update(value="0")
    assert not index.is_current()
    index.rebuild(lambda _number: None)
    assert index.is_current()


def test_the_clock_of_the_scope_counts(engine: Engine) -> None:
    row = document("垃圾", visible_from=timezone.now() - DAY, visible_until=timezone.now() + DAY)
    words = [Word(("垃圾",))]
    for moment, expected in ((timezone.now(), [row.pk]), (timezone.now() + 2 * DAY, [])):
        assert engine.find_all(words, Scope(now=moment), Order.DATE) == expected
