"""Runs and tokens: what the index holds of a normalised text, and how a query word is looked up in it.

A run is a stretch of Chinese (or Japanese, Korean) characters, or a word of other letters and digits. Of a Chinese run
the index holds every pair of neighbours and its last character alone: 文明实践 → 文明 明实 实践 践. The single last
character keeps a phrase from reaching across punctuation, and lets one character be found as a prefix. Other words
keep ``. + # - _ /`` inside (c++, node.js, 18.04, covid-19); their parts are indexed behind them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

HAN = (
    "\u3005\u3007\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Characters written without blanks between words, as the inside of a regular expression's character class."""

_LETTER = f"[^\\W_{HAN}]"
_WORD = f"{_LETTER}+(?:[.+#_/-]{_LETTER}+)*[+#]*"
_RUN = re.compile(f"(?P<han>[{HAN}]+)|(?P<word>{_WORD})")
_PART = re.compile(f"{_LETTER}+")
_HAN_ONLY = re.compile(f"[{HAN}]+")


@dataclass(frozen=True)
class Run:
    """A run of a normalised text: its characters, where it starts, and whether it is Chinese."""

    text: str
    start: int
    is_han: bool

    @property
    def end(self) -> int:
        """The position behind the run."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Phrase:
    """Tokens that must follow each other; with ``is_prefix`` the last one may be the beginning of a token."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


def is_han(text: str) -> bool:
    """Tell whether ``text`` consists of Chinese characters only."""
    return bool(_HAN_ONLY.fullmatch(text))


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of a normalised text in their order."""
    for match in _RUN.finditer(text):
        yield Run(match.group(), match.start(), match.lastgroup == "han")


def tokens(text: str) -> list[str]:
    """Return the tokens the index holds of a normalised text, in their order."""
    found: list[str] = []
    for match in _RUN.finditer(text):
        piece = match.group()
        if match.lastgroup == "han":
            found += map("".join, pairwise(piece))
            found.append(piece[-1])
        else:
            found += word_tokens(piece)
    return found


def word_tokens(word: str) -> list[str]:
    """Return the tokens of a word that is not Chinese: itself, and its parts where it has several."""
    parts = _PART.findall(word)
    return [word] if parts == [word] else [word, *parts]


def phrase(text: str) -> Phrase | None:
    """Return the phrase that finds a normalised ``text`` wherever it stands; ``None`` where nothing is searchable.

    A last run of several Chinese characters may go on in the document, a single last character is a prefix.
    """
    pieces = list(runs(text))
    if not pieces:
        return None
    found: list[str] = []
    for piece in pieces[:-1]:
        found += tokens(piece.text)
    last = pieces[-1]
    if not last.is_han:
        return Phrase((*found, *word_tokens(last.text)) if found else _lone_word(last.text))
    if len(last.text) == 1:
        return Phrase((*found, last.text), is_prefix=True)
    return Phrase((*found, *tokens(last.text)[:-1]))


def _lone_word(word: str) -> tuple[str, ...]:
    """Return how a word on its own is looked up: by its parts, so that covid-19 finds "covid 19"; c++ as it is."""
    return (word,) if word[-1] in "+#" else tuple(_PART.findall(word))


def rarest_of(found: Phrase) -> tuple[str, ...]:
    """Return the tokens among which the rarest bounds how often the phrase occurs.

    The beginning of a token tells nothing, unless it is all there is.
    """
    return found.tokens[:-1] if found.is_prefix and len(found.tokens) > 1 else found.tokens
