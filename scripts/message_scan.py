"""Finds the strings for translation in Python code, Django templates and scripts, without gettext's own programs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation.template import templatize

if not settings.configured:
    settings.configure()

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")

# How many leading arguments are a context, and which argument is the string.
CALLS = {
    "gettext": 0,
    "gettext_lazy": 0,
    "gettext_noop": 0,
    "ugettext": 0,
    "_": 0,
    "ngettext": 0,
    "ngettext_lazy": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "npgettext": 1,
    "npgettext_lazy": 1,
}
IN_TEXT = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")
SCRIPT_CALL = re.compile(
    r"\b(?P<name>n?p?gettext)\(\s*(?P<first>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"(?:\s*,\s*(?P<second>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))?"
)


class Message(NamedTuple):
    """A string for translation and the file that shows it."""

    domain: str
    context: str | None
    text: str
    place: str


def called_name(call: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def constants(call: ast.Call) -> list[str]:
    """Return the leading arguments that are plain strings."""
    texts = []
    for argument in call.args:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            break
        texts.append(argument.value)
    return texts


def in_syntax(tree: ast.AST, place: str) -> Iterator[Message]:
    """Yield the strings of a piece of parsed Python."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (index := CALLS.get(called_name(node))) is not None:
            texts = constants(node)
            if len(texts) > index and texts[index]:
                yield Message("django", texts[0] if index else None, texts[index], place)


def call_at(text: str, start: int) -> ast.AST | None:
    """Parse the call that begins at ``start``; None when it is no call."""
    end = text.find(")", start)
    while end != -1:
        try:
            return ast.parse(text[start : end + 1].strip(), mode="eval")
        except SyntaxError:
            end = text.find(")", end + 1)
    return None


def in_template(text: str, place: str) -> Iterator[Message]:
    """Yield the strings of a Django template, as Django's own tools read it."""
    python = templatize(text)
    for match in IN_TEXT.finditer(python):
        tree = call_at(python, match.start())
        if tree is not None:
            yield from in_syntax(tree, place)


def in_script(text: str, place: str) -> Iterator[Message]:
    """Yield the strings of a script."""
    for match in SCRIPT_CALL.finditer(text):
        first, second = (ast.literal_eval(part) if part else "" for part in (match["first"], match["second"]))
        with_context = "p" in match["name"].removesuffix("gettext")
        yield Message("djangojs", first if with_context else None, second if with_context else first, place)


def in_file(path: Path) -> Iterator[Message]:
    """Yield the strings of one file."""
    if path.suffix == ".py":
        yield from in_syntax(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)), str(path))
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        yield from in_template(path.read_text(encoding="utf-8"), str(path))
    elif path.suffix == ".js":
        yield from in_script(path.read_text(encoding="utf-8"), str(path))


def in_folder(folder: Path) -> Iterator[Message]:
    """Yield the strings of every file below a folder, migrations and tests left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not {"migrations", "tests", "node_modules"}.intersection(path.parts):
            yield from in_file(path)
