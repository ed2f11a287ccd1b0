"""Signals by which lower floors tell upper ones what happened, inside the same transaction."""

from django.dispatch import Signal

public_object_changed = Signal()
"""Sent with ``instance`` after a page (or another public object) was saved or moved, before the commit.

Its sender is the class. The search app answers by writing or removing the object's search document, so that
the read model can never disagree with what is published.
"""

public_object_deleted = Signal()
"""Sent with ``instance`` before a public object is deleted, in the same transaction."""
