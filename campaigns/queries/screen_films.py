"""The films among a screen's items."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from campaigns.enums import PlayKind
from campaigns.models import PsaPage
from search.models import Document


@dataclass(frozen=True)
class Film:
    """A film that a screen plays: its address and its length in whole seconds."""

    url: str
    seconds: int


def films_of(documents: Iterable[Document]) -> dict[str, Film]:
    """Return the films of the ads among the documents, by object key, in one query; rights are judged as for pages."""
    keys = {row.object_key for row in documents if row.kind == PlayKind.PSA and row.object_key.isdecimal()}
    if not keys:
        return {}
    rows = PsaPage.objects.showable().filter(pk__in=keys, recording__type="video").select_related("recording")
    return {
        str(psa.pk): Film(psa.recording.file.url, max(1, ceil(psa.recording.duration)))
        for psa in rows
        if psa.recording is not None
    }
