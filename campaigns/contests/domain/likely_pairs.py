"""Which texts are likely to resemble which: every text is read once, in portions, and only flat arrays are kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple

import numpy as np

from campaigns.contests.models import Contest, EntryRevision
from campaigns.contests.queries.findings import first_wordings, fresh_texts, heads
from campaigns.contests.rules.likeness import comparable_text
from campaigns.contests.rules.sketches import RULE, Grams, Pairs, Signatures, grams, signature
from search.models import Document

CANDIDATES: Final = 8
"""How many likely counterparts of one text are compared exactly."""
CHUNK: Final = 500
"""Texts read together."""
BY_WHOLE: Final = 1.0
"""Texts that are alike as a whole come before all that share passages only."""
FULL_HITS: Final = 100


@dataclass
class Order:
    """All texts by their numbers, given in the order in which they first appeared: who was first has the lower."""

    keys: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Order":
        """Give every wording that is compared its number."""
        order = cls()
        rows = heads().annotate(first=first_wordings()).order_by("first", "pk").values_list("pk", "entry_id")
        for number, (key, entry) in enumerate(rows.iterator(chunk_size=CHUNK)):
            order.keys.append(key)
            order.entries.append(entry)
            order.numbers[key] = number
        return order


class Known(NamedTuple):
    """One text as it is asked about: a number, its folded form, and its signature where one is stored."""

    number: int
    text: str
    signature: bytes | None


@dataclass
class Fresh:
    """What stands for the texts that are compared for the first time, by their numbers."""

    contest: Contest
    signatures: dict[int, bytes]
    alike: Signatures
    passages: Grams

    @classmethod
    def read(cls, contest: Contest, order: Order) -> "Fresh":
        """Take up a competition's new wordings. One that came after the order was made waits for the next run."""
        signatures: dict[int, bytes] = {}

        def sketches() -> Iterator[tuple[int, Any]]:
            rows = fresh_texts(contest).order_by("pk").values_list("pk", "text")
            for key, text in rows.iterator(chunk_size=CHUNK):
                if (number := order.numbers.get(key)) is not None:
                    folded = comparable_text(text)
                    signatures[number] = signature(folded)
                    yield number, grams(folded)

        passages = Grams(sketches())
        return cls(contest, signatures, Signatures(signatures), passages)


def pairs_of_entries(order: Order, fresh: Fresh) -> dict[int, list[int]]:
    """Return the likeliest counterparts of texts, earlier ones, of which one of the two at least is fresh."""
    found = [_by_whole(fresh.alike.among()), _by_passage(fresh.passages.among())]
    for known in _compared_before(order, fresh):
        numbers = [each.number for each in known]
        stored = [signature(each.text) if each.signature is None else each.signature for each in known]
        sketches = ((each.number, grams(each.text)) for each in known)
        found.append(_by_whole(_in_order(fresh.alike.asked(numbers, stored))))
        found.append(_by_passage(_in_order(fresh.passages.asked(sketches))))
    return likeliest(found)


def _compared_before(order: Order, fresh: Fresh) -> Iterator[list[Known]]:
    """Yield the texts that are not fresh, in portions asked for by their keys."""
    keys = [key for number, key in enumerate(order.keys) if number not in fresh.signatures]
    for start in range(0, len(keys), CHUNK):
        rows = EntryRevision.objects.filter(pk__in=keys[start : start + CHUNK])
        yield [
            Known(order.numbers[key], comparable_text(text), bytes(made) if rule == RULE else None)
            for key, text, rule, made in rows.values_list("pk", "text", "compared__rule", "compared__signature")
        ]


def pairs_with_articles(fresh: Fresh) -> dict[int, list[int]]:
    """Return the keys of the articles that readers see with which fresh texts are likely to share a passage."""
    keys: list[int] = []

    def printed() -> Iterator[Known]:
        rows = Document.objects.visible().filter(kind="article").order_by("pk").values_list("object_key", "text")
        for key, text in rows.iterator(chunk_size=CHUNK):
            keys.append(int(key))
            yield Known(len(keys) - 1, comparable_text(text), None)

    found = []
    for known in _portions(printed()):
        pairs = fresh.passages.asked((each.number, grams(each.text)) for each in known)
        found.append(_by_passage(pairs._replace(one=pairs.other, other=pairs.one)))
    return {one: [keys[other] for other in others] for one, others in likeliest(found).items()}


def _portions(known: Iterator[Known]) -> Iterator[list[Known]]:
    while portion := list(islice(known, CHUNK)):
        yield portion


def _in_order(pairs: Pairs) -> Pairs:
    """Put the later of each pair first."""
    return Pairs(np.maximum(pairs.one, pairs.other), np.minimum(pairs.one, pairs.other), pairs.weight)


def _by_whole(pairs: Pairs) -> Pairs:
    return pairs._replace(weight=BY_WHOLE + pairs.weight)


def _by_passage(pairs: Pairs) -> Pairs:
    return pairs._replace(weight=(pairs.weight / FULL_HITS).clip(max=BY_WHOLE))


def likeliest(found: list[Pairs]) -> dict[int, list[int]]:
    """Return for each number the others that weigh most, at most ``CANDIDATES``; of equals the earliest."""
    if not found:
        return {}
    one, other, weight = (np.concatenate(column) for column in zip(*found, strict=True))
    best = np.lexsort((other, -weight, one))
    chosen: dict[int, list[int]] = {}
    for mine, theirs in zip(one[best].tolist(), other[best].tolist(), strict=True):
        kept = chosen.setdefault(mine, [])
        if len(kept) < CANDIDATES and theirs not in kept:
            kept.append(theirs)
    return chosen
