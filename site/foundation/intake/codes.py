"""Numbers, query codes and private links."""

import secrets
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 letters and digits that nobody confuses when reading aloud: no 0/O, 1/I/L."""
CODE_LENGTH: Final = 8
GROUP: Final = 4
OFFICE_ZONE: Final = ZoneInfo("Asia/Shanghai")


def new_query_code() -> str:
    """Return a fresh query code (about 40 bits; the lockout per number does the rest)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """Return the code as it is printed, in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def new_token() -> str:
    """Return a fresh private-link token (192 bits)."""
    return secrets.token_urlsafe(24)


def counter_name(prefix: str, at: datetime) -> str:
    """Return the counter of a prefix for the year at the office's clock."""
    return f"{prefix}{at.astimezone(OFFICE_ZONE).year}"


def shown_number(counter: str, serial: int) -> str:
    """Return the receipt number, such as ``JC2026-00012``."""
    return f"{counter}-{serial:05d}"
