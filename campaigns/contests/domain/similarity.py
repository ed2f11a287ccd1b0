"""Looking for resemblances: new texts against their competition, past ones, and our own articles. It only flags."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from campaigns.contests.enums import EntryState, FindingKind
from campaigns.contests.models import ComparedText, Contest, Entry, EntryRevision, Finding
from campaigns.contests.queries.findings import first_appeared, first_wordings
from campaigns.contests.rules.likeness import Likeness, comparable_text, compare
from campaigns.contests.rules.sketches import RULE, Grams, Signatures, grams, signature
from foundation.domain.audit import record
from foundation.models import User
from search.models import Document

CANDIDATES: Final = 8
"""How many likely counterparts of one text are compared exactly."""
KEPT: Final = 5
"""How many resemblances of one text are kept, the greatest first: a text copied by a class needs no more."""
CHUNK: Final = 500
OUT: Final = (EntryState.DRAFT, EntryState.WITHDRAWN)


@dataclass
class Searched:
    """What one run did: texts that were new, pairs compared exactly, resemblances found."""

    fresh: int = 0
    compared: int = 0
    found: int = 0


@dataclass
class _Run:
    """What is known of the texts of one run. Keys are those of revisions; ``order`` is that in which texts appeared."""

    signatures: dict[int, bytes] = field(default_factory=dict)
    sketches: dict[int, Any] = field(default_factory=dict)
    order: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    pairs: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    articles: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, one: int, other: int, weight: float) -> None:
        """Note a likely pair under the later of the two; wordings of one entry are no pair."""
        if self.entries[one] == self.entries[other]:
            return
        later, earlier = (one, other) if self.order[one] > self.order[other] else (other, one)
        known = self.pairs[later]
        known[earlier] = max(weight, known.get(earlier, 0.0))


def heads() -> "QuerySet[EntryRevision]":
    """Return the current wordings that are compared: those of entries neither withdrawn nor erased."""
    entries = Entry.objects.exclude(state__in=OUT)
    return EntryRevision.objects.filter(pk__in=entries.values("head"), erased_at=None)


def fresh_texts(contest: Contest) -> "QuerySet[EntryRevision]":
    """Return the wordings of a competition that have not been compared under the present rule."""
    return heads().filter(entry__contest=contest).filter(Q(compared=None) | ~Q(compared__rule=RULE))


def find_resemblances(*, contest: Contest, actor: User | None = None) -> Searched:
    """Compare every new wording of a competition with its others, all past ones and our published articles.

    It reads much and takes long: it belongs in a task or a command. What is found is added; nothing is taken away, and
    no entry moves. Running twice finds nothing twice.
    """
    run = _Run()
    _take_up(run, contest)
    if not run.entries:
        return Searched()
    fresh = set(run.entries)
    _gather_entries(run, fresh)
    _gather_articles(run)
    searched = Searched(fresh=len(fresh))
    findings = list(_weighed(run, searched))
    with transaction.atomic():
        before = Finding.objects.count()
        Finding.objects.bulk_create(findings, ignore_conflicts=True, batch_size=CHUNK)
        searched.found = Finding.objects.count() - before
        ComparedText.objects.bulk_create(
            [ComparedText(revision_id=key, rule=RULE, signature=run.signatures[key]) for key in sorted(fresh)],
            batch_size=CHUNK,
            update_conflicts=True,
            unique_fields=["revision"],
            update_fields=["rule", "signature"],
        )
        record(verb="find_resemblances", subject=contest, actor=actor, fresh=searched.fresh, found=searched.found)
    return searched


def _take_up(run: _Run, contest: Contest) -> None:
    rows = fresh_texts(contest).annotate(first=first_wordings()).values_list("pk", "entry_id", "first", "text")
    for key, entry, first, text in rows.iterator(chunk_size=CHUNK):
        folded = comparable_text(text)
        run.entries[key], run.order[key] = entry, (first, key)
        run.signatures[key], run.sketches[key] = signature(folded), grams(folded)


def _gather_entries(run: _Run, fresh: set[int]) -> None:
    """Note every likely pair of a fresh text and another one: each text is read once and asked of the fresh ones."""
    alike, passages = Signatures(run.signatures), Grams(run.sketches)
    asked = ("pk", "entry_id", "first", "text", "compared__rule", "compared__signature")
    rows = heads().annotate(first=first_wordings()).values_list(*asked)
    for key, entry, first, text, rule, stored in rows.iterator(chunk_size=CHUNK):
        if key in fresh:
            made, sketch = run.signatures[key], run.sketches[key]
        else:
            run.entries[key], run.order[key] = entry, (first, key)
            folded = comparable_text(text)
            made, sketch = bytes(stored) if rule == RULE else signature(folded), grams(folded)
        for other, share in alike.candidates(made).items():
            run.add(key, other, 1 + share)
        for other, hits in passages.candidates(sketch).items():
            run.add(key, other, min(1.0, hits / 100))


def _gather_articles(run: _Run) -> None:
    """Note which fresh texts share a passage with an article of ours that readers can see."""
    passages = Grams(run.sketches)
    rows = Document.objects.visible().filter(kind="article").values_list("object_key", "text")
    for key, text in rows.iterator(chunk_size=CHUNK):
        for other, hits in passages.candidates(grams(comparable_text(text))).items():
            run.articles[other][int(key)] = hits


def _weighed(run: _Run, searched: Searched) -> Iterator[Finding]:
    """Compare the likeliest counterparts of each text exactly and yield what is worth a person's time."""
    for key in sorted(set(run.pairs) | set(run.articles)):
        text = _text(key)
        likely = _likeliest(run.pairs.get(key, {}))
        ours = _likeliest(run.articles.get(key, {}))
        others = {each.pk: comparable_text(each.text) for each in EntryRevision.objects.filter(pk__in=likely)}
        printed = {each: article_text(each) for each in ours}
        weighed = [("other_id", each, compare(text, others[each])) for each in likely if others.get(each)]
        weighed += [("article_id", each, compare(text, printed[each])) for each in ours if printed[each]]
        searched.compared += len(weighed)
        told = [each for each in weighed if each[2].kind is not None]
        told.sort(key=lambda each: -each[2].share)
        yield from (_placed(run, key, *each) for each in told[:KEPT])


def _placed(run: _Run, key: int, field_name: str, other: int, likeness: Likeness) -> Finding:
    """Hang a resemblance on the one in whose entry the shared text appeared later."""
    if field_name == "other_id":
        one, two = EntryRevision.objects.get(pk=key), EntryRevision.objects.get(pk=other)
        if first_appeared(one, two.text) < first_appeared(two, one.text):
            key, other = other, key
    return _finding(run.entries[key], key, field_name, other, likeness)


def _finding(entry: int, revision: int, field_name: str, key: int, likeness: Likeness) -> Finding:
    return Finding(
        entry_id=entry,
        revision_id=revision,
        kind=likeness.kind or FindingKind.CONTAINED,
        share=likeness.share,
        shared=likeness.shared,
        **{field_name: key},
    )


def _likeliest(weights: dict[int, float]) -> list[int]:
    """Return the likeliest keys; of equals the earliest came first."""
    return sorted(weights, key=lambda key: (-weights[key], key))[:CANDIDATES]


def _text(key: int) -> str:
    return comparable_text(EntryRevision.objects.values_list("text", flat=True).get(pk=key))


def article_text(key: int) -> str:
    """Return the compared form of an article's text; empty where readers see it no more."""
    text = Document.objects.visible().filter(kind="article", object_key=str(key)).values_list("text", flat=True).first()
    return comparable_text(text or "")
