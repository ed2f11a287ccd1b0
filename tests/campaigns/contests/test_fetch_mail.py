"""Fetching from a real IMAP server."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from campaigns.contests.domain import mailboxes
from campaigns.contests.domain.mailboxes import MailboxError, account_of, fetch_account
from campaigns.contests.models import InboundMail
from tests.campaigns.contests.mail_server import PASSWORD, MailServer, running
from tests.campaigns.contests.message_files import LABEL, message

pytestmark = pytest.mark.django_db
ARRIVED = datetime(2026, 3, 3, 13, 4, 21, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Dovecot with two mails."""
    with running() as started:
        started.deliver(message("complete"), "1.a", at=ARRIVED)
        started.deliver(message("raw_gbk_name"), "2.a")
        yield started


def url(server: MailServer, *, secure: bool = False, password: str = PASSWORD) -> str:
    """Return the address of the server's one account."""
    scheme, port = ("imaps", server.secure) if secure else ("imap", server.plain)
    return f"{scheme}://zhengwen%40youxiang.example:{quote(password)}@127.0.0.1:{port}/INBOX?label={quote(LABEL)}"


def test_fetching_twice_keeps_each_mail_once_and_changes_nothing_there(
    server: MailServer, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CONTEST_MAILBOXES = [url(server)]
    call_command("fetch_mail")
    server.deliver(message("no_label"), "3.a")
    call_command("fetch_mail")
    call_command("fetch_mail")
    name = "zhengwen@youxiang.example/INBOX"
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: 2 new, 0 known, 0 of them too large, kept by their head",
        f"{name}: 1 new, 2 known, 0 of them too large, kept by their head",
        f"{name}: 0 new, 3 known, 0 of them too large, kept by their head",
    ]
    assert sorted(mail.raw.reveal() for mail in InboundMail.objects.all()) == sorted(
        message(each) for each in ("complete", "raw_gbk_name", "no_label")
    )
    assert [held.partition(":2,")[2] for held in server.held()] == ["", "", ""], "a mail was marked as read"


def test_the_server_is_told_who_reads_and_its_arrival_time_is_kept(server: MailServer) -> None:
    fetch_account(account_of(url(server)))
    assert "name=Wenxuan" in server.log()
    first = InboundMail.objects.order_by("pk").first()
    assert first is not None
    assert (first.arrived_at, first.mailbox) == (ARRIVED, "zhengwen@youxiang.example/INBOX")


def test_encryption_with_a_certificate_that_is_known(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MailboxError, match="SSLCertVerificationError"):
        fetch_account(account_of(url(server, secure=True)))
    monkeypatch.setenv("SSL_CERT_FILE", str(server.root / "cert.pem"))
    assert fetch_account(account_of(url(server, secure=True))).new == 2


def test_a_wrong_password_is_an_error_without_the_password(server: MailServer, settings: Settings) -> None:
    settings.CONTEST_MAILBOXES = [url(server, password="falsch-9"), url(server)]
    with pytest.raises(CommandError) as error:
        call_command("fetch_mail")
    assert str(error.value) == "zhengwen@youxiang.example/INBOX: error"
    assert InboundMail.objects.count() == 2, "one mailbox that fails does not stop the next"


def test_of_a_mail_that_is_too_large_the_head_waits_for_a_person(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = len(message("raw_gbk_name")) - 100
    monkeypatch.setattr(mailboxes, "LARGEST", largest)
    large = [name for name in ("complete", "raw_gbk_name") if len(message(name)) > largest]
    fetching = [fetch_account(account_of(url(server))) for _ in range(2)]
    waiting = InboundMail.objects.filter(problems=["too_large"])
    contents = [json.loads(mail.contents.reveal()) for mail in waiting.order_by("pk")]

    assert [(each.new, each.known, each.too_large) for each in fetching] == [(2, 0, len(large)), (0, 2, 0)]
    assert [each["left_bytes"] for each in contents] == [len(message(name)) for name in large]
    assert [(each["text"], each["attachments"]) for each in contents] == [("", [])] * len(large)
    assert all(each["sender"] and each["sent_at"] for each in contents)
    assert set(waiting.values_list("state", flat=True)) == {"needs_human"}


def test_what_was_kept_before_a_break_is_read_by_the_next_run(
    server: MailServer, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CONTEST_MAILBOXES = [url(server)]
    fetch_account(account_of(url(server)))
    InboundMail.objects.update(state="new")
    call_command("fetch_mail")
    assert capsys.readouterr().out.splitlines()[1:] == ["2 kept earlier and read now"]


def test_a_folder_that_is_not_there(server: MailServer) -> None:
    with pytest.raises(MailboxError):
        fetch_account(account_of(url(server).replace("INBOX", 'no"such')))


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(MailboxError, match=r"a@b\.example/INBOX: ConnectionRefusedError"):
        fetch_account(account_of("imap://a%40b.example:p@127.0.0.1:1/"))


@pytest.mark.parametrize(
    "wrong",
    ["", "pop3://a:b@h/", "imaps://host/", "imaps://a:b@/", "imaps://a:b@h:99999/", "imap://a:b@imap.163.com/"],
)
def test_addresses_that_are_no_mailbox(wrong: str) -> None:
    with pytest.raises(MailboxError):
        account_of(wrong)


def test_ssl_is_the_default_and_the_password_is_not_shown() -> None:
    account = account_of("imaps://a:geheim@imap.163.com/")
    assert (account.port, account.is_plain, account.folder, account.label) == (993, False, "INBOX", "")
    assert "geheim" not in repr(account)
