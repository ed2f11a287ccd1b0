"""Which of several places of one name is meant."""

import pytest

from foundation.gazetteer import Gazetteer


def meant(text: str) -> list[str | None]:
    gazetteer = Gazetteer.load()
    return [place.code if place else None for place in gazetteer.resolve(gazetteer.find(text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("朝阳区", [None]),
        ("北京市朝阳区", ["110000", "110105"]),
        ("长春市朝阳区", ["220100", "220104"]),
        ("朝阳区是北京市的一个区", ["110105", "110000"]),
        ("吉林通化", ["220000", "220500"]),
        ("吉林省吉林市", ["220000", "220200"]),
        ("海南", ["460000"]),
        ("青海海南州", ["630000", "632500"]),
        ("大理", ["532900"]),
        ("大理市", ["532901"]),
        ("晋城城区", ["140500", "140502"]),
        ("江干区", ["330104"]),
        ("会泽、宣威在曲靖", ["530326", "530381", "530300"]),
        ("湖北仙桃市", ["420000", "429004"]),
    ],
)
def test_codes(text: str, codes: list[str | None]) -> None:
    assert meant(text) == codes


def test_places_named_in_a_text_once_each() -> None:
    gazetteer = Gazetteer.load()
    assert [place.name for place in gazetteer.named_in("曲靖会泽县与会泽，朝阳区")] == ["曲靖市", "会泽县"]
