"""What the monitor is told."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from pytest_django import Settings

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def waiting_task(minutes: int, fields: dict[str, Any]) -> None:
    """Queue a task; times are given from now on, so that a slow run of many tests makes none of them later."""
    fields = {name: timezone.now() + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    values = {"task_path": "foundation.nothing", "backend_name": "default", "run_after": get_date_max(), **fields}
    task = DBTaskResult.objects.create(args_kwargs={"args": [], "kwargs": {}}, **values)
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes))


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "worker": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("minutes", "fields", "fine"),
    [
        (4, {}, True),
        (6, {}, False),
        (6, {"status": TaskResultStatus.SUCCESSFUL}, True),
        (60, {"run_after": timedelta(hours=1)}, True),
        (60, {"run_after": timedelta(minutes=-1)}, True),
        (60, {"run_after": timedelta(minutes=-9)}, False),
    ],
)
@pytest.mark.django_db
def test_a_late_worker_is_told(
    client: Client, settings: Settings, minutes: int, fields: dict[str, Any], *, fine: bool
) -> None:
    settings.TASKS = DATABASE_TASKS
    waiting_task(minutes, fields)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "worker": fine})


@pytest.mark.django_db
def test_a_dead_database_is_down(client: Client) -> None:
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"database": False, "worker": False})
