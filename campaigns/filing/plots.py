"""Plots as inline SVG: no script, no style, the figures stand in them as text."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BAR: Final = 22
GAP: Final = 8
LABEL: Final = 150
WIDTH: Final = 720
FIGURE_ROOM: Final = 90
LABEL_CHARACTERS: Final = 11


def bars(values: Sequence[tuple[str, int]], *, title: str) -> SafeString:
    """Return horizontal bars, one for each name and figure, in the order given; nothing for no values."""
    if not values:
        return SafeString("")
    most = max(1, *(figure for _name, figure in values))
    room = WIDTH - LABEL - FIGURE_ROOM
    rows = format_html_join(
        "", "{}", ((_bar(place, name, figure, room * figure / most),) for place, (name, figure) in enumerate(values))
    )
    height = len(values) * (BAR + GAP) + GAP
    return format_html(
        '<svg class="plot" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">{3}</svg>',
        WIDTH,
        height,
        f"{title}：" + "，".join(f"{name} {figure}" for name, figure in values),
        rows,
    )


def _bar(place: int, name: str, figure: int, length: float) -> SafeString:
    top = GAP + place * (BAR + GAP)
    return format_html(
        '<text x="{}" y="{}" text-anchor="end" font-size="14" fill="currentColor">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="#a8271d"/>'
        '<text x="{}" y="{}" font-size="13" fill="currentColor">{}</text>',
        LABEL - 10,
        top + 16,
        name if len(name) <= LABEL_CHARACTERS else f"{name[: LABEL_CHARACTERS - 1]}…",
        LABEL,
        top,
        f"{max(length, 1):.1f}",
        BAR,
        f"{LABEL + max(length, 1) + 8:.1f}",
        top + 16,
        f"{figure:,}",
    )
