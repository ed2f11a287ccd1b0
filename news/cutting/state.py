"""The state of a cutting: articles made of pieces, and lines put aside.

A state is plain data, so that it can be stored as JSON::

    {"next": 3, "items": [{"id": 1, "pieces": [piece, …], "fields": {…}, "sure": {…}, "doubts": […]}], "aside": [4, 9]}

A piece is a run of lines with a role: ``{"role": "paragraph", "lines": [5, 6], "text": "…"}``; ``printed`` keeps the
text as it was before a clean-up. Lines are numbered from 1, blank ones are in no piece.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from news.reading import UnreadablePage, read
from news.reading.printed import join_lines
from news.reading.records import Guess, Item, PageReading

State = dict[str, Any]
Piece = dict[str, Any]
Lines = Mapping[int, str]

HEADS: Final = ("kicker", "headline", "deck")
BODY: Final = ("subhead", "paragraph")
ROLES: Final = (*HEADS, "credit", *BODY)
FIELDS: Final[dict[str, Any]] = {
    "kind": "feature",
    "dateline": "",
    "source": "",
    "column": "",
    "regions": [],
    "topics": [],
    "organisations": [],
    "credits": [],
}
"""The fields of an article that are no piece of the page, with what they are where nothing is known."""

SURE: Final = 0.8
"""From this confidence on the reader's guess is shown without a mark."""


def proposed(reading: PageReading) -> State:
    """Return the state that a reading proposes."""
    items = [_item(number, item) for number, item in enumerate(reading.items, 1)]
    held = {line for item in items for piece in item["pieces"] for line in piece["lines"]}
    aside = sorted({line for each in reading.furniture for line in each.lines} - held)
    return {"next": len(items) + 1, "items": items, "aside": aside}


def _item(number: int, item: Item) -> dict[str, Any]:
    pieces = _pieces(item)
    sure = {name: guess.confidence for name, guess in item.guesses.items()}
    return {
        "id": number,
        "pieces": pieces,
        "fields": fields_of(item),
        "sure": sure,
        "doubts": list(item.doubts),
    }


def fields_of(item: Item) -> dict[str, Any]:
    """Return the fields that a reading gives an article."""
    credits_ = [
        {"role": each.role, "name": each.name, "post_title": each.post_title, "unit": each.unit}
        for each in item.credits
        if each.name
    ]
    return {
        "kind": item.kind,
        "dateline": item.dateline_prefix,
        "source": item.source,
        "column": item.column if item.guesses.get("column", Guess((), 0)).confidence >= SURE else "",
        "regions": [item.region.code] if item.region.code else [],
        "topics": list(item.topics),
        "organisations": list(item.organisations),
        "credits": credits_,
    }


def _pieces(item: Item) -> list[Piece]:
    """Return the pieces in the order of the article; a line belongs to the first piece that names it."""
    left = set(item.lines)
    pieces: list[Piece] = []

    def add(role: str, lines: Iterable[int], text: str) -> None:
        own = [line for line in lines if line in left]
        left.difference_update(own)
        if own or text:
            pieces.append({"role": role, "lines": own, "text": text})

    for role in HEADS:
        if getattr(item, role):
            add(role, item.guesses[role].lines if role in item.guesses else (), getattr(item, role))
    subheads = list(zip(item.subheads, item.subhead_positions, item.subhead_guesses, strict=False))
    for place in range(len(item.paragraphs) + 1):
        for text, position, guess in subheads:
            if position == place:
                add("subhead", guess.lines, text)
        if place < len(item.paragraphs):
            guess = item.paragraph_guesses[place] if place < len(item.paragraph_guesses) else Guess((), 0.0)
            add("paragraph", guess.lines, item.paragraphs[place])
    if left:
        heads = sum(piece["role"] in HEADS for piece in pieces)
        pieces.insert(heads, {"role": "credit", "lines": sorted(left), "text": ""})
    return pieces


def reread(lines: Lines, pieces: list[Piece]) -> dict[str, Any]:
    """Return the fields of an article made of these pieces, as the reader sees them alone; empty where it cannot."""
    text = "\n\n".join("\n".join(lines[line] for line in piece["lines"]) for piece in pieces)
    try:
        items = read(text).items
    except UnreadablePage:
        items = []
    found = fields_of(items[0]) if len(items) == 1 else {}
    return {name: found.get(name, value if not isinstance(value, list) else []) for name, value in FIELDS.items()}


def owner_of(state: State, line: int) -> dict[str, Any] | None:
    """Return the article that holds the line, or None."""
    return next((item for item in state["items"] if any(line in piece["lines"] for piece in item["pieces"])), None)


def lines_of(item: Mapping[str, Any]) -> list[int]:
    """Return the article's lines in the order of the page."""
    return sorted(line for piece in item["pieces"] for line in piece["lines"])


def text_of(item: Mapping[str, Any], role: str) -> str:
    """Return the text of the article's pieces of a role, joined."""
    return "".join(piece["text"] for piece in item["pieces"] if piece["role"] == role)


def joined(lines: Lines, numbers: Iterable[int]) -> str:
    """Return lines as running text."""
    return join_lines([lines[number] for number in numbers])
