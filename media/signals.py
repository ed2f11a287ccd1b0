"""Signals of the media app, sent inside the transaction of the change."""

from django.dispatch import Signal

picture_rights_changed = Signal()
"""Sent by ``Picture`` with ``instance``, ``usable`` and ``file_changed`` when its rights, consent or file changed.

``usable`` is False when the picture may not be shown any more. Whoever keeps a copy of its address (search
documents, feeds, caches) drops it on this signal.
"""

pictures_swept = Signal()
"""Sent by the nightly sweep with ``today`` (a date; None: the present), so that others take their public files away.

A receiver returns how many pictures it swept.
"""
