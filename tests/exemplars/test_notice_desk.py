"""The desks of public notices and objections in the admin."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exemplars.enums import ObjectionState, RoundState
from exemplars.intake_kinds import OBJECTION
from exemplars.models import CalendarDay, Objection, Round
from exemplars.queries.notices import today
from foundation.intake.domain.files import take_whole
from foundation.models import IntakeFile, User
from tests.exemplars.nominating import reviewer, under_notice
from tests.exemplars.test_notices import OBJECTOR, STATEMENT, checker, judged, objected
from tests.factories.exemplars import wall
from tests.factories.foundation import UserFactory

# -- the desk --------------------------------------------------------------------------------------------------------


def browser(user: User | None = None) -> Client:
    """Return a checker's browser."""
    client = Client()
    client.force_login(user or checker())
    return client


@pytest.mark.django_db
def test_the_desk_walks_a_round_from_review_to_announcement() -> None:
    made, client = judged(), browser()
    desk = reverse("nominations:round", args=[made.round_id])
    client.post(desk, {"to": "notice"})
    assert Round.objects.get().state == RoundState.NOTICE
    client.post(desk, {"to": "announced"})
    assert Round.objects.get().state == RoundState.NOTICE
    client.post(desk, {"to": "judging"})
    client.post(desk, {"to": "notice"})
    long_ago = today() - timedelta(days=30)
    Round.objects.update(notice_starts_on=long_ago, notice_ends_on=long_ago)
    refused = client.post(desk, {"to": "announced"}, follow=True).content.decode()
    assert "网站还没有先进典型页" in refused
    wall()
    client.post(desk, {"to": "announced"})
    assert Round.objects.get().state == RoundState.ANNOUNCED
    page = Client().get(reverse("notice", args=[made.round_id])).content.decode()
    assert "评选结果发布" in page


@pytest.mark.django_db
def test_the_desk_says_which_day_the_calendar_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    made, client = judged(), browser()
    monkeypatch.setattr("exemplars.views.desk_rounds.today", lambda: date(2099, 1, 5))
    page = client.post(reverse("nominations:round", args=[made.round_id]), {"to": "notice"}, follow=True)
    assert "工作日历尚无 2099-01-06，请先补充。" in page.content.decode()
    assert Round.objects.get().state == RoundState.JUDGING


@pytest.mark.django_db
def test_an_objection_is_taken_and_closed_at_its_desk() -> None:
    made, client = objected(), browser()
    url = reverse("objections:objection", args=[made.submission.public_id])
    page = client.get(url).content.decode()
    assert [word for word in (*OBJECTOR.values(), STATEMENT) if word not in page] == []
    client.post(url, {"act": "close", "outcome": "dismissed", "finding": "查无此事"})
    assert Objection.objects.get().state == ObjectionState.NEW
    client.post(url, {"act": "take"})
    assert "请填写核查结论。" in client.post(url, {"act": "close", "outcome": "upheld", "finding": ""}).content.decode()
    client.post(url, {"act": "close", "outcome": "dismissed", "finding": "查无此事"})
    assert Objection.objects.get().state == ObjectionState.DISMISSED
    link = reverse("intake-link", args=[made.submission.link_token.reveal()])
    assert "查无此事" in Client().get(link).content.decode()


@pytest.mark.django_db
def test_the_objections_list_names_no_objector_and_takes_constant_queries() -> None:
    made, client = under_notice(), browser()
    address = reverse("objections:index_results")
    counts = []
    for new in (1, 2):
        for _ in range(new):
            objected(made)
        page = client.get(address).content.decode()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert [planted for planted in (*OBJECTOR.values(), STATEMENT) if planted in page] == []
    Objection.objects.update(due_on=date(2026, 1, 5))
    assert "2026-01-05" in client.get(reverse("objections:index")).content.decode()


@pytest.mark.django_db
def test_reviewers_without_the_right_see_no_objection() -> None:
    made = objected()
    client = browser(reviewer())
    here = client.get(reverse("objections:objection", args=[made.submission.public_id]))
    nowhere = client.get(reverse("objections:objection", args=[uuid.uuid4()]))
    assert (here.status_code, here["Location"]) == (nowhere.status_code, nowhere["Location"])
    assert client.get(reverse("objections:index")).status_code == 302
    assert client.get(reverse("objections:file", args=[made.submission.public_id, uuid.uuid4()])).status_code == 404


@pytest.mark.django_db
def test_files_of_an_objection_are_downloads() -> None:
    made = objected()
    file = take_whole(kind=OBJECTION, upload=SimpleUploadedFile("材料.pdf", b"%PDF-1.4 sample"))
    IntakeFile.objects.update(submission=made.submission)
    response = browser().get(reverse("objections:file", args=[made.submission.public_id, file.public_id]))
    assert b"".join(response.streaming_content) == b"%PDF-1.4 sample"  # type: ignore[attr-defined] # it streams


@pytest.mark.django_db
def test_the_calendar_is_listed() -> None:
    client = Client()
    client.force_login(UserFactory.create(is_superuser=True))
    CalendarDay.objects.create(date=date(2026, 11, 17), is_working=False, note="本市停工")
    counts = []
    for new in (0, 2):
        for number in range(new):
            CalendarDay.objects.create(date=date(2026, 12, number + 1), is_working=True)
        client.get(reverse("calendarday:index_results"))
        with CaptureQueriesContext(connection) as queries:
            assert "本市停工" in client.get(reverse("calendarday:index")).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
