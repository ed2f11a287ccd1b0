"""The packaged data: complete, without pseudo-levels, one tree."""

from collections import Counter

import pytest

from foundation.gazetteer import Gazetteer, Place

ALL = tuple(Gazetteer.load().places.by_code.values())


def test_as_many_as_there_were() -> None:
    mainland = [place for place in ALL if place.valid_until is None and place.code[:2] not in {"71", "81", "82"}]
    assert Counter(place.level for place in mainland) == {1: 31, 2: 333, 3: 2842}


def test_all_provinces() -> None:
    assert {place.name for place in ALL if place.level == 1} >= {"台湾省", "香港特别行政区", "澳门特别行政区", "重庆市"}
    assert sum(place.level == 1 for place in ALL) == 34


def test_the_special_regions_and_taiwan_have_their_children() -> None:
    children = Counter(place.parent_code for place in ALL)
    assert (children["710000"], children["810000"], children["820000"]) == (20, 18, 8)


def test_no_pseudo_level_and_no_zone() -> None:
    assert [p.name for p in ALL if p.name in {"市辖区", "县"} or "直辖" in p.name or p.name.endswith("开发区")] == []


def test_every_place_hangs_on_one_above_it() -> None:
    codes = {place.code: place.level for place in ALL}
    assert [p.name for p in ALL if p.level > 1 and codes[p.parent_code] >= p.level] == []
    assert [p.name for p in ALL if p.level == 1 and p.parent_code] == []


@pytest.mark.parametrize(
    ("code", "name", "short_names", "parent"),
    [
        ("110105", "朝阳区", ("朝阳",), "110000"),
        ("429004", "仙桃市", ("仙桃",), "420000"),
        ("659001", "石河子市", ("石河子",), "650000"),
        ("500241", "秀山土家族苗族自治县", ("秀山", "秀山县"), "500000"),
        ("532500", "红河哈尼族彝族自治州", ("红河", "红河州"), "530000"),
        ("150000", "内蒙古自治区", ("内蒙古",), ""),
        ("640000", "宁夏回族自治区", ("宁夏",), ""),
        ("810000", "香港特别行政区", ("香港",), ""),
        ("152900", "阿拉善盟", ("阿拉善",), "150000"),
        ("232700", "大兴安岭地区", ("大兴安岭",), "230000"),
        ("150722", "莫力达瓦达斡尔族自治旗", ("莫力达瓦", "莫力达瓦旗"), "150700"),
        ("622926", "东乡族自治县", ("东乡", "东乡县"), "622900"),
        ("410104", "管城回族区", ("管城",), "410100"),
        ("429021", "神农架林区", ("神农架",), "420000"),
        ("310115", "浦东新区", ("浦东",), "310000"),
        ("130107", "井陉矿区", ("井陉矿区",), "130100"),
        ("371122", "莒县", ("莒县",), "371100"),
        ("150223", "达尔罕茂明安联合旗", ("达茂旗",), "150200"),
    ],
)
def test_names_and_parents(code: str, name: str, short_names: tuple[str, ...], parent: str) -> None:
    place = Gazetteer.load().place(code)
    assert place is not None
    assert (place.name, place.short_names, place.parent_code) == (name, short_names, parent)


def test_what_was_abolished_names_its_successors() -> None:
    abolished = [place for place in ALL if place.valid_until]
    assert len(abolished) == 20
    assert all(place.successors for place in abolished)
    assert Gazetteer.load().place("330104") == Place(
        "330104", "江干区", ("江干",), 3, "330100", abolished[0].valid_until, ("330102", "330114")
    )


def test_ancestors_and_line() -> None:
    gazetteer = Gazetteer.load()
    (mengzi,) = gazetteer.named("蒙自市")
    assert [place.short_name for place in gazetteer.ancestors(mengzi)] == ["云南", "红河"]
    assert {level: place.short_name for level, place in gazetteer.line(mengzi).items()} == {
        1: "云南",
        2: "红河",
        3: "蒙自",
    }


def test_unknown() -> None:
    assert Gazetteer.load().named("澄川市") == ()
    assert Gazetteer.load().place("990100") is None


@pytest.mark.parametrize("name", ["澄川", "澄川市", "云汀区", "云汀", "沐霞区", "沐霞", "禾渡县", "禾渡"])
def test_the_invented_names_are_no_real_place(name: str) -> None:
    assert Gazetteer.load().named(name) == ()
