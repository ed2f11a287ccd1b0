"""Keeps private links out of the log: whoever reads it must not be able to open what they lead to."""

import logging
import re
from typing import Final

TOKEN: Final = re.compile(r"(?<=/)[A-Za-z0-9_-]{24,64}(?=[/?.\s\"']|$)")
"""A part of a path as long as a private link's token (32 characters), with some room for other lengths."""
HIDDEN: Final = "[private]"


class HidePrivatePaths(logging.Filter):
    """Replaces what may be a private link's token in each line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line and let it pass."""
        message = record.getMessage()
        shown = TOKEN.sub(HIDDEN, message)
        if shown != message:
            record.msg, record.args = shown, ()
        return True
