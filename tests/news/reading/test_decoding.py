"""Encodings are read, and what is no page is refused."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from news.reading import UnreadablePage, read
from news.reading.decoding import MAX_BYTES, MAX_CHARACTERS, decode
from tests.news.reading.test_pages import PAGES

TEXT = PAGES[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_common_encodings_give_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_line_ends_and_invisible_signs_are_made_plain() -> None:
    assert decode("\ufeff" + TEXT.replace("\n", "\r\n") + "\u200b") == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\n ",
        "\u3000\n".encode(),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"PK\x03\x04" + b"\x00\xff\xfe\x80" * 500,
        b"\xff\xfe\x00\xd8\x00",
        ("\x01\x02\x03" * 50 + TEXT[:400]).encode(),
        b"Only English words stand here, and no newspaper. " * 40,
        "国" * 5,
        "国" * (MAX_CHARACTERS + 1),
        b"\xff" * 1000,
        b"x" * (MAX_BYTES + 1),
    ],
    ids=str,
)
def test_what_is_no_page_is_refused_in_one_sentence(data: bytes | str) -> None:
    with pytest.raises(UnreadablePage) as refusal:
        read(data)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_page_of_display_lines_only_keeps_them_all() -> None:
    reading = read("要闻报道\n\n全市精神文明建设工作会议召开\n\n新时代文明实践活动丰富多彩\n")
    assert [item.headline for item in reading.items] == []
    assert [piece.text for piece in reading.furniture] == [
        "要闻报道",
        "全市精神文明建设工作会议召开",
        "新时代文明实践活动丰富多彩",
    ]
    assert reading.warnings == ["no-article"]


def test_command_prints_json_and_a_listing() -> None:
    out = io.StringIO()
    call_command("read_page", str(PAGES[5]), "--json", stdout=out)
    assert [item["kind"] for item in json.loads(out.getvalue())["items"]] == ["feature", "brief", "photo"]
    out = io.StringIO()
    call_command("read_page", str(PAGES[5]), stdout=out)
    assert out.getvalue().splitlines()[0].startswith("1. [feature] 文明如何“看得见”？")
    out = io.StringIO()
    call_command("read_page", str(PAGES[0]), stdout=out)
    assert "-- label: 要闻报道" in out.getvalue()


def test_command_refuses_in_one_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for name in (str(empty), str(tmp_path / "absent.txt")):
        with pytest.raises(CommandError):
            call_command("read_page", name)
