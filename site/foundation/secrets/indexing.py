"""The blind index: finding a sealed value by its keyed digest, without opening any.

The digest's key is derived apart from the sealing key. Values are normalised first, so that a telephone number
is found however it was typed.
"""

import hmac
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from foundation.secrets.keyring import FieldKey, keyring

CHINA_PREFIXES: Final = ("0086", "86")
MOBILE_DIGITS: Final = 11


def telephone(value: str) -> str:
    """Keep the digits, in ASCII; China's own country code is left out."""
    digits = "".join(character for character in unicodedata.normalize("NFKC", value) if character in "0123456789")
    for prefix in CHINA_PREFIXES:
        if digits.startswith(prefix) and len(digits) == len(prefix) + MOBILE_DIGITS:
            return digits.removeprefix(prefix)
    return digits


def email(value: str) -> str:
    """Fold width and case; surrounding space goes."""
    return unicodedata.normalize("NFKC", value).strip().casefold()


def code(value: str) -> str:
    """Fold width and case and drop everything that is no letter or digit: how a code is read out or typed."""
    folded = unicodedata.normalize("NFKC", value).upper()
    return "".join(character for character in folded if character.isascii() and character.isalnum())


def exact(value: str) -> str:
    """Leave the value alone: tokens are compared to the letter."""
    return value


NORMALISERS: Final[Mapping[str, Callable[[str], str]]] = {
    "telephone": telephone,
    "email": email,
    "code": code,
    "exact": exact,
}


def blind_index(value: str, normaliser: str, key: FieldKey | None = None) -> str | None:
    """Return ``<key id>.<digest>`` under the current key (or ``key``); None when nothing is left to find."""
    normal = NORMALISERS[normaliser](value)
    if not normal:
        return None
    key = key or keyring().current
    digest = hmac.digest(key.derive("index"), f"{normaliser}\0{normal}".encode("utf-8", "surrogatepass"), "sha256")
    return f"{key.id}.{digest.hex()}"


def index_candidates(value: str, normaliser: str) -> list[str]:
    """Return the digests of a value under every key known, for ``…_index__in``; empty finds nothing."""
    digests = (blind_index(value, normaliser, key) for key in keyring().keys)
    return [digest for digest in digests if digest is not None]
