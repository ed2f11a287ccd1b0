"""What an editor can do to a cutting. Each operation makes another state; a line is never lost or doubled.

An operation is named, and its arguments are plain data, so that the steps of a cutting can be stored and done again.
"""

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

from news.cutting.state import (
    BODY,
    FIELDS,
    HEADS,
    ROLES,
    Lines,
    Piece,
    State,
    joined,
    lines_of,
    owner_of,
    reread,
    text_of,
)
from news.reading import credits as credit_lines
from news.reading.cleaning import cleaned, cleanups

TEXT_LIMITS: Final = {"kicker": 120, "headline": 255, "deck": 200, "dateline": 80, "source": 80, "column": 255}
MOST_CREDITS: Final = 40
SURE_NAMES: Final = {"regions": "region", "credits": "byline"}
"""What the reader calls a field whose confidence it tells."""
DOUBTS_SETTLED: Final = {"headline": ("headline", "no-headline"), "kind": ("kind",), "regions": ("region",)}


class OperationError(ValueError):
    """The operation makes no sense in this state; the message is a code."""


def refuse(code: str) -> NoReturn:
    """Raise OperationError with the code."""
    raise OperationError(code)


def apply(state: State, operation: str, arguments: Mapping[str, Any], lines: Lines) -> State:
    """Return the state after an operation. Raises OperationError, and the state given stays as it was."""
    act = OPERATIONS.get(operation)
    if act is None:
        refuse("unknown")
    new: State = copy.deepcopy(state)
    try:
        act(new, lines, **arguments)
    except (TypeError, KeyError, AttributeError, StopIteration):
        refuse("arguments")
    new["items"] = [item for item in new["items"] if lines_of(item)]
    return new


# -- articles --------------------------------------------------------------------------------------------------------


def split(state: State, lines: Lines, *, line: int) -> None:
    """Begin a new article at ``line``: it takes that line and what follows it in its article."""
    item = _owner(state, line)
    if line == lines_of(item)[0]:
        refuse("first-line")
    _divide_piece(item, line, lines)
    taken = _from(item["pieces"], line)
    item["pieces"] = [piece for piece in item["pieces"] if piece not in taken]
    if not lines_of(item):
        refuse("first-line")
    place = state["items"].index(item) + 1
    state["items"].insert(place, _new_item(state, taken, lines))


def merge(state: State, lines: Lines, *, item: int, into: int) -> None:  # noqa: ARG001 -- all operations take the lines
    """Put an article's pieces behind those of another; its headline becomes a subhead where the other has one."""
    source, target = _item(state, item), _item(state, into)
    if source is target:
        refuse("same-article")
    if state["items"].index(source) < state["items"].index(target):
        pieces = [*source["pieces"], *target["pieces"]]
    else:
        pieces = [*target["pieces"], *source["pieces"]]
    kept = {piece["role"] for piece in target["pieces"] if piece["role"] in HEADS}
    for piece in source["pieces"]:
        if piece["role"] in HEADS and piece["role"] in kept:
            piece["role"] = "subhead"
    target["pieces"] = _ordered(pieces)
    for name in ("credits", "topics", "organisations", "regions"):
        target["fields"][name] += [each for each in source["fields"][name] if each not in target["fields"][name]]
    source["pieces"] = []


def drop_item(state: State, lines: Lines, *, item: int) -> None:  # noqa: ARG001 -- as above
    """Put a whole article aside."""
    found = _item(state, item)
    state["aside"] = sorted([*state["aside"], *lines_of(found)])
    found["pieces"] = []


# -- lines -----------------------------------------------------------------------------------------------------------


def move(state: State, lines: Lines, *, chosen: list[int], into: int) -> None:
    """Give lines to an article as running text; ``into`` 0 makes a new article of them."""
    numbers = _known(chosen, lines)
    target = _item(state, into) if into else None
    _take_out(state, numbers, lines)
    piece = {"role": "paragraph", "lines": numbers, "text": joined(lines, numbers)}
    if target is None:
        place = sum(bool(lines_of(item)) and lines_of(item)[0] < numbers[0] for item in state["items"])
        state["items"].insert(place, _new_item(state, [piece], lines))
    else:
        target["pieces"] = _inserted(target["pieces"], piece)


def aside(state: State, lines: Lines, *, chosen: list[int]) -> None:
    """Put lines aside: they are no part of any article."""
    numbers = _known(chosen, lines)
    _take_out(state, numbers, lines)
    state["aside"] = sorted([*state["aside"], *numbers])


