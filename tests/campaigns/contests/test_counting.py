"""The browser counts as Python does: one table for both."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from foundation.text import counting

TABLE = json.loads(Path(counting.__file__).parents[1].joinpath("data/word-count-cases.json").read_text("utf-8"))


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_browser_counts_as_the_table_says(desktop_page: Page) -> None:
    desktop_page.goto("/contests/")
    script = "async (cases) => { const { count } = await import('/static/js/counting.js'); return cases.map(count); }"
    found = desktop_page.evaluate(script, [case[0] for case in TABLE["cases"]])

    names = TABLE["fields"][1:6]
    assert [[row[name] for name in names] for row in found] == [case[1:6] for case in TABLE["cases"]]
