"""The reader's stages by themselves: roles of display lines, headlines, labels, introductions, places."""

import pytest

from news.reading import read
from news.reading.assigning import Unit, compose, sign_bare
from news.reading.columns import assign_column, assign_sponsor, joined_labels
from news.reading.fronting import headlines_before
from news.reading.gathering import MOST_STORIES, share_out
from news.reading.headings import mark_roles
from news.reading.introductions import with_introductions
from news.reading.kinds import kind_of
from news.reading.lines import split_lines
from news.reading.parallels import parallel_lines
from news.reading.places import Part, region_of
from news.reading.printed import Block, join_lines
from news.reading.records import Furniture, Item
from news.reading.segmenting import Story
from news.reading.signs import ends_sentence
from news.reading.words import breaks_word


def blocks(text: str, *, display: bool = True) -> list[Block]:
    """Return one block for each line."""
    return [Block([line], display=display, text=line.text) for line in split_lines(text)]


def roles(text: str) -> list[str]:
    found = blocks(text)
    mark_roles(found)
    return [block.role for block in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("澄川市召开文明城市创建推进会\n\n林小舟 何见山", ["head", "byline"]),
        ("让文明之花常开\n——澄川市移风易俗的\n探索\n\n林小舟", ["head", "deck", "deck_more", "byline"]),
        ("——澄川市移风易俗探索\n林小舟", ["deck", "byline"]),
        ("◆办好身边小事\n让群众满意", ["subhead", "subhead_more"]),
        ("办好身边小事。", ["head"]),
        ("唱响文明之歌 绽放文明\n之花", ["head", "head"]),
        ("记者 林小舟", ["byline"]),
        ("扎实推进作风建设", ["head"]),
        ("“澄川杯”\n新风征文启事", ["head", "head"]),
        ("澄川纸业有限公司协办\n新风征文启事", ["label", "head"]),
        ("书记部长谈文明", ["label"]),
    ],
)
def test_roles_of_display_lines(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("text", "kicker", "headline", "deck"),
    [
        ("——澄川市移风易俗探索", "", "——澄川市移风易俗探索", ""),
        ("澄川市举办诚信兴商大集活动\n\n让守信者得实惠", "", "澄川市举办诚信兴商大集活动", "让守信者得实惠"),
        ("守正创新 担当作为\n\n接续奋斗 再开新局", "守正创新 担当作为", "接续奋斗 再开新局", ""),
        (
            "守正创新 担当作为\n\n澄川市召开文明城市推进会\n\n让城市 更有温度",
            "守正创新 担当作为",
            "澄川市召开文明城市推进会",
            "让城市 更有温度",
        ),
        ("“澄川杯”\n\n新风摄影大赛启事", "", "“澄川杯”新风摄影大赛启事", ""),
        ("蒙自市召开文明城市创建\n\n工作推进会", "", "蒙自市召开文明城市创建工作推进会", ""),
    ],
)
def test_kicker_headline_and_deck(text: str, kicker: str, headline: str, deck: str) -> None:
    found = blocks(text)
    mark_roles(found)
    for block in found:
        block.role = "head" if block.role == "label" else block.role
    parts = compose(found, double_spaced=False)
    assert ["".join(block.text for block in part) for part in (parts.kicker, parts.headline, parts.deck)] == [
        kicker,
        headline,
        deck,
    ]


def story(text: str, **fields: object) -> Story:
    made = Story(blocks(text, display=False))
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def test_a_bare_byline_signs_the_story_it_follows_else_the_next_else_none() -> None:
    brief, feature = story("本报讯（闻小满）近日，澄川市开展活动。"), story("清晨，村口热闹起来。")
    follows, precedes, nowhere = (Unit(signature=blocks("林小舟"), before=before) for before in (1, 0, 0))
    precedes.after = 1
    assert sign_bare([nowhere], [brief]) == [nowhere]
    assert sign_bare([precedes], [brief, feature]) == []
    assert [block.text for block in feature.signature] == ["林小舟"]
    assert sign_bare([follows], [brief, feature]) == [follows]


def test_a_label_on_two_lines_is_one_label() -> None:
    groups = joined_labels(blocks("全国精神文明建设\n经验交流征文\n澄川纸业有限公司协办"))
    assert [[block.text for block in group] for group in groups] == [
        ["全国精神文明建设", "经验交流征文"],
        ["澄川纸业有限公司协办"],
    ]


def test_a_photo_label_heads_the_photo_beside_it_with_its_sponsor() -> None:
    items = [Item("photo"), Item("photo")]
    label = Furniture("新闻图片摄影赛", (3,), "label", 0.9)
    assert assign_column(label, items, []) is None
    assert assign_column(label, items, [1]) is items[1]
    for number, text in ((4, "“澄川杯”"), (5, "澄川纸业有限公司协办")):
        assign_sponsor(Furniture(text, (number,), "sponsor", 0.9), items[1])
    assert (items[1].sponsor, items[1].guesses["sponsor"].lines) == ("“澄川杯”澄川纸业有限公司协办", (4, 5))


def test_sponsor_after_a_certain_label_goes_to_the_article() -> None:
    page = (
        "全国精神文明建设新闻图片摄影赛\n\n“澄川杯”\n\n5月10日，河南省栾川县潭头镇的村民在新修的水渠边清洗蔬菜，"
        "水渠去年秋天修成，一年四季流水不断。\n\n周知白 摄\n"
    )
    [item] = read(page).items
    assert (item.column, item.sponsor) == ("全国精神文明建设新闻图片摄影赛", "“澄川杯”")


