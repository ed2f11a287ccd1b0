"""A browser page that keeps account of everything that went wrong on it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python.base as axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

AXE_SCRIPT = Path(axe.AXE_FILE_PATH).read_text(encoding="utf-8")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OWN_HOST = "127.0.0.1"


@dataclass
class Watch:
    """The problems met on one page: console errors, CSP violations, script errors, failed and foreign requests.

    A test that provokes an error on purpose says so with ``expect``; whatever is left at its end fails it.
    """

    page: Page
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A failed load is reported by _response, with its address.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in {"http", "https", "ws", "wss"} and url.hostname != OWN_HOST:
            self.problems.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.url}")

    def expect(self, pattern: str) -> None:
        """Take the problems that match ``pattern`` off the list; there must be one."""
        expected = [problem for problem in self.problems if re.search(pattern, problem)]
        assert expected, f"no problem matches {pattern!r} in {self.problems}"
        self.problems = [problem for problem in self.problems if problem not in expected]


AT_REST = """() => {
    const still = new CSSStyleSheet();
    still.replaceSync('*, *::before, *::after { transition: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    for (const animation of document.getAnimations()) {
        if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
    }
}"""
"""Brings to its end what fades in or out: half-way, its colours are nobody's choice."""


def axe_violations(page: Page) -> list[str]:
    """Run axe on the page as it stands and return one line for each element at fault."""
    page.evaluate(AT_REST)
    page.evaluate(AXE_SCRIPT)
    options = {"runOnly": AXE_RULES, "resultTypes": ["violations"]}
    result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))} {node['html'][:120]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def horizontal_overflow(page: Page) -> int:
    """Return by how many CSS pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def dress_as(context: BrowserContext, base_url: str, cookies: dict[str, str]) -> None:
    """Give the browser cookies for the site under test."""
    context.add_cookies([{"name": name, "value": value, "url": base_url} for name, value in cookies.items()])
