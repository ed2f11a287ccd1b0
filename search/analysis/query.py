"""Understanding what a reader typed: words with their alternatives, exact phrases, typed stretches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis.normalising import CONTROL, INVISIBLE, compatible, normalise, taiwan_wording, to_simplified
from search.analysis.segmenting import STOP_WORDS, Segmenter
from search.analysis.tokens import HAN, Phrase, Run, is_han, phrase, runs

MAX_LENGTH = 200
"""Characters of a query that are read; the rest is ignored."""

MAX_WORDS = 24
"""Words of a query that are used; a longer one is a text, not a question."""

WHOLE_LIMIT = 6
"""Up to this many Chinese characters typed in one stretch are first looked for as they stand (names, terms)."""

_QUOTED = re.compile('["“”„「『]([^"“”„「」『』]+)["“”」』]')
_BLANKS = re.compile(r"\s+")
_ORDINAL_UNIT = re.compile(r"(第?)(\d[\d.]*)$")


@dataclass(frozen=True)
class Word:
    """A word of the query: the form typed, then the forms that may stand for it, all normalised.

    A word that does not ``match`` (one character beside longer words) is only ranked with.
    """

    forms: tuple[str, ...]
    matches: bool = True

    @property
    def text(self) -> str:
        """The form typed."""
        return self.forms[0]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases any of which finds the word in the index."""
        return tuple(dict.fromkeys(found for form in self.forms if (found := phrase(form))))


@dataclass(frozen=True)
class Query:
    """A query understood."""

    typed: str
    """What was typed, tidied for showing again."""
    words: tuple[Word, ...] = ()
    stretches: tuple[str, ...] = ()
    """What was typed without a blank or a sign in between; a document that holds it so ranks higher."""
    whole: Word | None = None
    """A short single stretch, to be looked for as it stands before its words are."""

    @property
    def matching(self) -> tuple[Word, ...]:
        """The words that a document must hold."""
        return tuple(word for word in self.words if word.matches)


@dataclass(frozen=True)
class _Piece:
    """A word as it stands in the query."""

    text: str
    start: int
    is_exact: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tidy(text: str) -> str:
    """Return ``text`` fit to be shown and logged: no invisible characters, single blanks, at most MAX_LENGTH long."""
    shown = CONTROL.sub(" ", INVISIBLE.sub("", text[: MAX_LENGTH * 50]))
    return _BLANKS.sub(" ", shown).strip()[:MAX_LENGTH]


def parse(text: str, segmenter: Segmenter) -> Query:
    """Return the query that ``text`` asks. A text without a searchable character gives a query without words."""
    typed = tidy(text)
    normal = normalise(typed)
    pieces, stretches = _pieces(normal, segmenter)
    local = _local_wording(typed, normal)
    words = [Word(_forms(piece, segmenter, local), matches=True) for piece in _without_stop_words(pieces)]
    words = _mark_single_characters(list(dict.fromkeys(words))[:MAX_WORDS])
    if words and not any(word.matches for word in words):
        words = [Word((stretch,)) for stretch in dict.fromkeys(stretches)][:MAX_WORDS]
    return Query(typed, tuple(words), tuple(stretches), _whole(normal, stretches, segmenter, local))


def _pieces(normal: str, segmenter: Segmenter) -> tuple[list[_Piece], list[str]]:
    """Return the words of a normalised query where they stand, and its stretches."""
    pieces: list[_Piece] = []
    stretches: list[str] = []
    position = 0
    for quoted in _QUOTED.finditer(normal):
        _read(normal, position, quoted.start(), segmenter, pieces, stretches)
        if phrase(quoted.group(1)):
            pieces.append(_Piece(quoted.group(1), quoted.start(1), is_exact=True))
            stretches.append(quoted.group(1))
        position = quoted.end()
    _read(normal, position, len(normal), segmenter, pieces, stretches)
    return pieces, stretches


def _read(  # noqa: PLR0913, PLR0917 - the two lists are what it fills
    normal: str, start: int, end: int, segmenter: Segmenter, pieces: list[_Piece], stretches: list[str]
) -> None:
    """Add the words and stretches of normal[start:end]."""
    for stretch in _stretches(normal[start:end]):
        at = start + stretch[0].start
        text = normal[at : start + stretch[-1].end]
        stretches.append(text)
        pieces += _join_units([_Piece(word, start + offset) for word, offset in _words(stretch, segmenter)])


def _stretches(text: str) -> list[list[Run]]:
    """Return the runs of ``text``, grouped where they touch each other."""
    groups: list[list[Run]] = []
    for run in runs(text):
        if groups and groups[-1][-1].end == run.start:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _words(stretch: list[Run], segmenter: Segmenter) -> Iterator[tuple[str, int]]:
    """Yield (word, position) of the words of a stretch."""
    for run in stretch:
        position = run.start
        for word in segmenter.cut(run.text) if run.is_han else [run.text]:
            yield word, position
            position += len(word)


def _join_units(pieces: list[_Piece]) -> list[_Piece]:
    """Join a number with the single character behind it, and 第 before it: 第19届 and 10月 are looked up as one."""
    joined: list[_Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        single = len(piece.text) == 1 and is_han(piece.text)
        number = piece.text[0].isdigit() and before is not None and before.text == "第"
        if before and before.end == piece.start and (number or (single and _ORDINAL_UNIT.fullmatch(before.text))):
            joined[-1] = _Piece(before.text + piece.text, before.start)
        else:
            joined.append(piece)
    return joined


def _without_stop_words(pieces: list[_Piece]) -> list[_Piece]:
    kept = [piece for piece in pieces if piece.is_exact or piece.text not in STOP_WORDS]
    return kept or pieces


def _mark_single_characters(words: list[Word]) -> list[Word]:
    """Let single Chinese characters match only where nothing longer does."""
    longer = any(not _is_single(word) for word in words)
    if not longer and len(words) > 1:
        return [Word(word.forms, matches=False) for word in words]
    return [Word(word.forms, matches=not (longer and _is_single(word))) for word in words]


def _is_single(word: Word) -> bool:
    return len(word.text) == 1 and is_han(word.text)


def _local_wording(typed: str, normal: str) -> str | None:
    """Return the query in mainland wording where it is Traditional and says something else by it, aligned to it."""
    if to_simplified(compatible(typed)) == compatible(typed):
        return None
    local = taiwan_wording(typed)
    return local if local != normal and len(local) == len(normal) else None


def _forms(piece: _Piece, segmenter: Segmenter, local: str | None) -> tuple[str, ...]:
    """Return the forms of a word: as typed, in mainland wording, and its synonyms."""
    if piece.is_exact:
        return (piece.text,)
    forms = [piece.text]
    if local is not None:
        forms.append(local[piece.start : piece.end])
    for form in tuple(forms):
        forms += segmenter.synonyms(form)
    return tuple(dict.fromkeys(forms))


def _whole(normal: str, stretches: list[str], segmenter: Segmenter, local: str | None) -> Word | None:
    """Return the only stretch as one word, where it is short and Chinese."""
    if len(stretches) != 1:
        return None
    stretch = stretches[0]
    if not (1 < len(stretch) <= WHOLE_LIMIT and re.fullmatch(f"[{HAN}]+", stretch)):
        return None
    return Word(_forms(_Piece(stretch, normal.index(stretch)), segmenter, local))
