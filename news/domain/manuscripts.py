"""A Word manuscript becomes a draft, its pictures pictures of the library."""

import base64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.domain import audit
from foundation.limited import LimitedError, LimitExceededError, RefusedError, run_limited
from foundation.models import User
from foundation.sanitising import HtmlTooLongError
from foundation.text.normalising import squeeze_spaces
from media.domain.uploads import add_picture
from news.domain.pasting import html_to_blocks
from news.domain.placing import tray_of_unsorted
from news.domain.refusals import Refused
from news.models import ArticlePage, ColumnPage

BYTES_LIMIT = 20 * 1024 * 1024
TITLE_LIMIT = 60
"""A first line longer than this is text and no headline."""


@dataclass
class ImportedManuscript:
    """The draft, and how many pictures could not be taken along."""

    article: ArticlePage
    lost_pictures: int


@dataclass(frozen=True)
class Source:
    """A text with its pictures: file name and content by the name that the HTML calls them."""

    html: str
    pictures: Mapping[str, tuple[str, bytes]]
    name: str
    picture_title: str


def import_manuscript(
    *, data: bytes, name: str, actor: User | None, column: ColumnPage | None = None
) -> ImportedManuscript:
    """Make a draft from a .docx file and return it, in ``column`` or among the unsorted.

    Its first line, if it can be one, becomes the headline. A picture that is refused is left out and counted; the
    text is taken all the same. Raises Refused with one sentence for a file that cannot be read, PermissionDenied
    where the actor may not write there; then nothing was kept.
    """
    parent = column or tray_of_unsorted()
    if actor is not None and not parent.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    converted = _convert(data)
    found = {each["name"]: (each["name"], base64.b64decode(each["data"])) for each in converted["pictures"]}
    source = Source(
        html=converted["html"], pictures=found, name=PurePath(name).stem, picture_title=_("Picture of a manuscript")
    )
    return draft_from(source=source, parent=parent, actor=actor, verb="import_manuscript")


def draft_from(*, source: Source, parent: Page, actor: User | None, verb: str) -> ImportedManuscript:
    """Make the draft under ``parent``, all or nothing. Raises Refused for no text or too much of it."""
    with transaction.atomic():
        pictures = _pictures(source, actor)
        try:
            pasted = html_to_blocks(source.html, pictures=pictures)
        except HtmlTooLongError:
            raise Refused(_("The document is too long for one article.")) from None
        if not pasted.blocks:
            raise Refused(_("The document holds no text."))
        title, blocks = take_title(pasted.blocks, fallback=source.name)
        article = ArticlePage(title=title, body=blocks, live=False, has_unpublished_changes=True, owner=actor)
        article.lead_picture_id = next(iter(pictures.values()), None)
        parent.add_child(instance=article)
        article.save_revision(user=actor)
        audit.record(verb=verb, subject=article, actor=actor, number=article.number_id, pictures=len(pictures))
    return ImportedManuscript(article, pasted.lost_pictures)


def take_title(blocks: list[dict[str, Any]], *, fallback: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the headline and the blocks without it: a first subhead or a short first line, else the file's name."""
    first = blocks[0]
    if first["type"] == "subhead":
        return first["value"][:255], blocks[1:]
    if first["type"] == "paragraph":
        line, end, rest = first["value"].partition("</p>")
        plain = squeeze_spaces(line.removeprefix("<p>").replace("<b>", "").replace("</b>", ""))
        is_line = end and "<" not in plain and 0 < len(plain) <= TITLE_LIMIT and not plain.endswith(("。", "，", "："))
        if is_line and (rest or len(blocks) > 1):
            return plain, [*([first | {"value": rest}] if rest else []), *blocks[1:]]
    return squeeze_spaces(fallback)[:255] or _("Untitled"), blocks


def _convert(data: bytes) -> dict[str, Any]:
    """Return what the limited process made of the file. Raises Refused."""
    sentences = {
        "not-docx": _("This is no Word document (.docx). Save it as .docx and try again."),
        "too-large": _("The document unpacks to too much. Make its pictures smaller and try again."),
        "unsafe": _("The document holds parts that Word does not write; it was not opened."),
        "damaged": _("The document is damaged. Save it anew in Word or WPS and try again."),
    }
    if not data or len(data) > BYTES_LIMIT:
        raise Refused(_("The file is empty or larger than 20 MB."))
    try:
        converted: dict[str, Any] = run_limited(
            "news.workshop.docx:convert", data, memory=1024 * 1024 * 1024, cpu_seconds=20, wall_seconds=40
        )
    except RefusedError as reason:
        raise Refused(sentences.get(str(reason), sentences["damaged"])) from None
    except LimitExceededError:
        raise Refused(_("Reading the document takes too much time or memory.")) from None
    except LimitedError:
        raise Refused(sentences["damaged"]) from None
    return converted


def _pictures(source: Source, actor: User | None) -> dict[str, int]:
    """Take the pictures into the library, but for those it refuses; return their keys by reference."""
    keys: dict[str, int] = {}
    for reference, (name, data) in source.pictures.items():
        with suppress(ValidationError):
            keys[reference] = add_picture(data=data, name=name, title=source.picture_title, actor=actor).pk
    return keys
