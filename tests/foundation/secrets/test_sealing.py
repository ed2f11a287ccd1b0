"""Contract of the sealing: it opens only where it belongs, under its key, and unchanged."""

import base64
import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from foundation.secrets.keyring import FieldKey, keyring, new_key, parse_keys
from foundation.secrets.sealing import (
    Binding,
    SealError,
    key_of,
    seal_bytes,
    seal_text,
    unseal_bytes,
    unseal_text,
)

HERE = Binding("table", "row-1", "telephone")
PLACES = [
    Binding("other", "row-1", "telephone"),
    Binding("table", "row-2", "telephone"),
    Binding("table", "row-1", "email"),
    Binding("table", "row-1telephone", ""),
]


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_comes_back_whole(text: str) -> None:
    assert unseal_text(seal_text(text, HERE), HERE) == text


@given(st.binary(max_size=300))
def test_any_bytes_come_back_whole(plain: bytes) -> None:
    assert unseal_bytes(seal_bytes(plain, HERE), HERE) == plain


@pytest.mark.parametrize("text", ["𠮷野家", "龘靐齉", "张某👨‍👩‍👧", "\0", "\ud800", "a" * 100_000])
def test_rare_characters_come_back_whole(text: str) -> None:
    assert unseal_text(seal_text(text, HERE), HERE) == text


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert len({seal_text("13900000000", HERE) for _ in range(50)}) == 50


@pytest.mark.parametrize("place", PLACES)
def test_it_does_not_open_elsewhere(place: Binding) -> None:
    with pytest.raises(SealError):
        unseal_text(seal_text("13900000000", HERE), place)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(position: int, change: int) -> None:
    sealed = bytearray(seal_bytes(b"13900000000", HERE))
    sealed[position % len(sealed)] ^= change
    with pytest.raises(SealError):
        unseal_bytes(bytes(sealed), HERE)


@pytest.mark.parametrize("text", ["", "w1", "w1.k1", "w1.k1.", "w1.k1.####", "w1.k1.AAAA", "w2.k1.AAAA", "13900000000"])
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    with pytest.raises(SealError):
        unseal_text(text, HERE)


def test_errors_say_nothing_of_the_content(settings: Settings) -> None:
    sealed = seal_text("13900000000", HERE)
    with pytest.raises(SealError) as changed:
        unseal_text(sealed, PLACES[1])
    settings.FIELD_KEYS = new_key("k9")
    with pytest.raises(SealError) as missing:
        unseal_text(sealed, HERE)
    assert "1390000" not in f"{changed.value}{missing.value}"
    assert sealed[10:] not in f"{changed.value}{missing.value}"


def test_another_key_of_the_same_name_does_not_open(settings: Settings) -> None:
    settings.FIELD_KEYS = new_key("k1")
    sealed = seal_text("13900000000", HERE)
    settings.FIELD_KEYS = new_key("k1")
    with pytest.raises(SealError):
        unseal_text(sealed, HERE)


def test_an_older_key_still_opens_and_the_current_one_seals(settings: Settings) -> None:
    old, new = new_key("k1"), new_key("k2")
    settings.FIELD_KEYS = old
    sealed = seal_text("13900000000", HERE)
    settings.FIELD_KEYS = f"{new},{old}"
    assert unseal_text(sealed, HERE) == "13900000000"
    assert key_of(seal_text("x", HERE)) == "k2"
    assert key_of(sealed) == "k1"


@pytest.mark.parametrize(
    "text",
    [
        " , ",
        "k1",
        "k1:",
        "k1:AAAA",
        "K1:" + base64.b64encode(os.urandom(32)).decode(),
        ":" + base64.b64encode(os.urandom(32)).decode(),
        "k1:not base64",
    ],
)
def test_bad_keys_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        parse_keys(text)
    assert (text.partition(":")[2] or "\0") not in str(refused.value)


def test_a_key_named_twice_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="twice"):
        parse_keys(f"{new_key('k1')},{new_key('k1')}")


def test_keys_do_not_show() -> None:
    key = FieldKey("k1", b"x" * 32)
    assert repr(key) == "<FieldKey k1>"
    assert key.derive("seal") != key.derive("index")
    assert len(key.derive("seal")) == 32


def test_unknown_key_names_find_nothing() -> None:
    assert keyring().find("zz") is None
