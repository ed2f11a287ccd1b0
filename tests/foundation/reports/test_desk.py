"""The desk in the admin: who may, what it shows, what it never shows."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.intake.domain.files import take_whole
from foundation.models import AuditLine, ErrorReport, IntakeFile, OutboxMail
from foundation.reports.domain.reports import close_report
from foundation.reports.enums import ReportState
from foundation.reports.kind import ERROR_REPORT
from tests.factories.foundation import UserFactory
from tests.foundation.reports.reporting import desk_user, made_report

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody at the desk, logged in."""
    client.force_login(desk_user())
    return client


def url(report: ErrorReport) -> str:
    return reverse("error_reports:report", args=[report.submission.public_id])


def test_the_list_shows_reports_but_no_contact(desk: Client) -> None:
    report = made_report(contact_phone="13955550123", contact_name="样例𠮷")
    ErrorReport.objects.update(due_on=timezone.now().date() - timedelta(days=3))
    page = desk.get(reverse("error_reports:index")).content.decode()
    assert report.submission.number in page
    assert "/a/2020/12/" in page
    assert "13955550123" not in page
    assert "样例𠮷" not in page


def test_the_list_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    desk.get(reverse("error_reports:index_results"))
    counts = []
    for new in (1, 2):
        for _ in range(new):
            made_report()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(reverse("error_reports:index_results"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_filter_shows_one_state(desk: Client) -> None:
    open_one, closed = made_report(), made_report()
    close_report(report=closed, outcome=ReportState.ANSWERED, reply="好", actor=desk_user())
    page = desk.get(reverse("error_reports:index"), {"state": "answered"}).content.decode()
    assert (closed.submission.number in page, open_one.submission.number in page) == (True, False)


def test_one_report_shows_contact_and_writes_down_who_looked(desk: Client) -> None:
    report = made_report(contact_phone="13955550123")
    response = desk.get(url(report))
    assert "13955550123" in response.content.decode()
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert AuditLine.objects.filter(verb="open_submission", subject_id=str(report.submission.pk)).count() == 1


def test_taking_and_closing_through_the_desk(desk: Client) -> None:
    report = made_report(contact_email="reader@example.cn")
    desk.post(url(report), {"act": "take"})
    report.refresh_from_db()
    assert report.state == "working"
    missing = desk.post(url(report), {"act": "close", "outcome": "answered", "reply": ""})
    assert missing.status_code == 200
    assert ErrorReport.objects.get().state == "working"
    desk.post(url(report), {"act": "close", "outcome": "answered", "reply": "已更正"})
    assert ErrorReport.objects.get().reply.reveal() == "已更正"
    again = desk.post(url(report), {"act": "close", "outcome": "dismissed", "reply": "又"}, follow=True)
    assert again.status_code == 200
    assert ErrorReport.objects.get().state == "answered"
    assert "已更正" in again.content.decode()


def test_not_mine_and_not_there_look_the_same(desk: Client, client: Client) -> None:
    report = made_report()
    assert desk.get(reverse("error_reports:report", args=[uuid.uuid4()])).status_code == 404
    stranger = UserFactory.create()
    stranger.user_permissions.set(desk_user().user_permissions.filter(codename="access_admin"))
    client.force_login(stranger)
    here = client.get(url(report))
    nowhere = client.get(reverse("error_reports:report", args=[uuid.uuid4()]))
    assert (here.status_code, here["Location"]) == (nowhere.status_code, nowhere["Location"])
    file_url = reverse("error_reports:file", args=[report.submission.public_id, uuid.uuid4()])
    assert client.get(file_url).status_code == 404
    assert client.get(reverse("error_reports:index")).status_code == 302


def test_nobody_sees_it_without_logging_in() -> None:
    assert Client().get(url(made_report())).status_code == 302


def test_a_file_is_a_download_and_nothing_else(desk: Client) -> None:
    report = made_report()
    file = take_whole(kind=ERROR_REPORT, upload=SimpleUploadedFile("截图<b>.png", PNG))
    IntakeFile.objects.update(submission=report.submission)
    assert "截图&lt;b&gt;.png" in desk.get(url(report)).content.decode()
    response = desk.get(reverse("error_reports:file", args=[report.submission.public_id, file.public_id]))
    assert b"".join(response.streaming_content) == PNG  # type: ignore[attr-defined] # a download streams
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == f'attachment; filename="{report.submission.number}-{file.pk}.png"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_dashboard_counts(desk: Client) -> None:
    made_report()
    assert reverse("error_reports:index") in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_the_outbox_lists_without_addresses_and_acts(desk: Client) -> None:
    mail = OutboxMail.objects.create(
        purpose="send_link_again", recipient="reader@example.cn", state="failed", error="SMTPServerDisconnected"
    )
    page = desk.get(reverse("outbox:index")).content.decode()
    assert "SMTPServerDisconnected" in page
    assert "reader@example.cn" not in page
    desk.post(reverse("outbox:retry", args=[mail.public_id]))
    assert OutboxMail.objects.get().state == "waiting"
    desk.post(reverse("outbox:drop", args=[mail.public_id]))
    assert OutboxMail.objects.get().state == "dropped"
    desk.post(reverse("outbox:retry", args=[mail.public_id]))
    desk.post(reverse("outbox:drop", args=[mail.public_id]))
    assert OutboxMail.objects.get().state == "dropped"


def test_the_outbox_is_for_those_who_may(client: Client) -> None:
    mail = OutboxMail.objects.create(purpose="x", recipient="reader@example.cn")
    stranger = UserFactory.create()
    stranger.user_permissions.set(desk_user().user_permissions.filter(codename="access_admin"))
    client.force_login(stranger)
    client.post(reverse("outbox:drop", args=[mail.public_id]))
    assert OutboxMail.objects.get().state == "waiting"
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_the_outbox_list_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    desk.get(reverse("outbox:index_results"))
    counts = []
    for new in (1, 2):
        for _ in range(new):
            OutboxMail.objects.create(purpose="x", submission=made_report().submission)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("outbox:index_results"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
