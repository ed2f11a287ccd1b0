"""The demo's exemplars: every one marked as a sample, honours on two levels, one round under notice and one open."""

import pytest
from django.core.management import call_command
from django.test import Client

from exemplars.enums import HonourState, RoundState
from exemplars.models import ExemplarPage, Honour, Nomination, Programme, Round
from exemplars.rules.minors import names_address, names_birth_date, names_class
from portal.demo.honouring import FINISHED, MARK, NOMINEES_FILE, PEOPLE_FILE, WENT_ON, rows_of, run_rounds

pytestmark = pytest.mark.django_db


def test_the_file_says_of_everybody_what_a_page_needs_and_nothing_of_a_child_that_it_must_not() -> None:
    rows = rows_of(PEOPLE_FILE)

    assert len({row["name"] for row in rows}) == len(rows) == 60
    assert {row["round"] for row in rows} == set(FINISHED)
    for row in rows:
        text = "\n".join(row.values())
        assert all(row[name] for name in ("name", "subject", "category", "region", "citation", "deeds"))
        assert (names_class(text), names_address(text), names_birth_date(text)) == (False, False, False)


def test_the_demo_shows_sixty_samples_with_their_honours(client: Client) -> None:
    call_command("demo", verbosity=0)

    assert ExemplarPage.objects.showable().count() == 60
    assert {page.title.endswith(MARK) for page in ExemplarPage.objects.all()} == {True}
    assert Honour.objects.filter(state=HonourState.WINNER).count() == 60 + len(WENT_ON)
    assert Honour.objects.filter(document_number="").count() == 0
    assert [honour.exemplar.title for honour in Honour.objects.filter(is_posthumous=True)] == [f"渡长明{MARK}"]
    assert sorted(Programme.objects.values_list("level", flat=True)) == ["city", "city", "province"]
    states = sorted(Round.objects.values_list("state", flat=True))
    assert states == [*[RoundState.ANNOUNCED] * 4, RoundState.COLLECTING, RoundState.NOTICE]
    assert sorted(Nomination.objects.values_list("state", flat=True)) == ["rejected", *["selected"] * 5]
    assert len(rows_of(NOMINEES_FILE)) == 6
    for path in ("/exemplars/", "/nominate/", "/notices/", f"/notices/{Round.objects.get(state='notice').pk}/"):
        assert client.get(path).status_code == 200


def test_without_programmes_no_round_is_run() -> None:
    assert (run_rounds(), Round.objects.count()) == (0, 0)
