"""Looking for resemblances: new texts against their competition, past ones, and our own articles. It only flags."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from campaigns.contests.domain.likely_pairs import CHUNK, Fresh, Order, pairs_of_entries, pairs_with_articles
from campaigns.contests.enums import FindingKind
from campaigns.contests.models import ComparedText, Contest, EntryRevision, Finding
from campaigns.contests.queries.findings import first_appeared, wordings_of
from campaigns.contests.rules.likeness import Likeness, comparable_text, compare, may_tell
from campaigns.contests.rules.sketches import RULE
from foundation.domain.audit import record
from foundation.models import User
from search.models import Document

KEPT: Final = 5
"""How many resemblances of one text are kept, the greatest first: a text copied by a class needs no more."""
PORTION: Final = 64
"""Texts compared exactly with their counterparts together."""
Told = tuple[int, str, int, Likeness]
"""A wording, the field that names its counterpart, the counterpart, and how alike they are."""


@dataclass
class Searched:
    """What one run did: texts that were new, pairs compared exactly, resemblances found."""

    fresh: int = 0
    compared: int = 0
    found: int = 0


def find_resemblances(*, contest: Contest, actor: User | None = None) -> Searched:
    """Compare every new wording of a competition with its others, all past ones and our published articles.

    It reads much and takes long: it belongs in a task or a command. What is found is added; nothing is taken away, and
    no entry moves. Running twice finds nothing twice.
    """
    order = Order.read()
    fresh = Fresh.read(contest, order)
    if not fresh.signatures:
        return Searched()
    searched = Searched(fresh=len(fresh.signatures))
    likely, printed = pairs_of_entries(order, fresh), pairs_with_articles(fresh)
    findings = list(_weighed(order, likely, printed, searched))
    with transaction.atomic():
        before = Finding.objects.count()
        Finding.objects.bulk_create(findings, ignore_conflicts=True, batch_size=CHUNK)
        searched.found = Finding.objects.count() - before
        ComparedText.objects.bulk_create(
            [
                ComparedText(revision_id=order.keys[number], rule=RULE, signature=made)
                for number, made in sorted(fresh.signatures.items())
            ],
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=["revision"],
            update_fields=["rule", "signature"],
        )
        record(verb="find_resemblances", subject=contest, actor=actor, fresh=searched.fresh, found=searched.found)
    return searched


def _weighed(
    order: Order, likely: Mapping[int, list[int]], printed: Mapping[int, list[int]], searched: Searched
) -> Iterator[Finding]:
    """Compare the likeliest counterparts of each text exactly and yield what is worth a person's time."""
    numbers = sorted({*likely, *printed})
    for start in range(0, len(numbers), PORTION):
        portion = numbers[start : start + PORTION]
        texts = _texts({order.keys[each] for number in portion for each in (number, *likely.get(number, ()))})
        articles = article_texts({each for number in portion for each in printed.get(number, ())})
        told: list[Told] = []
        for number in portion:
            text = texts.get(order.keys[number], "")
            others = [("other_id", order.keys[each], texts) for each in likely.get(number, ())]
            others += [("article_id", each, articles) for each in printed.get(number, ())]
            found = list(_told(text, others, searched))
            found.sort(key=lambda each: -each[2].share)
            told += [(order.keys[number], *each) for each in found[:KEPT]]
        yield from _placed(order, told)


def _told(
    text: str, others: Iterable[tuple[str, int, Mapping[int, str]]], searched: Searched
) -> Iterator[tuple[str, int, Likeness]]:
    for name, key, texts in others:
        other = texts.get(key, "")
        if not may_tell(text, other):
            continue
        searched.compared += 1
        likeness = compare(text, other)
        if likeness.kind is not None:
            yield name, key, likeness


def _placed(order: Order, told: Iterable[Told]) -> Iterator[Finding]:
    """Hang each resemblance on the one in whose entry the shared text appeared later: one query for all of them."""
    told = list(told)
    pairs = [(key, other) for key, name, other, _likeness in told if name == "other_id"]
    wordings = wordings_of(order.entries[order.numbers[key]] for pair in pairs for key in pair)
    rows = {each.pk: each for kept in wordings.values() for each in kept}
    for key, name, other, likeness in told:
        later, earlier = key, other
        if name == "other_id" and {key, other} <= rows.keys():
            one, two = rows[key], rows[other]
            first = [
                first_appeared(mine, theirs.text, wordings[mine.entry_id]) for mine, theirs in ((one, two), (two, one))
            ]
            later, earlier = (other, key) if first[0] < first[1] else (key, other)
        yield _finding(order.entries[order.numbers[later]], later, name, earlier, likeness)


def _finding(entry: int, revision: int, field_name: str, key: int, likeness: Likeness) -> Finding:
    return Finding(
        entry_id=entry,
        revision_id=revision,
        kind=likeness.kind or FindingKind.CONTAINED,
        share=likeness.share,
        shared=likeness.shared,
        **{field_name: key},
    )


def _texts(keys: set[int]) -> dict[int, str]:
    rows = EntryRevision.objects.filter(pk__in=keys).values_list("pk", "text")
    return {key: comparable_text(text) for key, text in rows}


def article_texts(keys: set[int]) -> dict[int, str]:
    """Return the compared forms of those of the articles that readers see now."""
    shown = Document.objects.visible().filter(kind="article", object_key__in=[str(key) for key in keys])
    return {int(key): comparable_text(text) for key, text in shown.values_list("object_key", "text")}
