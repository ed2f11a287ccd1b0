"""Text that has to stand in XML."""

import re

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not (its production 2, Char)."""


def xml_text(text: str) -> str:
    """Return the text without characters that would make an XML document unreadable."""
    return NOT_XML.sub("", text)
