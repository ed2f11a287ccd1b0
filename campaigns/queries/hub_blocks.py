"""Reading the stored blocks of a hub: keys and plain values, without loading a single page.

What is stored may be older than the blocks of today, so each value is asked for with a default.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.dateparse import parse_date

from campaigns.models import CampaignPage
from foundation.blocks.plain import text_of_html
from foundation.keys import key_in


@dataclass(frozen=True)
class Stored:
    """One stored section."""

    kind: str
    key: str
    value: Mapping[str, Any]

    @property
    def heading(self) -> str:
        """The heading that stands above it."""
        return str(self.value.get("heading") or "")

    def items(self, name: str) -> list[Any]:
        """Return the values of a list block."""
        rows = self.value.get(name) or []
        return [row["value"] if isinstance(row, Mapping) and "value" in row and "type" in row else row for row in rows]

    def number(self, name: str) -> int | None:
        """Return a stored key or number."""
        return as_key(self.value.get(name))

    def day(self, name: str) -> dt.date | None:
        """Return a stored day."""
        return as_day(self.value.get(name))


def as_key(value: Any) -> int | None:
    """Return a key that was stored as a number or as its text."""
    return key_in(str(value or "")) or None


def as_day(value: Any) -> dt.date | None:
    """Return a day that was stored as ISO text, or that has not been stored yet."""
    return value if isinstance(value, dt.date) else parse_date(str(value or ""))


def as_number(value: Any) -> Decimal | None:
    """Return a decimal number that was stored as text."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def stored_sections(hub: CampaignPage) -> list[Stored]:
    """Return the sections of the hub as they are stored, in their order."""
    return [
        Stored(str(block["type"]), str(block.get("id") or place)[:8], block["value"])
        for place, block in enumerate(hub.sections.raw_data)
    ]


def page_keys(sections: Iterable[Stored]) -> list[int]:
    """Return the keys of the pages that sections name, ads and exemplars excepted."""
    named: list[Any] = []
    for section in sections:
        named += [story.get("page") for story in section.items("stories")]
        named += [moment.get("page") for moment in section.items("moments")]
        named += [figure.get("article") for figure in section.items("figures")]
        named += [document.get("page") for document in section.items("documents")]
    return list(dict.fromkeys(key for value in named if (key := as_key(value)) is not None))


def words_of(sections: Iterable[Stored]) -> str:
    """Return the words an editor wrote into the sections, a line each; names of people and ads are not among them."""
    return "\n".join(line.strip() for section in sections for line in _lines(section) if line and line.strip())


def _lines(section: Stored) -> Iterator[str]:
    yield section.heading
    yield text_of_html(str(section.value.get("text") or ""))
    for moment in section.items("moments"):
        yield str(moment.get("title") or "")
        yield str(moment.get("text") or "")
    for figure in section.items("figures"):
        yield str(figure.get("label") or "")
    for document in section.items("documents"):
        yield " ".join(str(document.get(name) or "") for name in ("title", "issuer", "number"))
