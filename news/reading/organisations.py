"""Organisations named in a text: a place or a proper beginning, then an institution's word."""

import re
from collections import Counter

from news.reading.signs import HAN
from news.reading.vocabulary import UNIT_SUFFIX
from news.reading.words import tagged

_UNIT = re.compile(rf"[{HAN}]{{2,16}}?(?:{UNIT_SUFFIX})(?![{HAN}]{{0,2}}(?:{UNIT_SUFFIX}))")
_STOP = re.compile(
    r"^.*(?:[在与和由向对从把被将及为让请到经]|成立|组织|会同|联合|邀请|近日|日前|今年|全国|各级|各部门|各|该|本|我|有关|相关|要求|建立|召开|举办|参加)"
)
LIMIT = 8


def organisations_of(text: str) -> list[str]:
    """Return the organisations that a text names by name, the most named first (at most 8)."""
    counted: Counter[str] = Counter()
    for match in _UNIT.finditer(text):
        name = _STOP.sub("", match[0])
        if len(name) >= 4 and any(tag == "ns" for _, tag in tagged(name)[:2]):
            counted[name] += 1
    return [name for name, _ in counted.most_common(LIMIT)]
