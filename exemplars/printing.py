"""The papers of the exemplars: one style sheet for the page that prints itself and for the PDF."""

from typing import Any, Final

from django.template.loader import render_to_string

from foundation.printing import drawn

PAPER_CSS: Final = "css/paper.css"


def as_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Return the page as PDF; raises ``foundation.printing.PrintingUnavailableError``."""
    return drawn(render_to_string(template, {**context, "as_pdf": True}), styles=PAPER_CSS)
