"""What the log says of the worker: faults, not every task."""

import logging

import pytest


@pytest.mark.parametrize("name", ["django_tasks", "django_tasks_db", "wagtail"])
def test_the_worker_says_its_faults_only(name: str) -> None:
    """The worker's command sets the loggers' own level to INFO: the handlers have to be the ones that hold back."""
    logger = logging.getLogger(name)
    ours = [handler for handler in logger.handlers if type(handler) is logging.StreamHandler]  # pytest adds its own

    assert [handler.level for handler in ours] == [logging.WARNING]
    assert not logger.propagate
