"""Keys of rows as requests and sheets write them."""

from typing import Final

LARGEST_KEY: Final = 2**63 - 1
"""Of a column of ours; both databases refuse to compare one with more."""


def key_in(text: str) -> int:
    """Return the key that a text of digits names; 0, which no row has, where it is none or too large."""
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST_KEY)):
        return 0
    key = int(text)
    return key if key <= LARGEST_KEY else 0
