"""Credits in the styles that newspapers print them."""

import pytest

from news.reading import credits as credit_lines
from news.reading.columns import assign_column, role_of
from news.reading.names import split_names
from news.reading.records import Furniture, Guess, Item


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林小舟 何见山 摄", ["林小舟", "何见山"]),
        ("林小舟、何 山/摄", ["林小舟", "何山"]),
        ("（林小舟摄）", ["林小舟"]),
        ("本报记者 林小舟 摄影报道", ["林小舟"]),
        ("摄影：林小舟", ["林小舟"]),
        ("艾力·买买提 林小舟 摄", ["艾力·买买提", "林小舟"]),
        ("阿不都热合曼·吐尔逊/摄", ["阿不都热合曼·吐尔逊"]),
        ("林小舟·何山 摄", ["林小舟", "何山"]),
    ],
)
def test_photo_credit_lines(text: str, names: list[str]) -> None:
    signature = credit_lines.photo_credit(text)
    assert signature is not None
    assert signature.names == names


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("某市委常委、宣传部部长 林小舟", "某市委常委、宣传部部长", ["林小舟"]),
        ("林小舟（某县委宣传部副部长）", "某县委宣传部副部长", ["林小舟"]),
    ],
)
def test_author_lines(text: str, role: str, names: list[str]) -> None:
    signature = credit_lines.author_line(text)
    assert signature is not None
    assert (signature.role, signature.names, signature.is_post) == (role, names, True)


def test_author_note_at_the_end() -> None:
    found = credit_lines.author_note("文明在路上。（作者系某市文明办主任）")
    assert found is not None
    assert (found.names, found.is_post) == ([], True)
    assert credit_lines.author_note("文明在路上。") is None


def test_what_is_no_run_of_names() -> None:
    assert [split_names(text) for text in ("", "林 小舟好", "一二三四五六")] == [[], [], []]


def test_words_with_a_dot_between_are_no_name() -> None:
    assert credit_lines.byline("经验交流·征文启事") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("尹家和 寸丽", ["尹家和", "寸丽"]),
        ("李和平", ["李和平"]),
        ("张远和李舟", ["张远", "李舟"]),
        ("张远 和 李舟", ["张远", "李舟"]),
        ("李和平和张远", ["李和平", "张远"]),
    ],
)
def test_and_between_names_and_inside_one(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_dateline_gives_prefix_names_and_role() -> None:
    assert credit_lines.dateline("本报讯（记者 林小舟 通讯员 何山）近日") == ("本报讯", ["林小舟", "何山"], "记者")
    assert credit_lines.dateline("本报银川讯（见习记者 林小舟）近日") == ("本报银川讯", ["林小舟"], "记者")
    assert credit_lines.dateline("本报贵阳3月5日电 近日") == ("本报贵阳3月5日电", [], "")
    assert credit_lines.dateline("本报通讯员林小舟报道") == ("", [], "")
    assert credit_lines.dateline("近日，") == ("", [], "")


def test_a_label_goes_only_to_the_one_article_it_surely_heads() -> None:
    photo, signed, feature = Item("photo"), Item("signed_article"), Item("feature")
    items = [photo, signed, feature]
    assign_column(Furniture("新闻图片摄影赛", (3,), "label", 0.9), items, [0, 2])
    assign_column(Furniture("书记谈文明", (3,), "label", 0.9), items, [])
    assign_column(Furniture("经验交流", (3,), "label", 0.9), items, [2])
    assert [item.column for item in items] == ["新闻图片摄影赛", "书记谈文明", ""]
    assert photo.guesses["column"] == Guess((3,), 0.9)


@pytest.mark.parametrize(
    ("text", "role"),
    [("澄川纸业有限公司协办", "sponsor"), ("“澄川杯”", "sponsor"), ("官方微信", "channel"), ("要闻", "label")],
)
def test_furniture_says_what_it_is(text: str, role: str) -> None:
    assert role_of(text) == role
