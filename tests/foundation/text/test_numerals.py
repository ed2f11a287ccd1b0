import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.numerals import LARGEST, digits_to_chinese, join_spaced_digits, to_arabic, to_chinese


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (123, "一百二十三"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (10_200, "一万零二百"),
        (100_010, "十万零一十"),
        (20_002_000, "二千万二千"),
        (123_456_789, "一亿二千三百四十五万六千七百八十九"),
        (10**12, "一兆"),
    ],
)
def test_both_ways(number: int, chinese: str) -> None:
    assert to_chinese(number) == chinese
    assert to_arabic(chinese) == number


@pytest.mark.parametrize(
    ("chinese", "number"),
    [
        ("二〇二〇", 2020),
        ("两", 2),
        ("两万五千", 25_000),
        ("一百二", 120),
        ("一千二", 1200),
        ("三万五", 35_000),
        ("三万零五", 30_005),
        ("一万亿", 10**12),
        ("二千万零二千", 20_002_000),
        ("一百一十", 110),
    ],
)
def test_other_ways_of_writing(chinese: str, number: int) -> None:
    assert to_arabic(chinese) == number


@pytest.mark.parametrize("text", ["", "文明", "万", "百", "一二百", "十十", "123", "一百二三", "零十万", "千一"])
def test_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="writes no number"):
        to_arabic(text)


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_out_of_range(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(number)


@given(st.integers(0, LARGEST))
def test_what_is_written_is_read_again(number: int) -> None:
    assert to_arabic(to_chinese(number)) == number


def test_year() -> None:
    assert digits_to_chinese("2020") == "二〇二〇"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截至 4 月 8 日，共 1,800 人", "截至4月8日，共1,800人"),
        ("增长 6.5% 以上", "增长6.5%以上"),
        ("Python 3 版", "Python 3版"),
        ("1 2 3", "1 2 3"),
    ],
)
def test_join_spaced_digits(text: str, expected: str) -> None:
    assert join_spaced_digits(text) == expected
