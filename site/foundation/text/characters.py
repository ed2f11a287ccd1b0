"""Classes of characters, as code point ranges, that the text functions share."""

import re
from typing import Final

HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Inside of a regular expression class: ideographs of all planes, with 々 and 〇."""

KOREAN: Final = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"

EAST_ASIAN: Final = (
    # Radicals, CJK punctuation (not U+3000), kana, bopomofo, compatibility jamo, strokes, enclosed letters, units,
    # ideographs, Yi, compatibility ideographs.
    "\u2e80-\u2fff\u3001-\u4dbf\u4e00-\ua4cf\uf900-\ufaff"
    # Vertical and compatibility forms, small forms, full- and half-width forms.
    "\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef"
    # Kana supplements, enclosed ideographs, ideographs above the basic plane.
    "\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
"""What Word counts as an East Asian character whatever its font, apart from ``KOREAN`` and ``AMBIGUOUS``."""

AMBIGUOUS: Final = (
    # · × — ― ‘ ’ “ ” … ※ ℃ № and Roman numerals, arrows, enclosed numbers, geometric shapes, ★ ☆.
    "\u00b7\u00d7\u2014\u2015\u2018\u2019\u201c\u201d\u2026\u203b\u2103\u2116\u2160-\u217f"
    "\u2190-\u2199\u2460-\u24ff\u25a0-\u25ff\u2605\u2606"
)
"""Characters that Word counts by the font of their run; a Chinese text sets them in a Chinese font."""

LINE_ENDS: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
"""Controls, zero-width characters and variation selectors: none takes a place of its own on paper."""

ZERO_WIDTH: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""Marks that hide between characters: they spoil comparing and finding, and say nothing in Chinese."""
