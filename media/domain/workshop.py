"""The door to the workshop: one file, one question, a process of its own."""

from typing import Any

from foundation.limited import run_limited
from media.rules import WORKSHOP_CPU_SECONDS, WORKSHOP_MEMORY, WORKSHOP_WALL_SECONDS


def ask(function: str, data: bytes, **options: Any) -> Any:
    """Call ``function`` (``module:name`` below ``media.workshop``) on the bytes of a file and return its answer.

    Raises ``foundation.limited.LimitedError``: ``RefusedError`` with the function's own message, or
    ``LimitExceededError``.
    """
    return run_limited(
        f"media.workshop.{function}",
        data,
        options=options,
        cpu_seconds=WORKSHOP_CPU_SECONDS,
        memory=WORKSHOP_MEMORY,
        wall_seconds=WORKSHOP_WALL_SECONDS,
    )
