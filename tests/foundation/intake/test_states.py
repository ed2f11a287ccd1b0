"""State tables know all their states, and the one function that moves asks the row as it really is."""

import pytest

from foundation.intake.states import ForbiddenMoveError, StateTable, move
from foundation.models import AuditLine, OutboxMail

TABLE = StateTable(start="waiting", moves={"waiting": frozenset({"dropped"}), "dropped": frozenset()})


def test_a_state_without_a_row_is_refused() -> None:
    with pytest.raises(ValueError, match="gone"):
        StateTable(start="new", moves={"new": frozenset({"gone"})})


def test_ends_and_moves() -> None:
    assert TABLE.ends == {"dropped"}
    assert [TABLE.allows("waiting", "dropped"), TABLE.allows("dropped", "waiting"), TABLE.allows("x", "y")] == [
        True,
        False,
        False,
    ]


@pytest.mark.django_db
def test_the_second_of_two_is_judged_by_what_the_first_has_made() -> None:
    row = OutboxMail.objects.create(purpose="test")
    stale = OutboxMail.objects.get(pk=row.pk)
    moved = move(row=row, table=TABLE, to="dropped", verb="drop_mail", actor=None, error="because")
    assert (moved.state, OutboxMail.objects.get().error) == ("dropped", "because")
    with pytest.raises(ForbiddenMoveError):
        move(row=stale, table=TABLE, to="dropped", verb="drop_mail", actor=None)
    assert [(line.verb, line.detail) for line in AuditLine.objects.all()] == [
        ("drop_mail", {"before": "waiting", "after": "dropped"})
    ]
