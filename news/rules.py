"""Limits and rules of the newsroom, as plain values and functions without a database."""

import datetime as dt
from zoneinfo import ZoneInfo

OFFICE_TIME = ZoneInfo("Asia/Shanghai")
"""The time zone in which dates of publication and the years of addresses are read."""

CHANNEL_TITLE_LIMIT = 32
"""Characters a WeChat official account accepts in a title; the short title never exceeds it."""

PRINT_PAGES_LIMIT = 200
"""More pages than any edition has: a larger page number is a slip of the hand."""


def publication_year(moment: dt.datetime) -> int:
    """Return the year of ``moment`` in the office's time; it stands in an article's address."""
    return moment.astimezone(OFFICE_TIME).year


def article_path(*, number: int, first_published_at: dt.datetime) -> str:
    """Return the canonical path of an article: ``/a/<year of first publication>/<number>/``."""
    return f"/a/{publication_year(first_published_at)}/{number}/"
