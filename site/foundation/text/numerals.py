"""Chinese and Arabic numbers, and digits that stand apart from the Han characters around them."""

import re
from typing import Final

from foundation.text.characters import HAN

DIGITS: Final = "〇一二三四五六七八九"
_VALUES: Final = {digit: value for value, digit in enumerate(DIGITS)} | {"零": 0, "两": 2}
_SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_GREAT_UNITS: Final = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))
LARGEST: Final = 10**16 - 1

_NUMERAL = re.compile(f"[{''.join(_VALUES)}十百千万亿兆]+")
_PLAIN_DIGITS = re.compile(f"[{''.join(_VALUES)}]+")
_SECTION = re.compile(
    "(?:(?P<千>[一二两三四五六七八九])千)?(?:零?(?P<百>[一二两三四五六七八九])百)?(?P<ten>(?:零?(?P<十>[一二两三四五六七八九]))?十)?"
    "(?:零?(?P<rest>[一二两三四五六七八九]))?"
)
_SPACED_DIGITS = re.compile(f"(?<=[{HAN}])[ \\u00a0]+(?=\\d)|(?<=[\\d%％‰])[ \\u00a0]+(?=[{HAN}])")


def to_arabic(numeral: str) -> int:
    """Return the number that ``numeral`` writes: 一百二十三, 两万五千, 十五, or digit by digit as 二〇二〇.

    A digit after 百, 千, 万 or 亿 takes the next unit below, as in speech: 一百二 is 120, 三万五 is 35000. Raises
    ValueError when it writes no number.
    """
    if not _NUMERAL.fullmatch(numeral):
        raise _no_number(numeral)
    if _PLAIN_DIGITS.fullmatch(numeral):
        return int("".join(str(_VALUES[digit]) for digit in numeral))
    return _value(numeral)


def _value(numeral: str) -> int:
    for unit, size in _GREAT_UNITS:
        head, found, tail = numeral.rpartition(unit)
        if found:
            if not head:
                raise _no_number(numeral)
            if _VALUES.get(tail):
                return _value(head) * size + _VALUES[tail] * size // 10
            return _value(head) * size + (_value(tail.removeprefix("零")) if tail else 0)
    return _section(numeral)


def _section(numeral: str) -> int:
    """Return the value of a numeral below 10,000."""
    match = _SECTION.fullmatch(numeral)
    if match is None or not numeral or numeral.startswith("零"):
        raise _no_number(numeral)
    value = sum(_VALUES[match[unit]] * size for unit, size in _SMALL_UNITS.items() if match[unit])
    if match["ten"] and not match["十"]:
        value += 10
    rest = _VALUES[match["rest"]] if match["rest"] else 0
    spoken = numeral[-2:-1]
    return value + rest * (_SMALL_UNITS[spoken] // 10 if rest and spoken in ("百", "千") else 1)


def _no_number(numeral: str) -> ValueError:
    return ValueError(f"{numeral!r} writes no number")


def to_chinese(number: int) -> str:
    """Return ``number`` in Chinese, as 一万零二百 (10200) and 十五 (15).

    Raises ValueError below 0 and above ``LARGEST``.
    """
    if not 0 <= number <= LARGEST:
        message = f"{number} is outside 0 to {LARGEST}"
        raise ValueError(message)
    if number == 0:
        return "零"
    written = _spell(number)
    return written.removeprefix("一") if written.startswith("一十") else written


def _spell(number: int) -> str:
    """Spell a number above 0; 零 bridges every gap between two units."""
    units = (*_GREAT_UNITS, *(tuple(reversed(_SMALL_UNITS.items()))))
    for unit, size in units:
        if number >= size:
            head, rest = divmod(number, size)
            bridge = "零" if rest and rest < size // 10 else ""
            return _spell(head) + unit + bridge + (_spell(rest) if rest else "")
    return DIGITS[number]


def digits_to_chinese(digits: str) -> str:
    """Return ASCII digits one by one in Chinese, as a year is written (``2020`` → 二〇二〇)."""
    return "".join(DIGITS[int(digit)] for digit in digits)


def join_spaced_digits(text: str) -> str:
    """Return ``text`` without the spaces between digits and Han characters (``4 月 8 日`` → ``4月8日``)."""
    return _SPACED_DIGITS.sub("", text)
