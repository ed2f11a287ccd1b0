"""Rules of style that no linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import ROOT, shown, tracked

MARKERS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?(?P<reason>.*)$")
PRAGMA = re.compile(r"#\s*pragma: no cover(?P<reason>.*)$")
REASON = re.compile(r"[\s(#:—-]+\S+\s+\S+")


def python_files() -> list[Path]:
    return [path for path in tracked(".py") if "migrations" not in path.parts]


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield f"{shown(path)}:{number}", line


def inline_imports(path: Path) -> Iterator[int]:
    """Yield the lines of imports inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno


def test_nothing_is_left_for_later() -> None:
    own = Path(__file__)
    files = [path for path in tracked(".py", ".js", ".css", ".html", ".sh") if path != own]

    assert [place for path in files for place, line in lines_of(path) if MARKERS.search(line)] == []


def test_each_exception_from_a_rule_says_why() -> None:
    unexplained = []
    for path in python_files():
        for place, line in lines_of(path):
            match = NOQA.search(line) or PRAGMA.search(line)
            if match and '"' not in line[match.start() :] and not REASON.match(match["reason"]):
                unexplained.append(place)

    assert unexplained == []


def test_each_import_inside_a_function_says_why() -> None:
    unexplained = []
    for path in python_files():
        lines = path.read_text(encoding="utf-8").splitlines()
        for number in sorted(set(inline_imports(path))):
            match = NOQA.search(lines[number - 1])
            if not (match and "PLC0415" in str(match["codes"]) and REASON.match(match["reason"])):
                unexplained += [f"{shown(path)}:{number}"]

    assert unexplained == []


@pytest.mark.parametrize("section", ["ignore", "per-file-ignores"])
def test_each_rule_switched_off_says_why(section: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    codes = lint["ignore"] if section == "ignore" else [code for group in lint[section].values() for code in group]

    assert [code for code in codes if not re.search(rf'^\s+"{code}",\s+# \S+', text, re.MULTILINE)] == []
