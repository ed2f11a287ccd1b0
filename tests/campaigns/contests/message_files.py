"""The mail files of these tests: invented people, each a trap that real mailboxes hold."""

from pathlib import Path

MESSAGES = Path(__file__).parent / "messages"
LABEL = "文明澄川征文"


def message(name: str) -> bytes:
    """Return the raw mail of that name."""
    return (MESSAGES / f"{name}.eml").read_bytes()
