"""State moves: one table for each state field and one function that moves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction

from foundation.domain.audit import record
from foundation.models import User

RowT = TypeVar("RowT", bound=models.Model)


class ForbiddenMoveError(Exception):
    """The table does not allow this move from the state the row is really in."""

    def __init__(self, state: str, target: str) -> None:
        super().__init__(f"{state} -> {target}")
        self.state = state
        self.target = target


@dataclass(frozen=True)
class StateTable:
    """Which state may follow which. ``moves`` names every state, also those that end."""

    start: str
    moves: Mapping[str, frozenset[str]]
    field: str = "state"

    def __post_init__(self) -> None:
        named = {self.start}.union(*self.moves.values())
        unknown = named - set(self.moves)
        if unknown:
            message = f"states without a row in the table: {sorted(unknown)}"
            raise ValueError(message)

    def allows(self, state: str, target: str) -> bool:
        """Tell whether the table has this move."""
        return target in self.moves.get(state, frozenset())

    @property
    def ends(self) -> frozenset[str]:
        """The states that nothing follows."""
        return frozenset(state for state, targets in self.moves.items() if not targets)


@transaction.atomic
def move(*, row: RowT, table: StateTable, to: str, verb: str, actor: User | None, **changes: Any) -> RowT:
    """Move the row to another state, write ``changes`` with it and an audit line; returns the row as it now is.

    The row is locked and read anew, so of two people who move it at once the second is judged by what the first
    made of it. Raises ``ForbiddenMoveError``; the model's CHECK constraints raise ``IntegrityError``.
    """
    rows = type(row)._base_manager  # noqa: SLF001 - the manager that hides no row
    fresh = rows.select_for_update().get(pk=row.pk)
    state = getattr(fresh, table.field)
    if not table.allows(state, to):
        raise ForbiddenMoveError(state, to)
    for name, value in changes.items():
        setattr(fresh, name, value)
    setattr(fresh, table.field, to)
    fresh.save(update_fields=[table.field, *changes])
    record(verb=verb, subject=fresh, actor=actor, before=state, after=to)
    return fresh
