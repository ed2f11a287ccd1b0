"""The one door for HTML from outside: pasted text, imported archives, uploaded documents.

Two cleaners stand one behind the other with the same allow-list (``docs/adr/0010-sanitising-behind-one-door.md``):
bleach, which the office's other systems use and which is no longer maintained, and nh3, whose word is final.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import nh3
from bleach.sanitizer import Cleaner

Profile = Literal["body", "inline"]

MAX_LENGTH: Final = 5_000_000
"""Longest HTML accepted, in characters: the largest article seen pasted from Word had a tenth of it."""

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

CONTENT_DROPPED: Final = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math"})
"""Elements whose text is no text for readers: it goes with the element."""

INLINE_TAGS: Final = frozenset({"a", "b", "br", "code", "em", "i", "strong", "sub", "sup", "u"})
BLOCK_TAGS: Final = frozenset(
    {
        *("blockquote", "caption", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    }
)
LINK_ATTRIBUTES: Final = {"a": frozenset({"href", "title"})}
BLOCK_ATTRIBUTES: Final = {
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}


MAX_DEPTH: Final = 500
"""Elements inside each other. WeChat's editors nest some thirty; at 20,000 the first cleaner works for 11 seconds."""

CLOSED_BY_THEMSELVES: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
"""Elements without an end tag, and those that the next of their kind ends."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")


class HtmlTooLongError(ValueError):
    """The HTML is longer than ``MAX_LENGTH``, or nested deeper than ``MAX_DEPTH``."""


@dataclass(frozen=True)
class AllowList:
    """Tags and their attributes that survive; everything else is unwrapped or dropped."""

    tags: frozenset[str]
    attributes: dict[str, frozenset[str]]


PROFILES: Final[dict[Profile, AllowList]] = {
    "body": AllowList(INLINE_TAGS | BLOCK_TAGS, LINK_ATTRIBUTES | BLOCK_ATTRIBUTES),
    "inline": AllowList(INLINE_TAGS, LINK_ATTRIBUTES),
}


def clean_html(html: str, *, profile: Profile = "body") -> str:
    """Return ``html`` with nothing left but the tags and attributes of ``profile``.

    ``body`` is for the text of an article (paragraphs, lists, headings from h2, tables), ``inline`` for one line of
    rich text. Pictures are not among them: an importer takes them out first and stores them. Scripts, styles and
    their like lose their content too; every other foreign tag loses only itself. Links open to http, https, mailto,
    tel and relative addresses, and carry ``rel="noopener noreferrer"``.

    Raises HtmlTooLongError above ``MAX_LENGTH`` characters or ``MAX_DEPTH`` elements inside each other.
    """
    if len(html) > MAX_LENGTH:
        message = f"The HTML has {len(html)} characters; at most {MAX_LENGTH} are read"
        raise HtmlTooLongError(message)
    if _is_deeper(html, MAX_DEPTH):
        message = f"The HTML has more than {MAX_DEPTH} elements inside each other"
        raise HtmlTooLongError(message)
    return _nh3(profile).clean(_bleach(profile).clean(html))


def _is_deeper(html: str, limit: int) -> bool:
    """Tell whether elements stand deeper in each other than ``limit``, as far as the tags alone tell."""
    depth = 0
    for end, name in _TAG.findall(html):
        if name.lower() in CLOSED_BY_THEMSELVES:
            continue
        depth = max(0, depth - 1) if end else depth + 1
        if depth > limit:
            return True
    return False


@cache
def _bleach(profile: Profile) -> Cleaner:
    """Return the first cleaner; it lets ``CONTENT_DROPPED`` pass, since it would unwrap their text into the page."""
    allowed = PROFILES[profile]
    return Cleaner(
        tags=allowed.tags | CONTENT_DROPPED,
        attributes={tag: sorted(names) for tag, names in allowed.attributes.items()},
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )


@cache
def _nh3(profile: Profile) -> nh3.Cleaner:
    allowed = PROFILES[profile]
    return nh3.Cleaner(
        tags=set(allowed.tags),
        clean_content_tags=set(CONTENT_DROPPED),
        attributes={tag: set(names) for tag, names in allowed.attributes.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
