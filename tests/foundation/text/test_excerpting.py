import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.excerpting import excerpt
from foundation.text.normalising import one_line


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("文明城市。", 10, "文明城市。"),
        ("文明城市。志愿服务在行动。", 8, "文明城市。"),
        ("他说：“好！”大家都笑了，笑得很开心。", 8, "他说：“好！”"),
        ("文明城市创建工作，志愿服务在行动", 10, "文明城市创建工作…"),
        ("短。后面这一句很长很长很长很长", 10, "短。后面这一句很长…"),
        ("一二三四五六七八九十", 4, "一二三…"),
        ("一\n二　三", 3, "一二三"),
        ("版本 alpha 发布会", 6, "版本…"),
        ("第一句。\n第二句！第三句", 8, "第一句。第二句！"),
        ("It ends. Then more words follow here", 12, "It ends."),
        ("葛\U000e0100葛\U000e0100葛\U000e0100", 4, "葛\U000e0100…"),
        ("增长6.5%，全年", 5, "增长…"),
        ("wenxuan.example.cn/abc", 8, "wenxuan…"),
        ("", 5, ""),
        ("一二", 1, "…"),
    ],
)
def test_excerpt(text: str, limit: int, expected: str) -> None:
    assert excerpt(text, limit) == expected


def test_no_room_is_refused() -> None:
    with pytest.raises(ValueError, match="room for at least one"):
        excerpt("文明", 0)


@given(st.text(), st.integers(1, 60))
def test_an_excerpt_fits_and_begins_as_the_text(text: str, limit: int) -> None:
    cut = excerpt(text, limit)
    assert len(cut) <= limit
    assert one_line(text).startswith(cut.removesuffix("…"))
