"""The stamp of a form: its submission key and when it was handed out, signed.

Only the server mints keys, so a key that comes back with a good stamp is one of ours; and a form sent faster than
a person can type is asked again.
"""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing

SALT: Final = "foundation.intake.stamp"
MIN_SECONDS: Final = 2.0
RENEWED_SECONDS: Final = 60 * 60.0
MAX_SECONDS: Final = 60 * 60 * 24 * 90


@dataclass(frozen=True)
class Stamp:
    """A form handed out: its kind, its key and its age in seconds."""

    kind: str
    key: uuid.UUID
    age: float

    @property
    def too_fast(self) -> bool:
        """Whether no person could have filled the form in this time."""
        return self.age < MIN_SECONDS


def mint(kind: str, key: uuid.UUID | None = None, *, now: float | None = None) -> str:
    """Return the stamp of a form handed out now (seconds since the epoch); a new key unless one is given."""
    at = time.time() if now is None else now
    return signing.dumps([kind, str(key or uuid.uuid4()), round(at, 2)], salt=SALT)


def renew(stamp: Stamp, key: uuid.UUID) -> str:
    """Return a fresh stamp for a form that goes on: it is as old as it was (up to an hour), not handed out anew."""
    return mint(stamp.kind, key, now=time.time() - min(stamp.age, RENEWED_SECONDS))


def resume(kind: str, key: uuid.UUID, saved_at: datetime) -> str:
    """Return the stamp of a draft that is shown again: as old as its last saving (up to an hour), and never too fast.

    What was typed before it was saved took its time; pressing send at once is right.
    """
    now = time.time()
    return mint(kind, key, now=now - min(max(now - saved_at.timestamp(), MIN_SECONDS), RENEWED_SECONDS))


def read(text: str, *, now: float | None = None) -> Stamp | None:
    """Return what a stamp says, or None when it is not ours or older than three months."""
    try:
        kind, key, minted = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    age = (time.time() if now is None else now) - minted
    # A clock that was set back makes an age below nothing; that is nobody's fault but ours.
    return Stamp(kind, uuid.UUID(key), abs(age)) if age <= MAX_SECONDS else None
