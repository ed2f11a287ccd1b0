import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from foundation.domain.region_rows import packaged_rows, rows_from_csv
from foundation.domain.regions import Loaded, RegionRow, RegionRowError, load_regions, set_aliases
from foundation.enums import RegionLevel
from foundation.models import AuditLine, Region
from tests.factories.foundation import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

CITY = RegionRow("990100", "澄川市", RegionLevel.CITY, short_names=("澄川",))
COUNTY = RegionRow("990102", "霁湖区", RegionLevel.COUNTY, "990100", ("霁湖", "霁湖新区"))


def test_an_invented_city_comes_in_whatever_the_order() -> None:
    actor = UserFactory.create()
    assert load_regions(rows=[COUNTY, CITY], actor=actor) == Loaded(created=2)
    county = Region.objects.get(code="990102")
    city = Region.objects.get(code="990100")
    assert (county.name, county.short_name, county.parent, county.level) == ("霁湖区", "霁湖", city, 3)
    assert (city.path, county.path) == (f"/{city.pk}/", f"/{city.pk}/{county.pk}/")
    assert [alias.name for alias in county.aliases.all()] == ["霁湖新区"]
    line = AuditLine.objects.get()
    assert (line.verb, line.actor, line.detail) == ("load_regions", actor, {"created": 2, "changed": 0})


def test_twice_changes_nothing_more() -> None:
    load_regions(rows=[CITY, COUNTY])
    assert load_regions(rows=[CITY, COUNTY]) == Loaded(unchanged=2)
    assert AuditLine.objects.count() == 1


def test_a_corrected_row_corrects_and_editors_work_stays() -> None:
    load_regions(rows=[CITY, COUNTY])
    county = Region.objects.get(code="990102")
    county.aliases.create(name="编辑所加")
    county.valid_until = dt.date(2026, 1, 1)
    county.save()
    assert load_regions(rows=[CITY, dataclasses.replace(COUNTY, name="霁湖县")]) == Loaded(changed=1, unchanged=1)
    county.refresh_from_db()
    assert (county.name, county.valid_until) == ("霁湖县", dt.date(2026, 1, 1))
    assert {alias.name for alias in county.aliases.all()} == {"霁湖新区", "编辑所加"}


def test_a_moved_row_takes_everything_below_along() -> None:
    other = RegionRow("990200", "澄溪市", RegionLevel.CITY)
    town = RegionRow("990102001", "样例街道", RegionLevel.TOWNSHIP, "990102")
    load_regions(rows=[CITY, other, COUNTY, town])
    load_regions(rows=[dataclasses.replace(COUNTY, parent_code="990200"), town])
    keys = dict(Region.objects.values_list("code", "pk"))
    assert Region.objects.get(code="990102001").lineage == (keys["990200"], keys["990102"], keys["990102001"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (RegionRow("99010", "短", 2), "99010 短"),
        (RegionRow("990102", "孤区", 3, "990900"), "990900"),
        (RegionRow("990100", "", 2), "no name"),
        (RegionRow("990100", "长" * 61, 2), "too long"),
        (RegionRow("990100", "层", 6), "level"),
        (RegionRow("990103", "同级", 2, "990100"), "990100"),
    ],
)
def test_a_wrong_row_changes_nothing(row: RegionRow, sentence: str) -> None:
    with pytest.raises(RegionRowError, match=sentence):
        load_regions(rows=[CITY, row] if row.code != "990100" else [row])
    assert Region.objects.count() == 0


def test_the_packaged_data_load_and_load_again(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_regions")
    call_command("load_regions")
    assert capsys.readouterr().out == "3275 created, 0 changed, 0 unchanged\n0 created, 0 changed, 3275 unchanged\n"
    county = Region.objects.get(code="532503")
    names = dict(Region.objects.values_list("pk", "name"))
    assert [names[key] for key in county.lineage] == ["云南省", "红河哈尼族彝族自治州", "蒙自市"]
    abolished = Region.objects.get(code="330104")
    assert set(abolished.successors.values_list("code", flat=True)) == {"330102", "330114"}


def test_packaged_rows_name_their_parents_first() -> None:
    rows = packaged_rows()
    assert {row.parent_code for row in rows} - {row.code for row in rows} == {""}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_townships_and_villages_from_a_file(tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    load_regions(rows=[CITY, COUNTY])
    file = tmp_path / "towns.csv"
    lines = [
        "code,name,short_name,level,parent,valid_until",
        "990102001,样例镇,样例,,,",
        "990102001201,样例村,,,,",
        "990103,榆桥区,榆桥,3,990100,2025-01-01",
    ]
    file.write_text("\n".join(lines), encoding=encoding)
    call_command("load_regions", file=file)
    assert capsys.readouterr().out == "3 created, 0 changed, 0 unchanged\n"
    village = Region.objects.get(code="990102001201")
    assert (village.level, village.short_name, village.parent) == (5, "样例村", Region.objects.get(code="990102001"))
    assert Region.objects.get(code="990103").valid_until == dt.date(2025, 1, 1)


def test_levels_and_parents_of_six_digits(tmp_path: Path) -> None:
    file = tmp_path / "six.csv"
    file.write_text("code,name\n990000,样例省\n990100,澄川市\n990102,霁湖区\n", encoding="utf-8")
    assert [(row.level, row.parent_code) for row in rows_from_csv(file)] == [(1, ""), (2, "990000"), (3, "990100")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "heading line"),
        (b"a,b\n1,2\n", "heading line"),
        (b"\x00\x01\x02code,name", "no text file"),
        (b"\xff\xff\xff", "no text file"),
        ("code,name,level\n990100,澄川市,x\n".encode(), "line 2"),
        ("code,name,valid_until\n990100,澄川市,never\n".encode(), "line 2"),
        ("code,name,level\n990100,澄川市,9\n".encode(), "line 2"),
        ("code,name\n990102,霁湖区\n".encode(), "990100"),
    ],
)
def test_a_wrong_file_gets_one_sentence_and_changes_nothing(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("load_regions", file=file)
    assert Region.objects.count() == 0


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is no file"):
        call_command("load_regions", file=tmp_path / "none.csv")


def test_aliases_are_exactly_those_given() -> None:
    region = RegionFactory.create()
    set_aliases(region=region, names=["甲", "乙"])
    set_aliases(region=region, names=["乙", "丙"])
    assert set(region.aliases.values_list("name", flat=True)) == {"乙", "丙"}
