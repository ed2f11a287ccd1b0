"""What counts as a mention of a place, and what does not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.gazetteer import Gazetteer


def found(text: str) -> list[str]:
    return [mention.name for mention in Gazetteer.load().find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("包头市昆都仑区开展活动", ["包头市", "昆都仑区"]),
        ("云南蒙自强劲推进", ["云南", "蒙自"]),
        ("红河州蒙自、开远、个旧三市", ["红河州", "蒙自", "开远", "个旧"]),
        ("呼和浩特市新城区", ["呼和浩特市", "新城区"]),
        ("湖北省公安县", ["湖北省", "公安县"]),
        ("湖北公安", ["湖北", "公安"]),
        ("太原", ["太原"]),
        ("北京大学", ["北京"]),
        ("台湾省台北市", ["台湾省", "台北市"]),
        ("香港油尖旺区", ["香港", "油尖旺区"]),
        ("黔西南州", ["黔西南州"]),
        ("蒙自乡村振兴", ["蒙自"]),
        ("河南京剧团", ["河南"]),
        ("长江西岸", []),
        ("公安局", []),
        ("主城区和郊区", []),
        ("曲靖城区", ["曲靖"]),
        ("中山路与南京东路", []),
        ("上海大道", []),
        ("红河镇", []),
        ("长治久安", []),
        ("建成县级", []),
        ("同心圆", []),
        ("新兴产业", []),
        ("新乡贤", []),
        ("", []),
        ("市", []),
        ("𠮷太原龘", ["太原"]),
        ("蒙自、北京、通道", ["蒙自", "北京"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_mention_says_where_it_stands_and_who_bears_the_name() -> None:
    (mention,) = Gazetteer.load().find("在朝阳区")
    assert (mention.start, mention.end, mention.name) == (1, 4, "朝阳区")
    assert [place.code for place in mention.candidates] == ["110105", "220104"]


@given(
    st.lists(st.sampled_from(["云南", "蒙自", "省", "市", "朝阳区", "公安", "、", "县", "𠮷", " ", "路", "a", "城区"]))
)
def test_mentions_stand_in_order_without_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = Gazetteer.load().find(text)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    gazetteer = Gazetteer.load()
    mentions = gazetteer.find(text)
    assert len(gazetteer.resolve(mentions)) == len(mentions)