def test_gathered_headlines_go_where_they_fit_best_in_all() -> None:
    fits = {(0, 7): 0.6, (1, 7): 0.5, (2, 4): 0.1, (2, 7): 0.2}
    shared = share_out(3, [4, 7], fit=lambda unit, index: fits.get((unit, index), 0.0), ends=lambda _: False)
    assert shared == ((0, 2, 7), (2, 3, 4))
    assert share_out(3, [4, 7], fit=lambda *_: 0.0, ends=lambda _: True) == ((0, 1, 4), (2, 3, 7))
    assert share_out(1, range(MOST_STORIES + 1), fit=lambda *_: 1.0, ends=lambda _: False) == ()


def parallel(text: str) -> list[str]:
    lines = split_lines(text)
    found = parallel_lines(lines, [ends_sentence(line.text) for line in lines])
    return [lines[index].text for index in sorted(found)]


def test_subheads_are_told_by_their_like() -> None:
    assert parallel(
        "从“没人管”到“大家管”\n老城区不到一公里，却挤着两百家店铺。\n从“学校教”到“全家学”\n城里有三十六所中小学。\n"
    ) == ["从“没人管”到“大家管”", "从“学校教”到“全家学”"]
    assert parallel("挖出来，让历史开口\n县里请来专家。\n做起来，让手艺变现\n村村有手艺。\n") == [
        "挖出来，让历史开口",
        "做起来，让手艺变现",
    ]
    assert parallel("说起来，他也不容易\n大家都点头。\n走出去，天地就宽了\n村村有手艺。\n") == []
    assert parallel("会议指出，全市要进一步\n抓好落实。\n会议强调，全市要进一步\n抓好落实。\n") == []


def test_headlines_taken_for_a_paragraphs_beginning_are_given_back() -> None:
    text = "四百志愿者敲门\n桂东县山高谷深散落着一百多个\n村民小组过去想看一场戏老人要\n走十几里。\n"
    assert headlines_before(split_lines(text)) == 1
    assert headlines_before(split_lines(text.replace("敲门", "敲门，"))) == 0


def test_an_introduction_printed_last_comes_first() -> None:
    told = story(
        "老城区的街道分成十二段。\n门前堆放不再有。\n浙江省江山市地处三省交界，人来车往。",
        subheads=[(0, blocks("大家管"))],
    )
    [result], edges = with_introductions([told], [(None, 0), (0, None)])
    assert result.paragraphs[0].text == "浙江省江山市地处三省交界，人来车往。"
    assert ([position for position, _ in result.subheads], result.doubts) == ([1], ["introduction"])
    assert edges == [(None, 0), (0, None)]


def test_a_last_section_of_one_paragraph_is_no_introduction() -> None:
    told = story("甲段在前面讲完了。\n浙江省江山市地处三省交界。", subheads=[(0, blocks("一")), (1, blocks("二"))])
    [result], _edges = with_introductions([told], [])
    assert result.paragraphs[0].text == "甲段在前面讲完了。"


def test_a_caption_without_credit_is_a_photo_with_a_doubt() -> None:
    kind = kind_of(headline="", paragraphs=["图为村民在水渠边洗菜。"], is_brief=False, photographers=[], signatures=[])
    assert kind == ("photo", 0.7)
    [item] = read("图为5月10日，河南省栾川县潭头镇的村民在新修的水渠边清洗蔬菜，一年四季流水不断。\n").items
    assert (item.kind, item.doubts) == ("photo", ["kind"])


def test_an_author_named_at_the_end_is_the_byline() -> None:
    note = "（作者系四川省剑阁县委书记 杜若川）"
    text = f"让文明之花在基层扎根\n\n文明新风要靠规则引导，更要靠人心相印，一件一件把小事办成。{note}\n"
    [item] = read(text).items
    assert (item.kind, item.byline, item.guesses["byline"].lines) == ("signed_article", "杜若川", (3,))
    assert item.credits[0].lines == (3,)


def test_breaks_of_words_numbers_and_latin() -> None:
    assert breaks_word("志愿服", "务队伍")
    assert breaks_word("投入24", "00万元")
    assert breaks_word("上线Ap", "p平台")
    assert not breaks_word("", "务队伍")
    assert not breaks_word("活动结束。", "随后")
    assert join_lines(["上线Ap", "p平台"]) == "上线App平台"
    assert join_lines(["the city", "of letters"]) == "the city of letters"


def test_one_short_name_in_passing_is_no_region() -> None:
    assert region_of([Part("师傅们上门修水、修电、修锁。", 1.0)], []).code == ""
    assert region_of([Part("栾川县开展活动。", 1.0)], []).county == "栾川县"


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("在汉中市南郑区，临江社区的居民何秀英第一个发言，临江社区记下。", "南郑区"),
        ("村民卫东来说，新绛县的老戏台活了。", "新绛县"),
        ("蒙自市区处处是红马甲，蒙自变了样。", "蒙自市"),
        ("重庆渝中的楼道里，渝中区的志愿者忙着。", "渝中区"),
    ],
)
def test_a_piece_of_another_name_is_no_place(text: str, county: str) -> None:
    assert region_of([Part(text, 2.0)], []).county == county


def test_lines_of_a_spaced_out_name_keep_its_words_apart() -> None:
    [line] = split_lines("宣 传 部 部 长   杜 若 川")
    assert line.text == "宣传部部长 杜若川"
    assert split_lines("宣   传   部   部   长   们")[0].text == "宣传部部长们"
