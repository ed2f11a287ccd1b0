"""Signals of the competitions, sent inside the transaction of the change."""

from django.dispatch import Signal

reading_asked = Signal()
"""Sent by ``FileReading`` with ``file`` when a file that was handed in is to be read by the worker."""