def role(state: State, lines: Lines, *, chosen: list[int], into: int, role: str) -> None:
    """Make lines the kicker, headline, deck, a subhead, a paragraph or a credit line of an article.

    A headline that is replaced stays in the article as a subhead.
    """
    if role not in ROLES:
        refuse("arguments")
    numbers = _known(chosen, lines)
    target = _item(state, into)
    text = joined(lines, numbers)
    if len(text) > TEXT_LIMITS.get(role, len(text)):
        refuse("too-long")
    if role == "credit":
        target["fields"]["credits"] += _credits_in(text)
        text = ""
    _take_out(state, numbers, lines)
    for piece in target["pieces"]:
        if role in HEADS and piece["role"] == role:
            piece["role"] = "subhead"
    target["pieces"] = _inserted(target["pieces"], {"role": role, "lines": numbers, "text": text})
    _settle_doubts(target, role)


def part(state: State, lines: Lines, *, line: int) -> None:
    """Begin a new paragraph at ``line``."""
    item = _owner(state, line)
    before = len(item["pieces"])
    _divide_piece(item, line, lines)
    if len(item["pieces"]) == before:
        refuse("already-first")


def join(state: State, lines: Lines, *, line: int) -> None:  # noqa: ARG001 -- as above
    """Join the paragraph that holds ``line`` to the one before it."""
    item = _owner(state, line)
    place = next(number for number, piece in enumerate(item["pieces"]) if line in piece["lines"])
    piece = item["pieces"][place]
    before = item["pieces"][place - 1] if place else None
    if piece["role"] not in BODY or before is None or before["role"] not in BODY:
        refuse("nothing-before")
    whole = [*before["lines"], *piece["lines"]]
    before |= {"lines": whole, "text": before["text"] + piece["text"], "role": "paragraph"}
    before.pop("printed", None)
    item["pieces"].remove(piece)


# -- fields ----------------------------------------------------------------------------------------------------------


def swap(state: State, lines: Lines, *, item: int) -> None:  # noqa: ARG001 -- as above
    """Let kicker and headline change places."""
    found = _item(state, item)
    roles = {"kicker": "headline", "headline": "kicker"}
    if not any(piece["role"] == "kicker" for piece in found["pieces"]):
        refuse("no-kicker")
    for piece in found["pieces"]:
        piece["role"] = roles.get(piece["role"], piece["role"])
    found["pieces"] = _ordered(found["pieces"])


def edit(state: State, lines: Lines, *, item: int, values: dict[str, Any]) -> None:  # noqa: ARG001 -- as above
    """Write fields and heads as an editor typed or chose them."""
    found = _item(state, item)
    for name, value in values.items():
        if name in HEADS:
            wanted: Any = str(value).strip()[: TEXT_LIMITS[name]]
            present: Any = text_of(found, name)
        elif name in FIELDS and isinstance(value, type(FIELDS[name])):
            wanted = value[:MOST_CREDITS] if isinstance(value, list) else value.strip()[: TEXT_LIMITS.get(name, 20)]
            present = found["fields"][name]
        else:
            refuse("arguments")
        if wanted == present:
            continue
        if name in HEADS:
            _write_head(found, name, wanted)
        else:
            found["fields"][name] = wanted
        found["sure"][SURE_NAMES.get(name, name)] = 1.0
        _settle_doubts(found, name)


def tidy(state: State, lines: Lines, *, item: int) -> None:  # noqa: ARG001 -- as above
    """Make the clean-ups of half-width signs that the article's texts offer; the printed text is kept beside it."""
    for piece in _item(state, item)["pieces"]:
        if found := cleanups(piece["text"]):
            piece.setdefault("printed", piece["text"])
            piece["text"] = cleaned(piece["text"], found)


def untidy(state: State, lines: Lines, *, item: int) -> None:  # noqa: ARG001 -- as above
    """Take the clean-ups of an article back."""
    for piece in _item(state, item)["pieces"]:
        piece["text"] = piece.pop("printed", piece["text"])


OPERATIONS: Final[dict[str, Callable[..., None]]] = {
    "split": split,
    "merge": merge,
    "drop_item": drop_item,
    "move": move,
    "aside": aside,
    "role": role,
    "part": part,
    "join": join,
    "swap": swap,
    "edit": edit,
    "tidy": tidy,
    "untidy": untidy,
}


# -- pieces ----------------------------------------------------------------------------------------------------------


def _item(state: State, number: int) -> dict[str, Any]:
    found: dict[str, Any] | None = next((item for item in state["items"] if item["id"] == number), None)
    if found is None:
        refuse("no-such-article")
    return found


def _owner(state: State, line: int) -> dict[str, Any]:
    found = owner_of(state, line)
    if found is None:
        refuse("line-aside")
    return found


