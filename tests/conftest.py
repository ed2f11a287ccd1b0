"""What every test shares: the database, folders, caches and the browser fixtures."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from scripts.messages import TARGET, compile_catalogues, stale
from tests.database import forget_rows, take_baseline
from tests.migrated import bring, keep

# No test is timed: a busy machine must not fail one.
hypothesis_settings.register_profile("curious", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile(
    "repeatable", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
# A change is judged by the same examples each time; new ones are looked for on people's own machines.
hypothesis_settings.load_profile("repeatable" if os.environ.get("CI") else "curious")

pytest_plugins = ["tests.browser.fixtures"]

LONGEST_ID = 30
"""Characters of a value that still names a test."""

LONGEST_REASON = 4000
"""Characters of what is shown of a failure that passed at another try."""

RESTORE = pytest.StashKey[Callable[[], None]]()
COMMITTING_FIXTURES = {"live_server", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_modify_db_settings: None,  # noqa: ARG001 -- a worker of a parallel run has a name of its own by then
    django_db_blocker: DjangoDbBlocker,
) -> bool:
    """Start from the migrated file of an earlier run where there is one."""
    with django_db_blocker.unblock():
        return bring()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 -- pytest-django makes the database first
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    """Make the test database and keep a copy of it for after the tests that commit."""
    with django_db_blocker.unblock():
        keep()
        baseline = take_baseline()

    def restore() -> None:
        with django_db_blocker.unblock():
            baseline.restore()
            forget_rows()

    with pytest.MonkeyPatch.context() as patch:
        # The copy is put back after each such test, so the flush has nothing left to do.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _self: None)
        request.config.stash[RESTORE] = restore
        yield
        # The last test's own teardown comes after this one.
        del request.config.stash[RESTORE]
    with django_db_blocker.unblock():
        baseline.drop()


def commits(item: pytest.Item) -> bool:
    """Tell whether the test commits to the database instead of rolling back."""
    marker = item.get_closest_marker("django_db")
    options: Mapping[str, Any] = marker.kwargs if marker else {}
    asks = any(options.get(key) for key in ("transaction", "reset_sequences", "serialized_rollback"))
    return asks or bool(COMMITTING_FIXTURES.intersection(getattr(item, "fixturenames", ())))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """After a test that committed, put the database back."""
    try:
        yield
    finally:
        if commits(item) and RESTORE in item.config.stash:
            item.config.stash[RESTORE]()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Start each test with an empty cache: rate limits and site roots are remembered there."""
    cache.clear()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Chinese before the first test; the workers of a parallel run find it done.

    Django is set up by now and remembers that it found no catalogue: it has to forget that.
    """
    if not hasattr(config, "workerinput") and stale():
        compile_catalogues()
        translation_file_changed(sender=None, file_path=TARGET / "django.mo")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long tests first, and run a test of the browser again, twice at most, when it fails.

    The summary lists it as a rerun, which is a fault to repair, not a pass. A browser, a server and a test on two
    busy cores can lose a race that no reader would notice; what is broken fails every time.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=2))
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a test was run again: the plug-in only says which."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"run again: {report.nodeid}", sep="-")
        terminalreporter.line(report.longreprtext[-LONGEST_REASON:])


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes and long texts by their argument: what is random or dated would differ between processes."""
    if isinstance(val, bytes) or (isinstance(val, str) and len(val) > LONGEST_ID):
        return argname
    return None


def pytest_unconfigure() -> None:
    """Remove this process's uploads, keys and database file."""
    if settings.configured:
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
