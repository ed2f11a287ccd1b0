"""Setting up a programme with its categories."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from exemplars.enums import ProgrammeLevel
from exemplars.models import Programme, ProgrammeCategory
from exemplars.rules.rounds import DEFAULT_CATEGORIES
from foundation.domain.audit import record
from foundation.models import User


@transaction.atomic
def create_programme(
    *,
    name: str,
    level: ProgrammeLevel,
    actor: User | None,
    categories: Sequence[tuple[str, str]] = DEFAULT_CATEGORIES,
    **fields: Any,
) -> Programme:
    """Create a programme with its categories (code and name), the five usual ones unless others are given.

    ``fields`` are further fields of the model. Raises ``ValidationError`` for a parent on the wrong level.
    """
    programme = Programme(name=name, level=level, **fields)
    programme.full_clean()
    programme.save()
    ProgrammeCategory.objects.bulk_create(
        [
            ProgrammeCategory(programme=programme, code=code, name=words, sort_order=order)
            for order, (code, words) in enumerate(categories)
        ]
    )
    record(verb="create_programme", subject=programme, actor=actor)
    return programme
