"""How the lines and doubts of an import are written."""

from collections.abc import Sequence

from django import template

from news.queries.cuttings import DOUBT_LABELS

register = template.Library()


BLANK_BETWEEN = 2
"""Page-layout programs often write a blank line after each line."""


@register.filter
def line_runs(lines: Sequence[int]) -> str:
    """Return line numbers as runs: ``4–9、12``; a blank line between two does not part a run."""
    runs: list[list[int]] = []
    for number in sorted(lines):
        if runs and number - runs[-1][-1] <= BLANK_BETWEEN:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


@register.filter
def doubt_label(code: str) -> str:
    """Return a doubt of the reader in words."""
    return str(DOUBT_LABELS.get(code, code))
