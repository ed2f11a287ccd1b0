"""Reading PDF in tests: its text, and whether its fonts are in it."""

import io
from typing import Any

import pypdf

RARE = "样例𠮷龘"


def text_of(content: bytes) -> str:
    """Return a PDF's text without spaces and line ends."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def fonts_of(content: bytes) -> dict[str, bool]:
    """Return the fonts of a PDF by name, each with whether its outlines are embedded."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descendants = font.get_object().get("/DescendantFonts")
            inner = descendants[0].get_object() if descendants else font.get_object()
            described = inner["/FontDescriptor"].get_object()
            embedded = any(name in described for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[str(inner["/BaseFont"])] = embedded
    return found
