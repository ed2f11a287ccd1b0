"""One form for all ways to write the same: NFKC, Simplified, lower case, invisible characters dropped."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import opencc

INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ud800-\udfff\U000e0100-\U000e01ef]"
)
"""Zero-width characters, variation selectors, and halves of surrogate pairs: a word goes on across them."""

CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")
"""Control characters but white space: they part words and are never shown."""

_JOINING = re.compile("[\u1100-\u11ff\uff9e\uff9f]")
"""Characters that are no marks but may melt into the one before them under NFKC (Korean letters, half-width kana)."""


@cache
def _converter(name: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert


def to_simplified(text: str) -> str:
    """Return ``text`` with Traditional characters replaced one for one, its length unchanged."""
    changed = _converter("t2s")(text)
    if len(changed) == len(text):
        return changed
    return "".join(new if len(new) == 1 else old for old, new in ((c, _converter("t2s")(c)) for c in text))


def taiwan_wording(text: str) -> str:
    """Return ``text`` with Taiwan's words replaced by the mainland's (網路 → 网络), lower-cased."""
    return _lower(_converter("tw2sp")(compatible(text)))


def compatible(text: str) -> str:
    """Return ``text`` under NFKC, invisible characters dropped: same length as its :func:`normalise`."""
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text))


def _lower(text: str) -> str:
    """Return ``text`` in lower case, its length unchanged (İ would grow)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def normalise(text: str) -> str:
    """Return the form of ``text`` that is indexed, matched and ranked."""
    return _lower(to_simplified(compatible(text)))


@dataclass(frozen=True)
class Mapped:
    """A text, its normalised form, and from which character of the text each normalised one came."""

    original: str
    text: str
    offsets: range | list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the normalised span [start, end) stands for (end > start)."""
        last = self.offsets[end - 1]
        following = next((offset for offset in self.offsets[end:] if offset > last), None)
        if following is None:
            following = len(self.original)
        # Nothing invisible is taken along at the end.
        while following - 1 > last and INVISIBLE.match(self.original[following - 1]):
            following -= 1
        return self.offsets[start], following


def normalise_mapped(text: str) -> Mapped:
    """Return ``text`` normalised as :func:`normalise` does, with the way back to the original."""
    if unicodedata.is_normalized("NFKC", text) and not INVISIBLE.search(text):
        return Mapped(text, _lower(to_simplified(text)), range(len(text)))
    parts: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        part = compatible(cluster)
        parts.append(part)
        offsets += [start] * len(part)
    return Mapped(text, _lower(to_simplified("".join(parts))), offsets)


def _clusters(text: str) -> list[tuple[int, str]]:
    """Return (start, characters) of the pieces of ``text`` that NFKC treats independently of each other."""
    pieces: list[tuple[int, str]] = []
    for position, character in enumerate(text):
        if pieces and (unicodedata.category(character)[0] == "M" or _JOINING.match(character)):
            start, cluster = pieces[-1]
            pieces[-1] = (start, cluster + character)
        else:
            pieces.append((position, character))
    return pieces
