"""One line of an archive: what it must hold, and the sentence for each way in which it may not."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from foundation.sanitising import MAX_LENGTH
from foundation.text.normalising import squeeze_spaces
from news.rules import OFFICE_TIME

LINE_LIMIT = 8 * 1024 * 1024
"""Bytes of one line; a longer one is no article."""

LENGTHS = {"id": 120, "title": 255, "source": 80, "url": 500, "author": 80}
EARLIEST = dt.datetime(1900, 1, 1, tzinfo=OFFICE_TIME)
SLACK = dt.timedelta(days=1)
"""Archives kept in another time zone may be a few hours ahead."""


class RowRefused(Exception):  # noqa: N818 - the name says what happened to the row
    """A line was refused; its text is one sentence for the person who brought the archive."""


@dataclass(frozen=True)
class ArchiveRow:
    """One article of an archive. ``html`` is empty where ``body`` is plain text."""

    key: str
    source: str
    title: str
    body: str
    html: str
    date: dt.datetime
    url: str
    author: str
    source_name: str


def read_row(line: bytes, *, now: dt.datetime) -> ArchiveRow:
    """Return the row of one JSON line. Raises RowRefused with the reason.

    ``id``, ``title``, ``date`` and one of ``body`` (plain text) and ``html`` must be there; ``source``, ``url`` and
    ``author`` may. ``src`` is read as ``source``. A date without a time zone is the office's.
    """
    values = _values(line)
    body, html = _text(values, "body", required=False), _text(values, "html", required=False)
    if not body.strip() and not html.strip():
        raise RowRefused(_("There is no body."))
    if max(len(body), len(html)) > MAX_LENGTH:
        raise RowRefused(_("The body is too long."))
    source = _short(values, "source" if "source" in values else "src", limit=LENGTHS["source"], required=False)
    return ArchiveRow(
        key=_short(values, "id", limit=LENGTHS["id"]),
        source=source,
        title=_short(values, "title", limit=LENGTHS["title"]),
        body=body,
        html=html,
        date=_date(values, now),
        url=_short(values, "url", limit=LENGTHS["url"], required=False),
        author=_short(values, "author", limit=LENGTHS["author"], required=False),
        source_name=source,
    )


def _values(line: bytes) -> dict[str, Any]:
    if len(line) > LINE_LIMIT:
        raise RowRefused(_("The line is longer than 8 MB."))
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RowRefused(_("The line is not UTF-8.")) from None
    except (ValueError, RecursionError):
        raise RowRefused(_("The line is not JSON.")) from None
    if not isinstance(values, dict):
        raise RowRefused(_("The line is not a JSON object."))
    return values


def _text(values: dict[str, Any], name: str, *, required: bool = True) -> str:
    """Return a field as text that a database can hold; numbers are read as their digits."""
    value = values.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        if required:
            raise RowRefused(_("The field “%(name)s” is missing.") % {"name": name})
        return ""
    if not isinstance(value, str):
        raise RowRefused(_("The field “%(name)s” is not text.") % {"name": name})
    # NUL and lone surrogates are what no database takes.
    return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _short(values: dict[str, Any], name: str, *, limit: int, required: bool = True) -> str:
    text = squeeze_spaces(_text(values, name, required=required)).replace("\n", " ")
    if required and not text:
        raise RowRefused(_("The field “%(name)s” is missing.") % {"name": name})
    if len(text) > limit:
        raise RowRefused(
            _("The field “%(name)s” is longer than %(limit)d characters.") % {"name": name, "limit": limit}
        )
    return text


def _date(values: dict[str, Any], now: dt.datetime) -> dt.datetime:
    text = _text(values, "date").strip()
    try:
        moment = parse_datetime(text)
        day = None if moment else parse_date(text)
    except ValueError:
        moment = day = None
    if day is not None:
        moment = dt.datetime.combine(day, dt.time(), tzinfo=OFFICE_TIME)
    if moment is None:
        raise RowRefused(_("The date is not of the form 2020-05-28 or 2020-05-28T08:30."))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=OFFICE_TIME)
    if not EARLIEST <= moment <= now + SLACK:
        raise RowRefused(_("The date lies in the future or before 1900."))
    return moment
