"""A reading as plain data, in the shape that the scorer and other programs read."""

from dataclasses import asdict
from typing import Any

from news.reading.records import Furniture, Item, PageReading


def _item(item: Item) -> dict[str, Any]:
    data = asdict(item)
    data["region"] = {level: getattr(item.region, level) or None for level in ("province", "city", "county")}
    data["region_code"] = item.region.code
    for name in (
        "kicker",
        "headline",
        "deck",
        "byline",
        "byline_role",
        "dateline_prefix",
        "source",
        "column",
        "sponsor",
    ):
        data[name] = data[name] or None
    return data


def _furniture(piece: Furniture) -> dict[str, Any]:
    return {
        "kind": "masthead",
        "paragraphs": [piece.text],
        "lines": list(piece.lines),
        "role": piece.role,
        "confidence": piece.confidence,
    }


def as_data(reading: PageReading) -> dict[str, Any]:
    """Return `{"items": […], "warnings": […]}`; furniture comes as items of kind `masthead`: no line is lost."""
    return {
        "items": [*map(_item, reading.items), *map(_furniture, reading.furniture)],
        "warnings": reading.warnings,
    }
