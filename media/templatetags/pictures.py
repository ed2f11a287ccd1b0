"""``{% picture_set %}``: a picture on a public page, from renditions that exist already."""

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter

from media.models import Picture, Rendition
from media.specs import MIME_TYPES, SETS, PictureSet

register = template.Library()

FALLBACK_WIDTH = 800
"""Pixels. What a browser without ``srcset`` is given: the largest rendition up to this width."""


@register.simple_tag
def picture_set(picture: Picture | None, name: str, **attributes: Any) -> SafeString:
    """Render ``picture`` as the set ``name`` of ``media.specs``.

    ``alt`` replaces the picture's own alternative text; ``sizes`` replaces the set's. Any other attribute (``class``,
    ``loading``, ``fetchpriority``; ``_`` stands for ``-``) goes to the ``<img>``. Nothing is rendered for no picture
    or for one that may not be shown; a neutral placeholder of the right shape while its renditions are being made.
    Costs no query when the renditions were prefetched (``media.queries.with_renditions``), else one.

    Raises TemplateSyntaxError for an unknown set.
    """
    if name not in SETS:
        message = f"No picture set is called {name!r}"
        raise template.TemplateSyntaxError(message)
    if picture is None or not picture.is_usable():
        return SafeString("")
    chosen = SETS[name]
    alt = attributes.pop("alt", None)
    alt = own_alt(picture) if alt is None else str(alt)
    sizes = str(attributes.pop("sizes", None) or chosen.sizes)
    found = renditions_of(picture, chosen)
    if not found:
        return placeholder(picture, chosen, alt)
    sources = mark_safe("")
    for image_format in chosen.formats[:-1]:
        if found.get(image_format):
            sources += format_html(
                '<source type="{}" srcset="{}" sizes="{}">',
                MIME_TYPES[image_format],
                srcset(found[image_format]),
                sizes,
            )
    last = found.get(chosen.formats[-1]) or next(iter(found.values()))
    return format_html("<picture>{}{}</picture>", sources, img(last, alt=alt, sizes=sizes, attributes=attributes))


@register.simple_tag
def picture_url(picture: Picture | None, name: str) -> str:
    """Return the address of the set's largest fallback rendition, or nothing where there is none to show."""
    if picture is None or not picture.is_usable():
        return ""
    chosen = SETS[name]
    largest = renditions_of(picture, chosen).get(chosen.formats[-1], [])
    return str(largest[-1].url) if largest else ""


def own_alt(picture: Picture) -> str:
    """Return the picture's alternative text; Wagtail's image block may have set one for this place."""
    if picture.decorative:
        return ""
    return str(picture.contextual_alt_text or picture.default_alt_text)


def renditions_of(picture: Picture, chosen: PictureSet) -> dict[str, list[Rendition]]:
    """Return the set's existing renditions by format, narrow before wide; none is ever made here."""
    known = picture._get_prefetched_renditions()  # noqa: SLF001 - Wagtail offers no public reader of its prefetch
    if known is None:
        known = picture.renditions.filter(filter_spec__in=chosen.specs())
    focus = (picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height)
    by_spec = {each.filter_spec: each for each in known if each.focal_point_key == focal_key(each.filter_spec, focus)}
    found: dict[str, list[Rendition]] = {}
    for image_format in chosen.formats:
        specs = (chosen.spec(step, image_format) for step in chosen.steps)
        rows = [by_spec[spec] for spec in specs if spec in by_spec]
        if rows:
            found[image_format] = rows
    return found


@lru_cache(maxsize=1024)
def focal_key(spec: str, focus: tuple[int | None, ...]) -> str:
    """Return the key that marks a rendition of ``spec`` as made for this focal point."""
    names = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    return str(Filter(spec).get_cache_key(SimpleNamespace(**dict(zip(names, focus, strict=True)))))


def srcset(rows: list[Rendition]) -> str:
    """Return the renditions as a ``srcset`` with width descriptors."""
    return ", ".join(f"{row.url} {row.width}w" for row in rows)


def img(rows: list[Rendition], *, alt: str, sizes: str, attributes: dict[str, Any]) -> SafeString:
    """Return the ``<img>`` that carries the fallback and the picture's width and height."""
    base = next((row for row in reversed(rows) if row.width <= FALLBACK_WIDTH), rows[0])
    extra = format_html_join(
        "", ' {}="{}"', ((key.replace("_", "-"), value) for key, value in attributes.items() if value not in (None, ""))
    )
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" decoding="async"{}>',
        base.url,
        srcset(rows),
        sizes,
        base.width,
        base.height,
        alt,
        extra,
    )


def placeholder(picture: Picture, chosen: PictureSet, alt: str) -> SafeString:
    """Return a grey field of the right shape, drawn without any style, that speaks the alternative text."""
    width, height = chosen.ratio or (picture.width, picture.height)
    scale = FALLBACK_WIDTH / width
    shape = format_html(
        '<svg class="picture-waiting" width="{0}" height="{1}" viewBox="0 0 {0} {1}"',
        FALLBACK_WIDTH,
        max(1, round(height * scale)),
    )
    voice = format_html('role="img" aria-label="{}"', alt) if alt else mark_safe('aria-hidden="true"')
    return format_html(
        '{} {} preserveAspectRatio="none" focusable="false"><rect width="100%" height="100%" fill="#e8e4dc"/></svg>',
        shape,
        voice,
    )
