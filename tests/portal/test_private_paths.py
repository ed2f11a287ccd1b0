"""Private links are keys; the log does not show them."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from foundation.intake.codes import new_token
from portal.private_paths import HIDDEN, HidePrivatePaths

TOKEN = "Ab0_-" * 6 + "xy"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('"GET /contests/send/draft/{} HTTP/1.1" 200 5', f'"GET /contests/send/draft/{HIDDEN}/ HTTP/1.1" 200 5'),
        ("Not Found: /lookup/link/{}", f"Not Found: /lookup/link/{HIDDEN}/"),
        ("100%s of /contests/batch/{}template.xlsx", f"100%s of /contests/batch/{HIDDEN}/template.xlsx"),
        ("/contests/zhengwen-2026/ stays %", "/contests/zhengwen-2026/ stays %"),
    ],
)
def test_a_token_is_blotted_out_and_nothing_else(line: str, shown: str) -> None:
    record = logging.LogRecord("django", logging.INFO, "", 0, line.format(f"{TOKEN}/"), None, None)

    assert HidePrivatePaths().filter(record)
    assert record.getMessage() == shown


@pytest.mark.django_db
def test_the_log_of_a_wrong_link_does_not_hold_it(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    token = new_token()
    caplog.handler.addFilter(HidePrivatePaths())
    assert client.get(f"/contests/send/draft/{token}/").status_code == 404

    assert "Not Found" in caplog.text
    assert token not in caplog.text
    assert all(token not in record.getMessage() for record in caplog.records)


def test_every_line_on_standard_error_passes_the_filter() -> None:
    logging_settings: Any = settings.LOGGING
    handlers = logging_settings["handlers"]
    named = logging_settings["loggers"]["django.server"]["handlers"]

    assert {name: handler["filters"] for name, handler in handlers.items()} == {
        "stderr": ["private_paths"],
        "faults": ["private_paths"],
    }
    assert named == ["stderr"]
