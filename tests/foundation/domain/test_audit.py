from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.domain.audit import record
from foundation.enums import RegionLevel
from foundation.models import AuditLine, Topic
from foundation.models.audit import AppendOnlyError
from tests.factories.foundation import TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_line_names_its_subject_actor_and_details_by_id() -> None:
    actor, topic = UserFactory.create(), TopicFactory.create()
    line = record(verb="rename_topic", subject=topic, actor=actor, previous=7, state="live", day=date(2026, 1, 2))
    line.refresh_from_db()
    assert (line.verb, line.subject_kind, line.subject_id, line.actor) == (
        "rename_topic",
        "foundation.topic",
        str(topic.pk),
        actor,
    )
    assert line.detail == {"previous": 7, "state": "live", "day": "2026-01-02"}


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None),
        (True, True),
        ([1, 2], [1, 2]),
        (("a", "b"), ["a", "b"]),
        (RegionLevel.CITY, 2),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "2026-01-02T03:00:00+00:00"),
        ("sha256:ab-01_/x.y", "sha256:ab-01_/x.y"),
    ],
)
def test_details_that_are_codes(value: Any, stored: Any) -> None:
    line = record(verb="try", subject=TopicFactory.create(), actor=None, value=value)
    line.refresh_from_db()
    assert line.detail == {"value": stored}


@pytest.mark.parametrize("value", ["张三", "two words", "a@b.cn", "x" * 121, ["ok", "不行"]])
def test_text_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="holds ids only"):
        record(verb="try", subject=TopicFactory.create(), actor=None, value=value)


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="not dict"):
        record(verb="try", subject=TopicFactory.create(), actor=None, value={"a": 1})  # type: ignore[arg-type]


def test_an_unsaved_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="saved"):
        record(verb="try", subject=Topic(name="未存"), actor=None)


def test_a_line_is_neither_changed_nor_deleted() -> None:
    line = record(verb="try", subject=TopicFactory.create(), actor=None)
    line.verb = "other"
    with pytest.raises(AppendOnlyError):
        line.save()
    with pytest.raises(AppendOnlyError):
        line.delete()
    with pytest.raises(AppendOnlyError):
        AuditLine.objects.update(verb="other")
    with pytest.raises(AppendOnlyError):
        AuditLine.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        AuditLine.objects.bulk_update([line], ["verb"])


@pytest.mark.parametrize("sql", ["UPDATE foundation_auditline SET verb = 'other'", "DELETE FROM foundation_auditline"])
def test_the_database_itself_refuses_a_change(sql: str) -> None:
    record(verb="try", subject=TopicFactory.create(), actor=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
