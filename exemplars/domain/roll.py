"""Writing the rows of the roll of honour: they say what search documents and honours say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction

from exemplars.models import Honour, RollRow
from exemplars.rules.likeness import typed_names
from foundation.enums import NumberedKind
from foundation.text.normalising import fold
from search.models import Document, DocumentRegion

BATCH = 500
WORDS_LENGTH = 400


@transaction.atomic
def write_rows(*, exemplars: Collection[int]) -> int:
    """Write the rows of these exemplars anew (none for those without a document); return how many there are.

    It is no act of anybody's but follows from one, so it leaves no audit line.
    """
    RollRow.objects.filter(exemplar__in=exemplars).delete()
    keys = [str(key) for key in exemplars]
    found = Document.objects.filter(kind=NumberedKind.EXEMPLAR, object_key__in=keys)
    documents = {int(document.object_key): document for document in found.defer("text")}
    if not documents:
        return 0
    regions, places = _regions([document.pk for document in documents.values()])
    rows = []
    for honour in Honour.objects.standing().filter(exemplar__in=documents):
        document = documents[honour.exemplar_id]
        words = searched(document, honour, places[document.pk])
        rows += [_row(honour, document, region, words) for region in (None, *regions[document.pk])]
    return len(RollRow.objects.bulk_create(rows, batch_size=BATCH))


def searched(document: Document, honour: Honour, places: list[str]) -> str:
    """Return what the search box looks through: name, unit, document number, places, and how the name is typed."""
    told = " ".join((document.title, document.people, honour.document_number, *places, *typed_names(document.title)))
    return fold(told).casefold()[:WORDS_LENGTH]


def _regions(documents: list[int]) -> tuple[dict[int, list[int]], dict[int, list[str]]]:
    """Return by document the keys of its regions with their ancestors, and the names of those it names itself."""
    regions: dict[int, list[int]] = defaultdict(list)
    places: dict[int, list[str]] = defaultdict(list)
    links: Any = DocumentRegion.objects.filter(document__in=documents).order_by("pk")
    for document, region, is_direct, name in links.values_list("document", "region", "is_direct", "region__name"):
        regions[document].append(region)
        if is_direct:
            places[document].append(name)
    return regions, places


def _row(honour: Honour, document: Document, region: int | None, words: str) -> RollRow:
    return RollRow(
        honour=honour,
        exemplar_id=honour.exemplar_id,
        region_id=region,
        programme_id=honour.programme_id,
        category_id=honour.category_id,
        level=honour.level,
        year=honour.year,
        day=honour.awarded_on or dt.date(honour.year, 1, 1),
        words=words,
        visible_from=document.visible_from,
        visible_until=document.visible_until,
    )
