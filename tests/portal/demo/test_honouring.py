"""The demo's exemplars: every one marked as a sample, honours on two levels, one round under notice and one open."""

import pytest

from exemplars.models import Round
from exemplars.rules.minors import names_address, names_birth_date, names_class
from portal.demo.honouring import FINISHED, PEOPLE_FILE, run_rounds
from portal.demo.reviewing import rows_of

pytestmark = pytest.mark.django_db


def test_the_file_says_of_everybody_what_a_page_needs_and_nothing_of_a_child_that_it_must_not() -> None:
    rows = rows_of(PEOPLE_FILE)

    assert len({row["name"] for row in rows}) == len(rows) == 61
    assert {row["round"] for row in rows} == set(FINISHED)
    for row in rows:
        text = "\n".join(row.values())
        assert all(row[name] for name in ("name", "subject", "category", "region", "citation", "deeds"))
        assert (names_class(text), names_address(text), names_birth_date(text)) == (False, False, False)


def test_without_programmes_no_round_is_run() -> None:
    assert (run_rounds(), Round.objects.count()) == (0, 0)
