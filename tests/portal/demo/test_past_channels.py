"""The demo's entries by mail and in batches come by the paths of the office, and its odd mails wait for a person."""

import datetime as dt

import pytest

from campaigns.contests.enums import BatchState, EntryChannel, InboundState, MailProblem
from campaigns.contests.models import BatchRun, Entry, InboundMail
from portal.demo.essays import write_essay
from portal.demo.past_channels import MAILBOX, Sent, mail_of, receive_odd_mails, send_school, take_in_mail
from tests.factories.contests import make_contest
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC)


def test_a_mail_and_a_school_hand_in_by_their_own_paths() -> None:
    opens_at, closes_at = AT - dt.timedelta(days=9), AT + dt.timedelta(days=9)
    contest = make_contest(
        groups=("少年组", "成人组"), label="好家风征文", mailboxes=[MAILBOX], opens_at=opens_at, closes_at=closes_at
    )
    take_in_mail(mail_of(Sent(1001, write_essay(1), AT), label="好家风征文", group="成人组", unit="示例单位"), AT)
    works = [Sent(number, write_essay(number), AT) for number in (2, 3)]
    send_school(contest=contest, school="示例小学", group="少年组", works=works, organiser=UserFactory.create())

    mail = InboundMail.objects.get()
    assert (mail.state, mail.problems, mail.sent_at) == (InboundState.CONVERTED, [], AT)
    run = BatchRun.objects.get()
    assert (run.state, run.rows, run.taken, run.sent_at) == (BatchState.DONE, 3, 2, AT)
    entries = Entry.objects.select_related("head").order_by("pk")
    assert [entry.channel for entry in entries] == [EntryChannel.MAIL, EntryChannel.BATCH, EntryChannel.BATCH]
    assert [entry.head.text for entry in entries if entry.head] == [write_essay(number).text for number in (1, 2, 3)]


def test_odd_mails_wait_for_a_person() -> None:
    make_contest(label="文明新风征文", mailboxes=[MAILBOX], opens_at=AT - dt.timedelta(days=1))
    receive_odd_mails(now=AT + dt.timedelta(days=1))

    waiting = InboundMail.objects.filter(state=InboundState.NEEDS_HUMAN).order_by("arrived_at")
    assert [mail.problems for mail in waiting] == [
        [MailProblem.NO_LABEL],
        [MailProblem.INCOMPLETE],
        [MailProblem.CLOUD_LINK],
    ]
    assert InboundMail.objects.filter(state=InboundState.IGNORED).count() == 2
    assert Entry.objects.count() == 0
