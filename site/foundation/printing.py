"""Paper: HTML drawn as PDF, with its fonts in it and nothing fetched."""

from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from PIL import ImageFile

AT_ONCE: Final = BoundedSemaphore(2)
"""Drawing keeps a processor busy for about a second: no more than two at once, whoever asks."""
PATIENCE: Final = 20
"""Seconds that somebody waits for their turn."""


class PrintingUnavailableError(Exception):
    """The system libraries that draw PDF are missing (requirements/system.txt), or too many ask at once."""


def drawn(html: str, *, styles: str = "") -> bytes:
    """Return the page as PDF, by a style sheet among the assets; raises ``PrintingUnavailableError``."""
    try:
        import weasyprint  # noqa: PLC0415 - slow to import, and missing where its system libraries are
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - the same
    except (ImportError, OSError) as error:
        raise PrintingUnavailableError from error
    # WeasyPrint asks Pillow, for the whole process, to take pictures that end early; an upload must not profit from it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    sheets = [weasyprint.CSS(string=Path(str(finders.find(styles))).read_text("utf-8"))] if styles else []
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise PrintingUnavailableError
    try:
        document = weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
        pdf: bytes = document.write_pdf(stylesheets=sheets)
    finally:
        AT_ONCE.release()
    return pdf


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Return a PDF as a download that no cache keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
