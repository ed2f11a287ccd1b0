"""Background work: in the database and done by a worker, unless ``TASKS_IMMEDIATE`` is set."""

from portal.settings.environment import env

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if env.bool("TASKS_IMMEDIATE", default=False)
        else "django_tasks_db.DatabaseBackend"
    }
}
