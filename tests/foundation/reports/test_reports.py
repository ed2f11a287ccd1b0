"""Handling an error report: its table, its constraints, its replies."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine, ErrorReport, OutboxMail
from foundation.reports.domain.reports import close_report, due_date, take_report
from foundation.reports.enums import ReportState
from foundation.reports.forms import ErrorReportForm, page_written, public_number
from foundation.reports.queries import DeskCounts, desk_counts
from foundation.reports.states import REPORT_STATES
from tests.factories.foundation import UserFactory
from tests.foundation.reports.reporting import desk_user, made_report


@pytest.mark.parametrize(
    ("typed", "page", "number"),
    [
        ("http://127.0.0.1:8000/a/2020/12/?q=secret#top", "/a/2020/12/", 12),
        ("/s/7", "/s/7", 7),
        ("/psa/8/", "/psa/8/", 8),
        ("15", "15", 15),
        ("http://[bad", "http://[bad", None),
        ("https://example.cn", "/", None),
        ("2020年5月28日第2版", "2020年5月28日第2版", None),
        ("/a/2020/99999999999999999999/", "/a/2020/99999999999999999999/", None),
        ("１５", "１５", None),
    ],
)
def test_where_the_error_is(typed: str, page: str, number: int | None) -> None:
    assert (page_written(typed), public_number(page_written(typed))) == (page, number)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2026, 11, 20, 1, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 11, 20, 17, tzinfo=UTC), date(2026, 11, 27)),
        (datetime(2026, 11, 16, 1, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_a_report_is_due_after_five_working_days(received: datetime, due: date) -> None:
    assert due_date(received) == due


def test_a_long_text_is_told_how_long_it_is() -> None:
    form = ErrorReportForm({"page": "1", "wrong": "字" * 2001})
    assert not form.is_valid()
    assert "2001" in form.errors["wrong"][0]


@pytest.mark.django_db
def test_taking_and_answering(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    user = desk_user()
    report = made_report(contact_email="reader@example.cn")
    assert take_report(report=report, actor=user).handler == user
    with django_capture_on_commit_callbacks(execute=True):
        closed = close_report(report=report, outcome=ReportState.ANSWERED, reply="已更正，谢谢。", actor=user)
    assert (closed.state, closed.reply.reveal(), closed.closed_at is not None) == ("answered", "已更正，谢谢。", True)
    assert [(sent.to, "已更正，谢谢。" in str(sent.body)) for sent in mail.outbox] == [(["reader@example.cn"], True)]
    assert OutboxMail.objects.get().state == "sent"
    verbs = AuditLine.objects.filter(subject_kind="foundation.errorreport").order_by("pk")
    assert [(line.verb, line.actor) for line in verbs] == [("take_error_report", user), ("close_error_report", user)]


@pytest.mark.django_db
def test_without_an_address_no_mail_is_written() -> None:
    close_report(report=made_report(), outcome=ReportState.DISMISSED, reply="原文无误。", actor=desk_user())
    assert OutboxMail.objects.count() == 0


@pytest.mark.django_db
def test_closing_needs_a_reply() -> None:
    with pytest.raises(ValueError, match="reply"):
        close_report(report=made_report(), outcome=ReportState.ANSWERED, reply=" ", actor=desk_user())


@pytest.mark.django_db
@pytest.mark.parametrize("state", ReportState.values)
@pytest.mark.parametrize("target", ReportState.values)
def test_every_move_is_allowed_or_refused_by_the_table(state: str, target: str) -> None:
    user, report = desk_user(), made_report()
    if state != ReportState.NEW:
        take_report(report=report, actor=user)
    if state in {ReportState.ANSWERED, ReportState.DISMISSED}:
        close_report(report=report, outcome=ReportState(state), reply="好", actor=user)

    def go() -> None:
        if target == ReportState.WORKING:
            take_report(report=report, actor=user)
        else:
            close_report(report=report, outcome=ReportState(target), reply="好", actor=user)

    if REPORT_STATES.allows(state, target):
        go()
        assert ErrorReport.objects.get().state == target
    else:
        with pytest.raises(ForbiddenMoveError) as refused:
            go()
        assert (refused.value.state, refused.value.target) == (state, target)
        assert ErrorReport.objects.get().state == state


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "unheard"},
        {"state": "answered"},
        {"state": "answered", "closed_at": timezone.now()},
        {"state": "working"},
        {"closed_at": timezone.now()},
    ],
)
def test_the_database_refuses_states_without_their_facts(changes: dict[str, object]) -> None:
    report = made_report()
    with pytest.raises(IntegrityError), transaction.atomic():
        ErrorReport.objects.filter(pk=report.pk).update(**changes)


@pytest.mark.django_db
def test_an_open_report_has_no_reply() -> None:
    report = made_report()
    report.reply = "早了"
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


@pytest.mark.django_db
def test_counts_for_one_person() -> None:
    user = desk_user()
    first, second = made_report(), made_report()
    made_report()
    take_report(report=first, actor=user)
    take_report(report=second, actor=UserFactory.create())
    close_report(report=made_report(), outcome=ReportState.ANSWERED, reply="好", actor=user)
    assert desk_counts(user) == DeskCounts(new=1, mine=1, overdue=0)
    assert desk_counts(user, now=datetime(2099, 1, 1, tzinfo=UTC)) == DeskCounts(new=1, mine=1, overdue=3)
