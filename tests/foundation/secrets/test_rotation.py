"""Turning the key over: resumable, dry run first, and nobody's writing is lost."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from foundation.models import Draft, OutboxMail, RawPost
from foundation.secrets.domain import rotation
from foundation.secrets.domain.rotation import rotate_model, sealed_models
from foundation.secrets.indexing import index_candidates
from foundation.secrets.keyring import new_key
from foundation.secrets.sealing import SealError, key_of
from foundation.secrets.values import SealedText

pytestmark = pytest.mark.django_db
OLD, NEW = new_key("k1"), new_key("k2")


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_secrets", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def rows(settings: Settings) -> Settings:
    """Three mails, a draft and a stored request under the old key; the new one is now current."""
    settings.FIELD_KEYS = OLD
    for number in range(3):
        OutboxMail.objects.create(purpose="test", recipient=f"{number}@example.cn")
    Draft.objects.create(kind="test", token="token", content="内容", expires_at=timezone.now())
    RawPost.objects.create(kind="test", body=b"raw")
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    return settings


def keys() -> set[str]:
    return {key_of(mail.recipient.seal()) for mail in OutboxMail.objects.all()}


def test_the_dry_run_changes_nothing(rows: Settings) -> None:
    assert "OutboxMail: 3 rows, 3 to turn" in rotate("--dry-run")
    assert keys() == {"k1"}
    assert rows.FIELD_KEYS.startswith("k2")


def test_after_it_the_old_key_can_go(rows: Settings) -> None:
    out = rotate()
    assert "OutboxMail: 3 rows, 3 turned" in out
    assert out.endswith("nothing left under an older key\n")
    rows.FIELD_KEYS = NEW
    assert sorted(mail.recipient.reveal() for mail in OutboxMail.objects.all()) == [
        "0@example.cn",
        "1@example.cn",
        "2@example.cn",
    ]
    assert RawPost.objects.get().body.reveal() == b"raw"
    assert Draft.objects.filter(token_index__in=index_candidates("token", "exact")).get().content.reveal() == "内容"


def test_run_again_it_finds_nothing(rows: Settings) -> None:
    assert rows.FIELD_KEYS
    rotate()
    assert "OutboxMail: 3 rows, 0 turned" in rotate()


def test_stopped_halfway_it_goes_on(rows: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = rotation.swap, []

    def stop_at_the_second(row: OutboxMail, changes: dict[str, object]) -> bool:
        calls.append(row)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(row, changes)

    monkeypatch.setattr(rotation, "swap", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    monkeypatch.setattr(rotation, "swap", real)
    assert rotate().endswith("nothing left under an older key\n")
    rows.FIELD_KEYS = NEW
    assert {mail.recipient.reveal()[1:] for mail in OutboxMail.objects.all()} == {"@example.cn"}


def test_somebody_writing_at_the_same_moment_wins(rows: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows.FIELD_KEYS
    real = rotation.swap

    def overtaken(row: OutboxMail, changes: dict[str, object]) -> bool:
        if isinstance(row, OutboxMail):
            fresh = OutboxMail.objects.get(pk=row.pk)
            fresh.recipient = "written@example.cn"
            fresh.save()
        return real(row, changes)

    monkeypatch.setattr(rotation, "swap", overtaken)
    out = rotate()
    assert "OutboxMail: 3 rows, 0 turned, 3 overtaken" in out
    assert {mail.recipient.reveal() for mail in OutboxMail.objects.all()} == {"written@example.cn"}


def test_what_does_not_open_is_counted_and_left(rows: Settings) -> None:
    first = OutboxMail.objects.order_by("pk").first()
    assert first is not None
    assert rows.FIELD_KEYS
    broken = SealedText("w1.k1.AAAA")
    OutboxMail.objects.filter(pk=first.pk).update(recipient=broken)
    assert "OutboxMail: 3 rows, 2 turned, 0 overtaken, 1 unreadable" in rotate()
    with pytest.raises(SealError):
        OutboxMail.objects.get(pk=first.pk).recipient.reveal()


def test_a_row_deleted_meanwhile_is_no_fault(rows: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows.FIELD_KEYS
    real = rotation.swap

    def gone(row: OutboxMail, changes: dict[str, object]) -> bool:
        OutboxMail.objects.filter(pk=row.pk).delete()
        return real(row, changes)

    monkeypatch.setattr(rotation, "swap", gone)
    fields = dict(sealed_models())[OutboxMail]
    assert rotate_model(OutboxMail, fields).overtaken == 3