def _known(chosen: list[int], lines: Lines) -> list[int]:
    numbers = sorted(set(chosen))
    if not numbers or any(number not in lines for number in numbers):
        refuse("no-such-line")
    return numbers


def _from(pieces: list[Piece], line: int) -> list[Piece]:
    """Return the pieces that a new article beginning at ``line`` takes.

    Of the body what follows in the article's order. A headline or credit line goes with it only where it stands among
    those lines: one printed behind the whole body stays with the article that it heads.
    """
    at = next(number for number, piece in enumerate(pieces) if line in piece["lines"])
    if pieces[at]["role"] not in BODY:
        return [piece for piece in pieces if piece["lines"] and piece["lines"][0] >= line]
    body = [piece for piece in pieces[at:] if piece["role"] in BODY]
    last = max(number for piece in body for number in piece["lines"])
    among = [
        piece for piece in pieces if piece["role"] not in BODY and piece["lines"] and line < piece["lines"][0] < last
    ]
    return [piece for piece in pieces if piece in body or piece in among]


def _credits_in(text: str) -> list[dict[str, str]]:
    """Return the people whom credit lines name, as the reader reads them; refuse where it reads none."""
    found = credit_lines.photo_credit(text)
    role = "photographer"
    if found is None:
        found = credit_lines.byline(text) or credit_lines.author_line(text)
        role = "author" if found is None or found.is_post or not found.role else found.role
    if found is None or not found.names:
        refuse("no-credit")
    post = found.role if found.is_post else ""
    return [{"role": role, "name": name, "post_title": post, "unit": ""} for name in found.names]


def _settle_doubts(item: dict[str, Any], name: str) -> None:
    """Take away the doubts that an editor has answered."""
    settled = DOUBTS_SETTLED.get(name, ())
    item["doubts"] = [doubt for doubt in item["doubts"] if doubt not in settled]


def _new_item(state: State, pieces: list[Piece], lines: Lines) -> dict[str, Any]:
    number = state["next"]
    state["next"] = number + 1
    return {"id": number, "pieces": pieces, "fields": reread(lines, pieces), "sure": {}, "doubts": []}


def _divide_piece(item: dict[str, Any], line: int, lines: Lines) -> None:
    """Divide the piece that holds ``line``, so that a piece begins with it."""
    place = next(number for number, piece in enumerate(item["pieces"]) if line in piece["lines"])
    piece = item["pieces"][place]
    at = piece["lines"].index(line)
    if at == 0:
        return
    halves = (piece["lines"][:at], piece["lines"][at:])
    item["pieces"][place : place + 1] = [_part(piece, numbers, lines) for numbers in halves]


def _part(piece: Piece, numbers: list[int], lines: Lines) -> Piece:
    """Return a piece of these lines in the role of ``piece``."""
    text = "" if piece["role"] == "credit" else joined(lines, numbers)
    return {"role": piece["role"], "lines": numbers, "text": text}


def _take_out(state: State, numbers: list[int], lines: Lines) -> None:
    """Take lines out of whatever holds them; what is left of a piece keeps its role."""
    wanted = set(numbers)
    state["aside"] = [line for line in state["aside"] if line not in wanted]
    for item in state["items"]:
        if not wanted.isdisjoint(lines_of(item)):
            item["pieces"] = [rest for piece in item["pieces"] for rest in _rest(piece, wanted, lines)]


def _rest(piece: Piece, wanted: set[int], lines: Lines) -> list[Piece]:
    left = [line for line in piece["lines"] if line not in wanted]
    if left == piece["lines"]:
        return [piece]
    return [_part(piece, left, lines)] if left else []


def _inserted(pieces: list[Piece], piece: Piece) -> list[Piece]:
    """Return the pieces with one more at its place: heads in their order, the rest before the first later line."""
    later = (
        number
        for number, other in enumerate(pieces)
        if other["role"] not in HEADS and other["lines"] and other["lines"][0] > piece["lines"][0]
    )
    place = next(later, len(pieces))
    return _ordered([*pieces[:place], piece, *pieces[place:]])


def _ordered(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with kicker, headline and deck in front."""
    return sorted(pieces, key=lambda piece: HEADS.index(piece["role"]) if piece["role"] in HEADS else len(HEADS))


def _write_head(item: dict[str, Any], name: str, text: str) -> None:
    """Write a typed head into its first piece; the others of the same role keep their lines without a text."""
    pieces = [piece for piece in item["pieces"] if piece["role"] == name]
    if not pieces:
        if text:
            item["pieces"] = _ordered([*item["pieces"], {"role": name, "lines": [], "text": text}])
        return
    for number, piece in enumerate(pieces):
        piece.pop("printed", None)
        piece["text"] = text if number == 0 else ""
