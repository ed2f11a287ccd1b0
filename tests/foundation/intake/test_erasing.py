from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from foundation.intake.domain.drafts import save_draft
from foundation.intake.domain.erasing import Erased, erase_due, erase_submission
from foundation.intake.domain.files import take_whole
from foundation.intake.domain.raw_posts import judge_raw, store_raw
from foundation.intake.enums import FileState, Outcome
from foundation.intake.kinds import get_kind
from foundation.mail.domain.outbox import queue_mail
from foundation.models import AuditLine, IntakeFile, OutboxMail, RawPost, Submission
from tests.foundation.reports.reporting import made_report, report_error

pytestmark = pytest.mark.django_db

NOTHING = Erased(submissions=0, raw_posts=0, drafts=0, files=0, letters=0, counters=0)
LONG_AFTER = timedelta(days=800)


def test_nothing_is_erased_before_its_day() -> None:
    report_error(contact_name="样例𠮷", contact_phone="13955550123")

    assert erase_due() == NOTHING
    assert Submission.objects.get().erased_at is None


def test_what_is_past_its_day_is_overwritten_and_the_number_stays() -> None:
    report = made_report(contact_name="样例𠮷", contact_phone="13955550123")
    number = report.submission.number

    erased = erase_due(now=timezone.now() + LONG_AFTER)

    assert erased.submissions == 1
    after = Submission.objects.get()
    assert (after.number, after.erased_at is not None) == (number, True)
    assert AuditLine.objects.filter(verb="erase_submission").count() == 1
    assert erase_due(now=timezone.now() + LONG_AFTER).submissions == 0


def test_a_dry_run_counts_and_changes_nothing() -> None:
    report_error()

    erased = erase_due(now=timezone.now() + LONG_AFTER, dry_run=True)

    assert erased.submissions == 1
    assert Submission.objects.filter(erased_at__isnull=False).count() == 0


def test_the_command_says_how_many_of_each() -> None:
    out = StringIO()

    call_command("erase_submissions", "--dry-run", stdout=out)

    assert out.getvalue().splitlines() == [
        f"{name}: 0 to erase" for name in ("submissions", "raw_posts", "drafts", "files", "letters", "counters")
    ]
    assert OutboxMail.objects.count() == 0


def test_a_refused_try_goes_with_the_submission_that_was_made_after_it() -> None:
    submission = made_report(contact_name="样例𠮷").submission
    kind = get_kind(submission.kind)
    refused = store_raw(
        kind=kind, body="样例𠮷".encode(), content_type="text/plain", key=str(submission.submission_key)
    )
    judge_raw(raw=refused, outcome=Outcome.REFUSED, reasons=["x"])

    erase_submission(submission=submission, actor=None)

    assert [raw.body.reveal() for raw in RawPost.objects.all()] == [b""]


def test_a_letter_that_belongs_to_no_submission_goes_after_a_year() -> None:
    queue_mail(purpose="draft_unsent", recipient="jia@example.cn", subject="样例", body="样例")
    later = timezone.now() + timedelta(days=366)

    assert erase_due(now=later).letters == 1
    assert OutboxMail.objects.get().recipient.reveal() == ""
    assert erase_due(now=later) == NOTHING


def test_what_was_handed_in_outlives_the_draft_it_came_with() -> None:
    submission = made_report().submission
    kind = get_kind("error-report")
    draft = save_draft(kind=kind, values={}).draft
    for name in ("交了.png", "没交.png"):
        take_whole(kind=kind, upload=SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n" + bytes(50)), draft=draft)
    IntakeFile.objects.filter(pk=draft.files.earliest("pk").pk).update(submission=submission)

    erase_due(now=timezone.now() + timedelta(days=kind.draft_days + 1))

    assert [(file.state, file.draft) for file in IntakeFile.objects.order_by("pk")] == [
        (FileState.COMPLETE, None),
        (FileState.ERASED, None),
    ]
