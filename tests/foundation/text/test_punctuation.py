import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.punctuation import Offer, apply, offers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文明,城市.", "文明，城市。"),
        ("共1,800人,用时10:30.", "共1,800人，用时10:30."),
        ('他说:"好的",走了', "他说：“好的”，走了"),
        ("组织(文明办)开展", "组织（文明办）开展"),
        ("见表(1)说明", "见表（1）说明"),
        ("等等...还有", "等等……还有"),
        ("等等…还有", "等等……还有"),
        ("等等……还有", "等等……还有"),
        ("等等。。。", "等等……"),
        ("以论促效--云南蒙自", "以论促效——云南蒙自"),
        ("see a.b, c;", "see a.b, c;"),
        ("“六进”,巡讲", "“六进”，巡讲"),
        ("网址http://a.cn/x", "网址http://a.cn/x"),
        ("好吗?好!", "好吗？好！"),
        ('"latin" words', '"latin" words'),
        ("", ""),
    ],
)
def test_all_offers_made(text: str, expected: str) -> None:
    assert apply(text, offers(text)) == expected


def test_an_offer_names_its_place() -> None:
    assert offers("文明,城市") == [Offer(2, 3, ",", "，")]


def test_one_offer_alone() -> None:
    text = "文明,城市,志愿"
    assert apply(text, offers(text)[1:]) == "文明,城市，志愿"


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no longer has"):
        apply("文明城市", [Offer(2, 3, ",", "，")])


def test_overlapping_offers_are_refused() -> None:
    with pytest.raises(ValueError, match="no longer has"):
        apply("文...", [Offer(1, 4, "...", "……"), Offer(2, 3, ".", "。")])


@given(st.text(st.sampled_from(list("文明a1 ,.;:?!()\"'…-。，“”/"))))
def test_offers_never_overlap_and_leave_nothing_to_offer_beside_han(text: str) -> None:
    found = offers(text)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))
    assert apply(text, []) == text
    apply(text, found)
