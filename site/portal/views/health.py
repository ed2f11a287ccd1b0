"""Tells a monitor whether the installation works."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

WORKER_LATE = timedelta(minutes=5)
"""A task that waits longer than this means that no worker runs."""


def database_answers() -> bool:
    """Tell whether the database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def worker_keeps_up() -> bool:
    """Tell whether background work is done in time."""
    if settings.TASKS["default"]["BACKEND"] != "django_tasks_db.DatabaseBackend":
        return True
    now = timezone.now()
    due = now - WORKER_LATE
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=due)
    return not waiting.exclude(run_after__gt=due, run_after__lte=now).exists()


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served, 503 when not; a late worker is told and does not count as down."""
    database = database_answers()
    report: dict[str, Any] = {"database": database, "worker": database and worker_keeps_up()}
    return JsonResponse(report, status=200 if database else 503)
