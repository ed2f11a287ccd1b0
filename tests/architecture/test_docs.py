"""The documents name only what exists, and everything that exists is documented."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture import APPS, ROOT, shown, tracked

DOCUMENTS = [path for path in tracked(".md") if path.parts[len(ROOT.parts)] in {"docs", "README.md", "CHANGELOG.md"}]
OPERATIONS = ROOT / "docs" / "operations.md"
READ_BY_SETTINGS = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*"([A-Z][A-Z_]+)\"""")
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#)([^)#]+)[^)]*\)")
PATH = re.compile(r"`((?:site|news|exemplars|campaigns|search|media|tests|docs|scripts|requirements)/[\w./-]*)`")
MADE_AT_RUN_TIME = {"docs/images/home.png"}


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(pattern: str) -> dict[str, str]:
    """Return what a pattern finds in the documents, with the document that names it."""
    return {name: shown(path) for path in DOCUMENTS for name in re.findall(pattern, text(path))}


def targets() -> set[str]:
    """Return the make targets that `make` lists."""
    return set(re.findall(r"^([a-z][a-z-]*):.*## ", text(ROOT / "Makefile"), re.MULTILINE))


def test_each_setting_that_is_read_is_documented_and_the_other_way_round() -> None:
    read = {
        name
        for path in sorted((ROOT / "site" / "portal" / "settings").glob("*.py"))
        for name in READ_BY_SETTINGS.findall(text(path))
    }
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text(OPERATIONS), re.MULTILINE))

    assert documented == read


def test_each_make_target_is_documented_and_the_other_way_round() -> None:
    mentioned = set(named(r"\bmake ([a-z][a-z-]+)\b(?=[`\s,.;:)]|$)(?! it)"))

    assert targets() - mentioned - {"help", "clean"} == set()


def test_each_make_target_that_code_spans_name_exists() -> None:
    spans = named(r"`(?:[A-Z]+=\S+ )?make ([a-z][a-z-]+)[^`]*`")

    assert {name: place for name, place in spans.items() if name not in targets()} == {}


def test_each_command_that_is_named_exists() -> None:
    known = set(get_commands())

    assert {name: place for name, place in named(r"`?manage\.py (\w+)[^`\n]*`").items() if name not in known} == {}


def test_each_command_of_ours_is_documented() -> None:
    ours = {
        path.stem
        for app in APPS
        for path in (ROOT / app).rglob("management/commands/*.py")
        if not path.name.startswith("_")
    }

    assert ours - set(re.findall(r"manage\.py (\w+)", text(OPERATIONS))) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_each_file_that_is_named_exists(document: Path) -> None:
    linked = {(document.parent / name).resolve() for name in LINK.findall(text(document))}
    spelled = {ROOT / name for name in PATH.findall(text(document))}

    missing = sorted(shown(path) for path in linked | spelled if not path.exists())
    assert [name for name in missing if name not in MADE_AT_RUN_TIME] == []


def test_decisions_are_numbered_once_and_whole() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [path.name.split("-")[0] for path in decisions]
    parts = ("Status", "## Context", "## Decision", "## Consequences")

    assert len(set(numbers)) == len(numbers)
    assert [shown(path) for path in decisions if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)] == []
    assert {shown(path): part for path in decisions for part in parts if part not in text(path)} == {}
