"""Half-width punctuation in Chinese text: found and offered for change with its place, never changed silently."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from foundation.text.characters import HAN

_CONTEXT: Final = f"{HAN}，。、；：？！（）《》〈〉「」『』【】“”‘’…—％％"

FULL_FORMS: Final = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

_SINGLE = re.compile(f"(?<=[{_CONTEXT}])[,.;:?!)](?![,.;:?!/])|(?<=[{_CONTEXT}])\\((?!\\))|[,;:?!(](?=[{_CONTEXT}])")
_ELLIPSIS = re.compile(f"(?<=[{_CONTEXT}])(?:\\.{{3,}}|。{{3,}}|…(?!…)(?<!……))")
_DASH = re.compile(f"(?<=[{_CONTEXT}])-{{2,}}(?=[{_CONTEXT}])")
_QUOTED = re.compile(r'"([^"\n]*)"')
_BRACKETED = re.compile(r"\(([^()\n]*)\)")
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, order=True)
class Offer:
    """A change of punctuation that a person may accept: what stands at ``start`` to ``end``, and what should."""

    start: int
    end: int
    found: str
    replacement: str


def offers(text: str) -> list[Offer]:
    """Return the changes that GB/T 15834 asks for, in order of place and without overlap.

    Half-width marks beside Han characters, straight quotes and brackets around Chinese, three dots and two hyphens
    are offered. Marks inside numbers, times and Latin text (``1,800``, ``10:30``, ``a.b``) are left alone.
    """
    found = {
        *(_offer(match, FULL_FORMS[match[0]]) for match in _SINGLE.finditer(text)),
        *(_offer(match, "……") for match in _ELLIPSIS.finditer(text)),
        *(_offer(match, "——") for match in _DASH.finditer(text)),
        *_pairs(text, _QUOTED, "“", "”"),
        *_pairs(text, _BRACKETED, "（", "）"),
    }
    return _without_overlap(sorted(found))


def apply(text: str, accepted: Iterable[Offer]) -> str:
    """Return ``text`` with the ``accepted`` offers made.

    Raises ValueError when the text has changed since the offers were found, or when two of them overlap.
    """
    parts: list[str] = []
    end = 0
    for offer in sorted(accepted):
        if offer.start < end or text[offer.start : offer.end] != offer.found:
            message = f"The text no longer has {offer.found!r} at {offer.start}"
            raise ValueError(message)
        parts += [text[end : offer.start], offer.replacement]
        end = offer.end
    return "".join([*parts, text[end:]])


def _offer(match: re.Match[str], replacement: str) -> Offer:
    return Offer(match.start(), match.end(), match[0], replacement)


def _pairs(text: str, pattern: re.Pattern[str], opening: str, closing: str) -> Iterable[Offer]:
    """Offer both marks of each pair that encloses Chinese or stands beside it."""
    for match in pattern.finditer(text):
        if _HAN.search(text, max(match.start() - 1, 0), match.end() + 1):
            yield Offer(match.start(), match.start() + 1, text[match.start()], opening)
            yield Offer(match.end() - 1, match.end(), text[match.end() - 1], closing)


def _without_overlap(ordered: list[Offer]) -> list[Offer]:
    kept: list[Offer] = []
    for offer in ordered:
        if not kept or offer.start >= kept[-1].end:
            kept.append(offer)
    return kept
