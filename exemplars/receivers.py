"""The exemplars tell the search which of their models have documents, and follow what it writes of them."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from exemplars.domain.roll import write_rows
from exemplars.models import ExemplarPage
from exemplars.queries.documents import describe_exemplar, described_exemplars
from foundation.enums import NumberedKind
from search import registry
from search.models import Document
from search.signals import documents_changed

registry.register(ExemplarPage, describe_exemplar, queryset=described_exemplars)


@receiver(documents_changed, sender=Document)
def follow_documents(*, kind: str, keys: Sequence[str], **_: Any) -> None:
    """Write the rows of the roll of honour for exemplars whose documents changed."""
    if kind == NumberedKind.EXEMPLAR:
        write_rows(exemplars=[int(key) for key in keys])
