"""The newsroom's verbs: keyword-only, one transaction each, audited."""

from news.domain.corrections import publish_correction
from news.domain.placing import file_article, place_article, take_off_page, tray_of_unsorted
from news.domain.publishing import (
    is_complete,
    publication_problems,
    publish_article,
    schedule_article,
    withdraw_article,
)
from news.domain.refusals import Refused

__all__ = [
    "Refused",
    "file_article",
    "is_complete",
    "place_article",
    "publication_problems",
    "publish_article",
    "publish_correction",
    "schedule_article",
    "take_off_page",
    "tray_of_unsorted",
    "withdraw_article",
]
