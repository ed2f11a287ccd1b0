"""Tags of the frame around every page: date line, reading mode, share code, structured data."""

import json
import re
from io import BytesIO
from typing import Any

import segno
from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from foundation.text.lunar import masthead_date
from portal.page_tags import page_tags
from portal.reading_mode import is_elder

register = template.Library()

SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What could end a script element or a line in one; JSON reads the escapes as the characters."""

PHRASE_GAP = re.compile(r"(?<=[\u2e80-\uffef])[ \u3000]+(?=[\u2e80-\uffef])|(?<=[\u2e80-\uffef])(?=——)")
"""Where a headline may be cut: at the blank a newspaper puts between its parts, and before a dash."""

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
QUOTE_EDGE = re.compile(rf"(?<=[{HAN}])(?=[“《（「])|(?<=[”》）」，：；！？、])(?=[“《（「{HAN}])")
"""Where it may be cut next: before an opening and after a closing sign, so that what is quoted stays whole."""

QR_QUIET_ZONE = 4
"""Modules of white around the code, as its standard asks (ISO/IEC 18004)."""


@register.simple_tag
def masthead_today() -> str:
    """Return today's date line in the office's time, with weekday and lunar date."""
    return masthead_date(timezone.localdate())


@register.simple_tag(takes_context=True)
def elder_mode(context: dict[str, Any]) -> bool:
    """Tell whether the reader asked for the larger page."""
    return is_elder(context.get("request"))


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], address: str) -> str:
    """Return the address with scheme and host of this request; nothing for nothing."""
    request = context.get("request")
    return request.build_absolute_uri(address) if address and request is not None else address


@register.filter
def headline(title: str) -> SafeString:
    """Mark the parts of a headline, so that a line ends between them where it can and inside a word only if it must."""
    phrases = ([piece for piece in QUOTE_EDGE.split(part) if piece] for part in PHRASE_GAP.split(str(title)) if part)
    return format_html_join(
        " ", "{}", ((format_html_join("", '<span class="phrase">{}</span>', zip(part)),) for part in phrases)
    )


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Draw the address as a QR code: an SVG without style, whose every character comes from the encoder."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=QR_QUIET_ZONE, svgclass="qr", lineclass=None
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - geometry only; the address is no part of it


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Write structured data as a script element that browsers read but never run; no text can leave it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def government_tags(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the page tags of government sites for this page, or none where the site does not print them."""
    return page_tags(context)
