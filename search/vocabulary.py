"""The words of this installation: names of places, bodies and topics, and the synonyms editors keep.

Each process keeps the segmenter it made until a stamp in the database says that the words have changed, so that a new
synonym is effective at the next query, in every process and without touching the index.
"""

from threading import Lock
from uuid import uuid4

from foundation.models import Organisation, Region, Topic
from search.analysis.segmenting import Segmenter, Vocabulary
from search.models import IndexState, Synonym

STAMP_KEY = "vocabulary"
LONGEST_NAME = 8
"""Longer names are left to the dictionary's words: nobody types them whole."""

_lock = Lock()
_made: tuple[str, Segmenter] | None = None


def segmenter() -> Segmenter:
    """Return the segmenter with the words of the moment (one query where nothing has changed)."""
    global _made  # noqa: PLW0603 - one segmenter for the process, made again when the words change
    state = IndexState.objects.filter(key=STAMP_KEY).first()
    stamp = state.value if state else ""
    made = _made
    if made is None or made[0] != stamp:
        with _lock:
            made = _made = (stamp, Segmenter(_vocabulary()))
    return made[1]


def changed() -> None:
    """Stamp the words as changed; part of the transaction that changes them."""
    IndexState.objects.update_or_create(key=STAMP_KEY, defaults={"value": uuid4().hex})


def _vocabulary() -> Vocabulary:
    names: list[str] = []
    names += Region.objects.values_list("short_name", flat=True)
    names += Region.objects.values_list("name", flat=True)
    names += Organisation.objects.exclude(short_name="").values_list("short_name", flat=True)
    names += Organisation.objects.values_list("name", flat=True)
    names += Topic.objects.values_list("name", flat=True)
    return Vocabulary.of(
        (name for name in names if 1 < len(name) <= LONGEST_NAME),
        ((synonym.short, synonym.forms) for synonym in Synonym.objects.all()),
    )
