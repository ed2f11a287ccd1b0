"""Small pictures of what came by mail, so that the desk sees which caption goes with which."""

import threading
from typing import Final

from campaigns.contests.domain.mail_entries import read_attachment
from campaigns.contests.models import InboundMail
from foundation.limited import MEGABYTE, LimitedError, run_limited
from media.workshop.rendering import unpack

PATIENCE: Final = 20.0
"""Seconds for which a picture waits for the one before it."""
_hands = threading.BoundedSemaphore(1)
"""One picture at a time: ten of a series are asked for at once, and each is a whole mail in memory."""


def small_picture(*, mail: InboundMail, index: int) -> bytes | None:
    """Return our own JPEG of a picture in a mail, without what the camera wrote into it; None where there is none."""
    if not _hands.acquire(timeout=PATIENCE):
        return None
    try:
        frame = run_limited(
            "campaigns.contests.workshop.photographs:look",
            read_attachment(mail=mail, index=index),
            cpu_seconds=20,
            memory=1536 * MEGABYTE,
            wall_seconds=40,
        )
    except LimitedError:
        return None
    finally:
        _hands.release()
    return unpack(frame)[1]
