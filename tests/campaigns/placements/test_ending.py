"""What is over ends by itself or is asked for: each unit once, and where nobody can be told the desk says so."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from campaigns.domain.ending import ask_units, end_finished, take_down
from campaigns.domain.placements import change_placement, details_of
from campaigns.domain.tallies import recount
from campaigns.enums import PlacementState
from campaigns.models import DamageTask
from foundation.models import OutboxMail
from tests.campaigns.placements.test_damage import closer, reported
from tests.factories.campaigns import MediumFactory, placement, psa_file
from tests.factories.foundation import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 8, 2, 4, tzinfo=dt.UTC)
OVER = dt.date(2026, 8, 1)


def test_a_unit_is_asked_once_and_anew_when_the_end_moves() -> None:
    told, mute = OrganisationFactory.create(), OrganisationFactory.create()
    UserFactory.create(organisation=told, email="clerk@example.cn")
    ended = placement(organisation=told, psa_file=psa_file(valid_until=OVER), address="湖滨大道")
    own = placement(organisation=told, ends_on=OVER)
    silent = placement(organisation=mute, ends_on=OVER)
    placement(organisation=told)

    assert ask_units(now=NOW - dt.timedelta(days=1)) == 0
    assert [ask_units(now=NOW) for _time in range(2)] == [1, 0]
    mail = OutboxMail.objects.get()
    body = mail.body.reveal()
    assert [text in body for text in ("湖滨大道", "共 2 处", reverse("placement:take_down"))] == [True] * 3
    for row in (ended, own, silent):
        row.refresh_from_db()
    assert [row.over_told for row in (ended, own, silent)] == [1, 1, 0]
    assert silent.over_told_at == NOW

    change_placement(placement=own, details=details_of(own), actor=None)
    assert ask_units(now=NOW) == 0
    UserFactory.create(organisation=mute, email="new@example.cn")
    assert ask_units(now=NOW) == 1


def test_what_ran_in_a_paper_ends_on_its_last_day_and_needs_nobody() -> None:
    paper = MediumFactory.create(is_physical=False)
    own = placement(medium=paper, ends_on=dt.date(2026, 7, 20))
    of_ad = placement(medium=paper, psa_file=psa_file(valid_until=OVER))
    running = placement(medium=paper)
    withdrawn = placement(medium=paper)
    withdrawn.psa_file.psa.unpublish()
    late = placement(medium=paper, psa_file=psa_file(valid_until=dt.date(2026, 7, 6)), starts_on=dt.date(2026, 7, 6))
    assert (end_finished(now=NOW + dt.timedelta(days=1)), end_finished(now=NOW)) == (4, 0)
    for row in (own, of_ad, running, withdrawn, late):
        row.refresh_from_db()
    assert [row.came_down_on for row in (own, of_ad, running, withdrawn, late)] == [
        dt.date(2026, 7, 20),
        OVER,
        None,
        dt.date(2026, 8, 3),
        dt.date(2026, 7, 6),
    ]
    assert recount() == 0


def test_the_command_does_both() -> None:
    placement(medium=MediumFactory.create(is_physical=False), ends_on=dt.date(2026, 7, 20))
    out = io.StringIO()
    call_command("end_placements", stdout=out)
    assert out.getvalue() == "1 ended, 0 mails to units\n"


def test_many_come_down_at_once_but_none_before_it_went_up() -> None:
    rows = [placement() for _row in range(3)]
    late = placement(starts_on=dt.date(2026, 7, 9))
    assert take_down(placements=[*rows, late], on=dt.date(2026, 7, 8), actor=None) == 3
    assert take_down(placements=rows, on=dt.date(2026, 7, 8), actor=None) == 0
    late.refresh_from_db()
    assert (late.state, recount()) == (PlacementState.UP, 0)


def test_where_nobody_could_be_told_the_desk_says_so_until_somebody_is(client: Client) -> None:
    unit = OrganisationFactory.create()
    row = placement(organisation=unit)
    reported(code=row.code)
    task = DamageTask.objects.get()
    client.force_login(closer(names=("change_damagetask", "change_placement")))
    url = reverse("damage_tasks:task", args=[task.pk])
    assert "没能通知到任何人" in client.get(url).content.decode()
    assert "（未能通知）" in client.get(reverse("damage_tasks:index")).content.decode()
    assert "仍然没有" in client.post(url, {"act": "tell"}, follow=True).content.decode()
    UserFactory.create(organisation=unit, email="clerk@example.cn")
    page = client.post(url, {"act": "tell"}, follow=True).content.decode()
    assert ("没能通知到任何人" in page, "已发邮件通知 1 人" in page) == (False, True)
    client.post(url, {"act": "tell"})
    assert OutboxMail.objects.count() == 1
