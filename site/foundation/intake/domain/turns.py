"""Taking turns at writing where the database knows one writer at a time.

SQLite makes a writer who finds another at work sleep and look again, each time for longer, so that of many the unlucky
ones wait for seconds. The threads of one process queue here instead and never meet there.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

PATIENCE_SECONDS: Final = 20.0
"""As long as SQLite itself is told to wait; whoever waited for so long goes on and is judged by the database."""

_turn = threading.Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Run a write transaction after those of the other threads; PostgreSQL needs no queue."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    is_ours = _turn.acquire(timeout=PATIENCE_SECONDS)
    try:
        yield
    finally:
        if is_ours:
            _turn.release()
