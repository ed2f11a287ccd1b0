"""Makes search documents without the pages behind them."""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from search.domain import index
from search.models import Document, DocumentColumn, DocumentRegion, DocumentTopic, Synonym

_serial = itertools.count(1)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def document(
    title: str = "澄川开展文明实践活动",
    text: str = "志愿者走进社区。",
    *,
    columns: Sequence[int] = (),
    regions: Sequence[Any] = (),
    topics: Sequence[Any] = (),
    **fields: Any,
) -> Document:
    """Return a visible, indexed document."""
    serial = next(_serial)
    date = fields.pop("date", LONG_AGO + dt.timedelta(minutes=serial))
    values: dict[str, Any] = {
        "kind": "article",
        "object_key": f"test-{serial}",
        "number": None,
        "url": f"/a/{date.year}/{serial}/",
        "summary": text[:100],
        "date": date,
        "year": date.year,
        "updated_at": date,
        "visible_from": min(date, timezone.now()),
        "column_id": columns[0] if columns else None,
    }
    row = Document.objects.create(title=title, text=text, **(values | fields))
    for place, column in enumerate(columns):
        DocumentColumn.objects.create(document=row, column_id=column, is_main=not place, date=date)
    for region in regions:
        DocumentRegion.objects.create(document=row, region=region, date=date)
    for topic in topics:
        DocumentTopic.objects.create(document=row, topic=topic, date=date)
    index.enter([row])
    made: Document = row
    return made


def synonym(short: str, *forms: str) -> Synonym:
    """Return a synonym."""
    return Synonym.objects.create(short=short, full_forms="\n".join(forms))
