"""What a screen plays, read from the search documents at each contact."""

import datetime as dt
from collections.abc import Iterator
from math import ceil
from typing import Any, Final

from campaigns.enums import PlayKind
from campaigns.models import PlaylistItem, PsaFile, Screen
from campaigns.queries.screen_files import STILLS, files_for
from campaigns.rules.days import end_of
from media.templatetags.pictures import picture_url
from search.models import Document

OFFLINE_HOURS: Final = 24
"""Hours for which an exemplar's card may be shown without contact, so that a withdrawn consent reaches it."""
EPOCH: Final = dt.date(1970, 1, 1)


def program_of(screen: Screen, *, now: dt.datetime, version: str = "") -> dict[str, Any]:
    """Return the screen's program at ``now`` as the player takes it (``campaigns/rules/showing.py``).

    Only what readers may see at this moment travels, so nothing under embargo lies in a screen's store. The queries
    do not grow with the number of entries.
    """
    entries = list(screen.playlist.items.order_by("sort_order", "pk")) if screen.playlist else []
    named, newest = _documents(entries, now)
    shown = [(entry, document) for entry in entries for document in _shown_by(entry, named, newest)]
    files = files_for(screen, (document for _entry, document in shown))
    items = [_item(entry, document, now, files.get(document.object_key)) for entry, document in shown]
    return {
        "server_time": milliseconds(now),
        "version": version,
        "name": screen.name,
        "opens": minute_of(screen.opens_at),
        "closes": minute_of(screen.closes_at),
        "items": items,
    }


def _documents(
    entries: list[PlaylistItem], now: dt.datetime
) -> tuple[dict[tuple[str, int | None], Document], dict[str, list[Document]]]:
    """Return the documents that entries name, and the newest of each kind of which some are asked for."""
    visible = Document.objects.visible(now).for_lists()
    numbers = [entry.number for entry in entries if entry.number]
    named = {(row.kind, row.number): row for row in visible.filter(number__in=numbers)} if numbers else {}
    most: dict[str, int] = {}
    for entry in entries:
        if not entry.number:
            most[entry.kind] = max(most.get(entry.kind, 0), entry.newest)
    return named, {kind: list(visible.filter(kind=kind)[:count]) for kind, count in most.items()}


def _shown_by(
    entry: PlaylistItem, named: dict[tuple[str, int | None], Document], newest: dict[str, list[Document]]
) -> Iterator[Document]:
    if entry.number:
        document = named.get((entry.kind, entry.number))
        if document is not None:
            yield document
    else:
        yield from newest[entry.kind][: entry.newest]


def _item(entry: PlaylistItem, document: Document, now: dt.datetime, file: PsaFile | None) -> dict[str, Any]:
    """Return the entry as the player takes it; a film plays for its own length.

    The file of an ad comes from below the screen's own address; the picture of a card carries the end of its rights.
    """
    keeps = entry.kind == PlayKind.EXEMPLAR
    file = file if document.kind == PlayKind.PSA else None
    film = file is not None and file.file_format not in STILLS
    address = f"files/{file.pk}-{file.sha256[:8]}/" if file is not None else ""
    picture = document.picture
    ends = end_of(picture.valid_to) if picture else None
    return {
        "id": entry.pk,
        "kind": document.kind,
        "key": document.object_key,
        "title": document.title,
        "kicker": document.kicker,
        "summary": document.deck or document.summary,
        "image": address if address and not film else picture_url(picture, "figure"),
        "image_until": milliseconds(ends) if ends else None,
        "alt": picture.default_alt_text if picture else "",
        "video": address if film else "",
        "file": file.pk if file is not None else None,
        "seconds": max(1, ceil(file.seconds)) if film and file is not None and file.seconds else entry.seconds,
        "valid_from": milliseconds(document.visible_from),
        "valid_until": milliseconds(document.visible_until) if document.visible_until else None,
        "keep_until": milliseconds(now + dt.timedelta(hours=OFFLINE_HOURS)) if keeps else None,
        "first_day": _day(entry.from_date),
        "last_day": _day(entry.until_date),
        "from_minute": minute_of(entry.from_time),
        "until_minute": minute_of(entry.until_time),
    }


def milliseconds(moment: dt.datetime) -> int:
    """Return an instant as milliseconds since 1970 UTC."""
    return round(moment.timestamp() * 1000)


def minute_of(time: dt.time) -> int:
    """Return the minute of the day."""
    return time.hour * 60 + time.minute


def _day(day: dt.date | None) -> int | None:
    return (day - EPOCH).days if day else None
