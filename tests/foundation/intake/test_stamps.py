"""Stamps: only ours are read, and time is taken as it is."""

import uuid

import pytest
from django.core import signing

from foundation.intake import stamps
from foundation.intake.codes import ALPHABET, new_query_code, new_token, shown_code


def test_a_stamp_says_what_it_was_made_for() -> None:
    key = uuid.uuid4()
    read = stamps.read(stamps.mint("kind", key, now=1000), now=1001.5)
    assert read == stamps.Stamp("kind", key, 1.5)
    assert read.too_fast
    later = stamps.read(stamps.mint("kind", key, now=1000), now=1003)
    assert later is not None
    assert not later.too_fast


def test_a_clock_set_back_is_nobodys_fault() -> None:
    read = stamps.read(stamps.mint("kind", now=5000), now=1000)
    assert read is not None
    assert not read.too_fast


@pytest.mark.parametrize("text", ["", "x", "a:b:c", signing.dumps(["kind", "k", 0], salt="other"), "龘"])
def test_what_is_not_ours_is_not_read(text: str) -> None:
    assert stamps.read(text) is None


def test_after_three_months_it_is_old() -> None:
    assert stamps.read(stamps.mint("kind", now=0), now=stamps.MAX_SECONDS + 1) is None


def test_codes_are_read_aloud_without_mistakes() -> None:
    codes = {new_query_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)
    assert shown_code("ABCD2345") == "ABCD-2345"
    assert len(new_token()) == 32
