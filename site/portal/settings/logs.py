"""Logs: one line an event on standard error, for the service manager to keep; no reader's address, no private link."""

from portal.settings.environment import env

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"private_paths": {"()": "portal.private_paths.HidePrivatePaths"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private_paths"]},
        # A level of the handler's own: the worker's command sets its loggers to INFO, two lines for each task.
        "faults": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["private_paths"],
            "level": "WARNING",
        },
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO"), "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},  # its own handler hides nothing
        # What editors and the worker do is in the audit log and the task list.
        **{key: {"handlers": ["faults"], "propagate": False} for key in ("wagtail", "django_tasks", "django_tasks_db")},
        # A failed log-in names the person and the address; the lock's own rows, which expire, are the place for that.
        "axes": {"level": "CRITICAL"},
        # Scanners ask for hosts that are not ours all day long.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
