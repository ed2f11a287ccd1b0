"""Encodings of Chinese text are told by what comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.encodings import decode_chinese

SIMPLIFIED = "新时代文明实践活动在全市广泛开展，广大干部群众积极参与。\n本报讯 记者从市文明办获悉"
TRADITIONAL = "新時代文明實踐活動在全市廣泛開展，廣大幹部積極參與。\n本報訊 記者從市文明辦獲悉"
MARKED = ("utf-8-sig", "utf-16")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", *MARKED])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL, "要闻", "我们的节日：清明", "𠮷龘村实践站 9 月"])
def test_every_encoding_gives_the_text(text: str, encoding: str) -> None:
    assert decode_chinese((text + "\n").encode(encoding)) == text + "\n"


def test_big5_is_told_from_gbk() -> None:
    assert decode_chinese(TRADITIONAL.encode("big5")) == TRADITIONAL
    assert decode_chinese(SIMPLIFIED.encode("gbk")) == SIMPLIFIED


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\xd8\x00", b"\xff" * 99, b"ab\x00\x00\x01" * 20], ids=str)
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert decode_chinese(data) is None


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_none(data: bytes) -> None:
    assert decode_chinese(data) is None or isinstance(decode_chinese(data), str)


@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cs"]), max_size=200))
def test_utf8_is_kept_exactly(text: str) -> None:
    data = text.encode("utf-8-sig")
    assert decode_chinese(data) == text
