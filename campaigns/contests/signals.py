"""Signals of the competitions, sent inside the transaction of the change."""

from django.dispatch import Signal

reading_asked = Signal()
"""Sent by ``FileReading`` with ``file`` when a file that was handed in is to be read by the worker."""

comparing_asked = Signal()
"""Sent by ``Contest`` with ``contest`` when somebody at the desk wants its new texts compared by the worker."""
