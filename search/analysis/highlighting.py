"""Marking the words of a query in the text as it was printed, and cutting the best passage out of it.

Words are found in the normalised text and marked in the original, so that 軟體 is marked where 软体 was typed and no
mark ever shows what the document does not say. The result is HTML with everything but ``<mark>`` escaped.
"""

import re
from collections.abc import Sequence
from html import escape

from search.analysis.normalising import CONTROL, Mapped, normalise_mapped
from search.analysis.query import Query
from search.analysis.ranking import Weighted, pattern
from search.analysis.tokens import is_han

PASSAGE = 120
"""Characters of a passage."""

_SENTENCE_END = re.compile(r"[。！？!?；\n]")
_BREAKS = re.compile(r"\s*\n\s*")
_LOOK_BACK = 40
"""Characters before the first mark in which the beginning of its sentence is looked for."""

Span = tuple[int, int]


def mark(text: str, query: Query) -> str:
    """Return the whole ``text`` escaped, the words of the query in ``<mark>``."""
    mapped = normalise_mapped(text)
    return _marked(mapped, _spans(mapped, query), 0, len(text))


def passage(text: str, query: Query, words: Sequence[Weighted], limit: int = PASSAGE) -> str | None:
    """Return the passage of ``text`` that says most of the query, marked; ``None`` where it says nothing of it.

    At most ``limit`` characters of the original, ``…`` where it was cut; line breaks become wide blanks.
    """
    mapped = normalise_mapped(text)
    spans = _spans(mapped, query)
    if not spans:
        return None
    start, end = _best_window(mapped, spans, words, limit)
    start = _sentence_start(text, start)
    end = min(len(text), max(start + limit, end))
    inside = [(max(a, start), min(b, end)) for a, b in spans if b > start and a < end]
    cut = _marked(mapped, inside, start, end).strip()
    cut = CONTROL.sub("", _BREAKS.sub("\u3000", cut))
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def _spans(mapped: Mapped, query: Query) -> list[Span]:
    """Return the spans of the original to be marked, in order, touching ones joined."""
    forms = _forms(query)
    if not forms:
        return []
    found = [mapped.span(*match.span()) for match in pattern(forms).finditer(mapped.text)]
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _forms(query: Query) -> tuple[str, ...]:
    """Return the texts to be marked: the words that match, and short queries as a whole."""
    words = query.matching or query.words
    forms = [form for word in words for form in word.forms]
    if query.whole:
        forms += query.whole.forms
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1 or is_han(form) or len(words) == 1))


def _best_window(mapped: Mapped, spans: Sequence[Span], words: Sequence[Weighted], limit: int) -> Span:
    """Return the span, at most ``limit`` long, whose marked words together are the rarest."""
    weight = {form: word.idf for word in words for form in word.forms}
    forms = tuple(weight) or ("",)
    hits = [(*mapped.span(*m.span()), m.group()) for m in pattern(forms).finditer(mapped.text) if m.group()]
    hits = hits or [(*spans[0], "")]
    best, best_weight = (spans[0][0], spans[0][1]), -1.0
    for first, (start, _end, _form) in enumerate(hits):
        inside = [hit for hit in hits[first : first + 40] if hit[1] <= start + limit]
        gain = sum({form: weight.get(form, 0.0) for _start, _finish, form in inside}.values())
        if gain > best_weight and inside:
            best, best_weight = (start, inside[-1][1]), gain
    return best


def _sentence_start(text: str, position: int) -> int:
    """Return where the sentence at ``position`` begins, or a little before the position."""
    behind = max(0, position - _LOOK_BACK)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, behind, position)]
    return ends[-1] if ends else behind


def _marked(mapped: Mapped, spans: Sequence[Span], start: int, end: int) -> str:
    """Return original[start:end] escaped, with the spans marked."""
    text = mapped.original
    parts: list[str] = []
    for begin, finish in spans:
        parts += [escape(text[start:begin]), "<mark>", escape(text[begin:finish]), "</mark>"]
        start = finish
    return "".join([*parts, escape(text[start:end])])
