"""What the editors changed of the reader's guesses: the proposal beside the cutting as it was made."""

from collections.abc import Mapping
from typing import Any, Final

from news.cutting.state import HEADS, State, lines_of, text_of

FIELD_GUESSES: Final = ("kind", "regions", "column", "source", "dateline", "credits", "topics", "organisations")
GUESSES: Final = ("cut", *HEADS, "paragraphs", "subheads", *FIELD_GUESSES)
"""The kinds of guess, in the order of the report."""


def changes(proposal: State, made: State) -> dict[str, dict[str, int]]:
    """Return for each kind of guess how many the reader made (``made``) and how many were changed (``changed``).

    An article of the proposal is compared with the one that holds most of its lines. A field counts as a guess where
    the reader filled it or an editor did. Clean-ups of signs are no change of a guess.
    """
    counts = {name: {"made": 0, "changed": 0} for name in GUESSES}
    for item in proposal["items"]:
        other = _counterpart(item, made)
        _count(counts["cut"], changed=other is None or set(lines_of(other)) != set(lines_of(item)))
        if other is None:
            continue
        for name in HEADS:
            _compare(counts[name], _printed(item, name), _printed(other, name))
        for name, role in (("paragraphs", "paragraph"), ("subheads", "subhead")):
            _compare_pieces(counts[name], _runs(item, role), _runs(other, role))
        for name in FIELD_GUESSES:
            _compare(counts[name], item["fields"][name], other["fields"][name])
    return counts


def _counterpart(item: Mapping[str, Any], made: State) -> Mapping[str, Any] | None:
    own = set(lines_of(item))
    best = max(made["items"], key=lambda other: len(own & set(lines_of(other))), default=None)
    return best if best is not None and own & set(lines_of(best)) else None


def _count(count: dict[str, int], *, changed: bool) -> None:
    count["made"] += 1
    count["changed"] += changed


def _compare(count: dict[str, int], guess: object, final: object) -> None:
    if guess or final:
        _count(count, changed=guess != final)


def _compare_pieces(count: dict[str, int], guesses: set[tuple[int, ...]], finals: set[tuple[int, ...]]) -> None:
    for guess in guesses:
        _count(count, changed=guess not in finals)


def _printed(item: Mapping[str, Any], role: str) -> str:
    pieces = [piece for piece in item["pieces"] if piece["role"] == role]
    return "".join(piece.get("printed", piece["text"]) for piece in pieces) or text_of(item, role)


def _runs(item: Mapping[str, Any], role: str) -> set[tuple[int, ...]]:
    return {tuple(piece["lines"]) for piece in item["pieces"] if piece["role"] == role and piece["lines"]}
