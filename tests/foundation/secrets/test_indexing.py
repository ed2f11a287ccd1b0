"""The blind index: equal when a person would call two values equal, under the key in use."""

import pytest
from pytest_django import Settings

from foundation.secrets.indexing import NORMALISERS, blind_index, index_candidates
from foundation.secrets.keyring import new_key


@pytest.mark.parametrize(
    ("normaliser", "typed", "normal"),
    [
        ("telephone", "139 0000-0000", "13900000000"),
        ("telephone", "１３９００００００００", "13900000000"),
        ("telephone", "+86 139 0000 0000", "13900000000"),
        ("telephone", "0086-13900000000", "13900000000"),
        ("telephone", "8600000", "8600000"),
        ("telephone", "无", ""),
        ("email", " Office@Example.CN ", "office@example.cn"),
        ("email", "ｏｆｆｉｃｅ@example.cn", "office@example.cn"),
        ("code", "abcd-2345", "ABCD2345"),
        ("code", "ａｂｃｄ　2345。", "ABCD2345"),
        ("code", "龘", ""),
        ("exact", "aB-_", "aB-_"),
    ],
)
def test_values_are_normalised(normaliser: str, typed: str, normal: str) -> None:
    assert NORMALISERS[normaliser](typed) == normal


def test_an_empty_value_has_no_digest() -> None:
    assert blind_index("无", "telephone") is None
    assert index_candidates("", "email") == []


def test_the_digest_depends_on_key_and_purpose(settings: Settings) -> None:
    old, new = new_key("k1"), new_key("k2")
    settings.FIELD_KEYS = old
    first = blind_index("13900000000", "telephone")
    assert first != blind_index("13900000000", "exact")
    settings.FIELD_KEYS = f"{new},{old}"
    assert index_candidates("13900000000", "telephone") == [blind_index("13900000000", "telephone"), first]
    assert "13900000000" not in str(first)
