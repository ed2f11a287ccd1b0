"""Sealed model fields: nothing plain reaches the database, a log, a fixture or a cache."""

import copy
import json
import logging
import pickle

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection
from django.utils import timezone

from foundation.intake.models import RawPost
from foundation.mail.models import OutboxMail
from foundation.models import Draft
from foundation.secrets.domain.erasure import erase_sealed
from foundation.secrets.fields import BlindIndexField, SealedBytesField, SealedTextField
from foundation.secrets.indexing import index_candidates
from foundation.secrets.sealing import SealError
from foundation.secrets.values import SealedText

pytestmark = pytest.mark.django_db
ADDRESS = "planted@example.cn"


def mail(**fields: object) -> OutboxMail:
    return OutboxMail.objects.create(purpose="test", recipient=ADDRESS, subject="𠮷龘", body="正文", **fields)


def stored(table: str, column: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - names written in this file
        return [row[0] for row in cursor.fetchall()]


def test_the_database_holds_ciphertext_and_the_row_opens_it() -> None:
    made = mail()
    assert all(str(text).startswith("w1.") for text in stored("foundation_outboxmail", "recipient"))
    read = OutboxMail.objects.get(pk=made.pk)
    assert (read.recipient.reveal(), read.subject.reveal(), read.body.reveal()) == (ADDRESS, "𠮷龘", "正文")


def test_an_envelope_never_shows_its_content(caplog: pytest.LogCaptureFixture) -> None:
    made = mail()
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%s %r", made.recipient, made.recipient)
    shown = f"{made.recipient}{made.recipient!r}{made.recipient:>40}{vars(made)}{made!r}{caplog.text}"
    assert ADDRESS not in shown
    with pytest.raises(TypeError):
        pickle.dumps(made.recipient)


def test_fixtures_hold_ciphertext() -> None:
    made = mail()
    fixture = json.loads(serializers.serialize("json", [made]))
    assert fixture[0]["fields"]["recipient"].startswith("w1.")


def test_empty_stays_empty_and_can_be_asked_for() -> None:
    full, empty = mail(), OutboxMail.objects.create(purpose="test")
    assert list(OutboxMail.objects.filter(recipient="")) == [empty]
    assert list(OutboxMail.objects.exclude(recipient="")) == [full]
    assert (bool(full.recipient), bool(OutboxMail.objects.get(pk=empty.pk).recipient)) == (True, False)
    assert empty.recipient.reveal() == ""


@pytest.mark.parametrize("lookup", ["contains", "startswith", "in", "gt", "iexact", "regex"])
def test_ciphertext_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError):
        OutboxMail.objects.filter(**{f"recipient__{lookup}": ADDRESS})


def test_plain_text_never_reaches_sql() -> None:
    made = mail()
    with pytest.raises(TypeError, match="sealed"):
        OutboxMail.objects.filter(recipient=ADDRESS).exists()
    with pytest.raises(TypeError, match="sealed"):
        OutboxMail.objects.filter(pk=made.pk).update(recipient=ADDRESS)
    with pytest.raises(TypeError, match="sealed"):
        RawPost.objects.update(body=b"plain")


def test_a_value_moved_to_another_row_does_not_open() -> None:
    first, second = mail(), mail()
    OutboxMail.objects.filter(pk=second.pk).update(recipient=SealedText(first.recipient.seal()))
    with pytest.raises(SealError):
        OutboxMail.objects.get(pk=second.pk).recipient.reveal()


def test_assigning_anothers_value_seals_it_anew() -> None:
    first, second = mail(), OutboxMail.objects.create(purpose="test")
    second.recipient = first.recipient
    second.save()
    assert OutboxMail.objects.get(pk=second.pk).recipient.reveal() == ADDRESS
    assert second.recipient.seal() != first.recipient.seal()


def test_saving_unchanged_keeps_the_ciphertext() -> None:
    made = OutboxMail.objects.get(pk=mail().pk)
    before = stored("foundation_outboxmail", "recipient")
    made.full_clean(exclude=["submission"])
    made.save()
    made.refresh_from_db()
    made.recipient = made.recipient
    made.save()
    assert stored("foundation_outboxmail", "recipient") == before
    copied = copy.copy(made)
    assert copied.recipient.reveal() == ADDRESS


def test_deferred_fields_are_read_when_asked() -> None:
    mail()
    assert OutboxMail.objects.defer("recipient").get().recipient.reveal() == ADDRESS


def test_bytes_are_sealed_too() -> None:
    made = RawPost.objects.create(kind="test", body=b"\xff\x00raw")
    assert bytes(memoryview(stored("foundation_rawpost", "body")[0])).startswith(b"w1.")  # type: ignore[arg-type]
    read = RawPost.objects.get(pk=made.pk)
    assert (read.body.reveal(), made.body.reveal(), bool(read.body)) == (b"\xff\x00raw", b"\xff\x00raw", True)
    other = RawPost.objects.create(kind="test", body=read.body)
    assert RawPost.objects.get(pk=other.pk).body.reveal() == b"\xff\x00raw"
    read.save()
    read.refresh_from_db()
    assert read.body.reveal() == b"\xff\x00raw"
    assert RawPost.objects.create(kind="test").body.reveal() == b""


def test_a_row_is_found_by_its_blind_index() -> None:

    made = Draft.objects.create(kind="test", token="secret-token", expires_at=timezone.now())
    assert list(Draft.objects.filter(token_index__in=index_candidates("secret-token", "exact"))) == [made]
    assert list(Draft.objects.filter(token_index__in=index_candidates("other", "exact"))) == []
    made.token = "new-token"
    made.save(update_fields=["token", "token_index"])
    assert list(Draft.objects.filter(token_index__in=index_candidates("new-token", "exact"))) == [made]


def test_erasing_overwrites_fields_and_indexes() -> None:

    made = Draft.objects.create(kind="test", token="secret-token", content="内容", expires_at=timezone.now())
    made.save(update_fields=erase_sealed(made, names=["content"]))
    assert (Draft.objects.get().content.reveal(), Draft.objects.get().token.reveal()) == ("", "secret-token")
    made.save(update_fields=erase_sealed(made))
    assert stored("foundation_draft", "token") == [""]
    assert stored("foundation_draft", "token_index") == [None]


def test_fields_can_be_made_again_from_migrations() -> None:
    for field in (SealedTextField(row="submission_id"), SealedBytesField()):
        _name, path, args, kwargs = field.deconstruct()
        assert path.startswith("foundation.secrets.fields.")
        assert type(field)(*args, **kwargs).deconstruct()[3] == kwargs
    index = BlindIndexField(source="a", normaliser="exact", unique=True)
    assert index.deconstruct()[3] == {"source": "a", "normaliser": "exact", "unique": True}
    assert SealedTextField().formfield() is None or not SealedTextField().editable
