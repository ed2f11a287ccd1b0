"""Where content apps say what of theirs readers may find.

An app registers a model with a function that describes one object::

    registry.register(ArticlePage, describe_article)

``describe`` returns ``None`` for an object that is not public and has no date on which it will be. The kind and the
key of a document come from the model, so that a document can be removed when nothing is left to describe.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as day
from datetime import datetime
from typing import Any

from django.db import models


@dataclass(frozen=True, kw_only=True)
class Description:
    """What an object tells of itself. Times are aware; keys are primary keys; texts are plain text."""

    title: str
    url: str
    date: datetime
    """When it was published; lists and recency go by it."""
    number: int | None = None
    archive_key: str = ""
    """The key of an old archive, where the object came from one."""
    kicker: str = ""
    deck: str = ""
    short_title: str = ""
    summary: str = ""
    """Shown in lists; made from ``text`` where it is empty."""
    text: str = ""
    """The whole text, paragraphs separated by line breaks."""
    people: str = ""
    """Names and units as printed (bylines, persons honoured); never contact data."""
    updated_at: datetime | None = None
    column_id: int | None = None
    also_in: tuple[int, ...] = ()
    """Keys of other columns in which it appears."""
    article_kind: str = ""
    region_ids: tuple[int, ...] = ()
    """Regions it names itself; their ancestors are added."""
    topic_ids: tuple[int, ...] = ()
    organisation_ids: tuple[int, ...] = ()
    picture_id: int | None = None
    visible_from: datetime | None = None
    """Not before this moment (embargo, schedule); ``None`` means at once."""
    visible_until: datetime | None = None
    source_name: str = ""
    edition_date: day | None = None


Describe = Callable[[Any], Description | None]


@dataclass(frozen=True)
class Registration:
    """One registered model."""

    model: type[models.Model]
    describe: Describe
    kind: str
    queryset: Callable[[], "models.QuerySet[Any]"] = field(repr=False)

    def key(self, instance: models.Model) -> str:
        """Return the key of the instance's document among documents of its kind."""
        return str(instance.pk)


_article_kinds: dict[str, str] = {}
_registrations: dict[type[models.Model], Registration] = {}


def register(
    model: type[models.Model],
    describe: Describe,
    *,
    kind: str | None = None,
    queryset: Callable[[], "models.QuerySet[Any]"] | None = None,
    article_kinds: Mapping[str, Any] | None = None,
) -> None:
    """Register ``model``; its documents are of ``kind`` (default: the kind of its public number).

    ``queryset`` gives the objects for a rebuild, with whatever ``describe`` reads prefetched. ``article_kinds`` names
    the values of ``Description.article_kind`` for readers. Registering a model again replaces what was registered.
    """
    _article_kinds.update(article_kinds or {})
    default_kind = str(getattr(model, "numbered_kind", None) or model._meta.model_name)  # noqa: SLF001 - documented API
    manager = model._default_manager  # noqa: SLF001 - Django documents it for code that handles any model
    _registrations[model] = Registration(model, describe, kind or default_kind, queryset or manager.all)


def unregister(model: type[models.Model]) -> None:
    """Forget ``model``; its documents stay until they are removed or rebuilt."""
    _registrations.pop(model, None)


def registration_of(instance: models.Model) -> Registration | None:
    """Return the registration of the instance's class, or ``None``."""
    return _registrations.get(type(instance))


def registrations() -> Iterator[Registration]:
    """Yield every registration, in the order they were made."""
    yield from tuple(_registrations.values())


def article_kind_name(value: str) -> str:
    """Return what readers call a kind of article; the value itself where nobody named it."""
    return str(_article_kinds.get(value, value))
