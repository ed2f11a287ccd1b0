"""What the search app tells those above it, inside the same transaction."""

from django.dispatch import Signal

documents_changed = Signal()
"""Sent with ``kind`` and ``keys`` (object keys) after documents of a kind were written or removed.

Who keeps a read model of public things by this signal shows what the documents show: what takes a document away
(consent, privacy, a move, a rebuild) takes it away there too.
"""
