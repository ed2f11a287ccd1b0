"""The search app's tables: the read model of everything public, its index texts, and what editors keep."""

from search.models.documents import (
    Document,
    DocumentColumn,
    DocumentRegion,
    DocumentTopic,
    IndexedText,
)
from search.models.state import IndexState
from search.models.synonyms import Synonym

__all__ = [
    "Document",
    "DocumentColumn",
    "DocumentRegion",
    "DocumentTopic",
    "IndexState",
    "IndexedText",
    "Synonym",
]
