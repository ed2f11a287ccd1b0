"""Full-width and half-width forms of the ASCII characters."""

from typing import Final

_OFFSET: Final = 0xFEE0
_TO_FULL: Final = {code: code + _OFFSET for code in range(0x21, 0x7F)} | {0x20: 0x3000}
_TO_HALF: Final = {full: half for half, full in _TO_FULL.items()}


def to_full(text: str) -> str:
    """Return ``text`` with every ASCII character in its full-width form (``ABC 1`` → ``ＡＢＣ　１``)."""
    return text.translate(_TO_FULL)


def to_half(text: str) -> str:
    """Return ``text`` with every full-width ASCII character in its half-width form; ``、。「」`` have none and stay."""
    return text.translate(_TO_HALF)


def alphanumerics_to_half(text: str) -> str:
    """Return ``text`` with full-width letters and digits made half-width, punctuation left as a Chinese text has it."""
    return text.translate({full: half for full, half in _TO_HALF.items() if chr(half).isalnum()})
