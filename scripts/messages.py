"""The Chinese of the user interface: compiles the catalogues and lists what has no translation.

    python scripts/messages.py compile      site/locale/sources/*.po -> site/locale/zh_Hans/LC_MESSAGES/*.mo
    python scripts/messages.py check        fails when a string of ours, or one that an installed package shows, is
                                            missing, fuzzy, translated twice differently, or nobody's any more

Each package keeps its translations in its own ``sources/<package>.po`` (``<package>.js.po`` for strings of scripts).
No gettext program is needed.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.message_scan import PLACEHOLDER, Message, in_folder  # noqa: E402 -- found through the line above

SOURCES = ROOT / "site" / "locale" / "sources"
TARGET = ROOT / "site" / "locale" / "zh_Hans" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
OURS = (
    "site/portal",
    "site/foundation",
    "site/templates",
    "site/assets",
    "news",
    "exemplars",
    "campaigns",
    "search",
    "media",
)
CATALOGUED = ("wagtail", "wagtailmedia")
"""Packages that ship an English catalogue: their strings are those in it."""
SCANNED = ("django_filters", "taggit", "axes", "django_tasks", "django_tasks_db")
"""Packages that show strings and ship no English catalogue: their code is searched."""
SHIPPED = (
    "django.conf",
    *(f"django.contrib.{name}" for name in ("auth", "contenttypes", "humanize", "postgres", "sessions")),
)
"""Where Django's own Chinese stands that is in use here: a word of an app that is not installed is never shown."""
METADATA = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "zh_Hans",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Key(NamedTuple):
    """What tells one string from another in a catalogue."""

    domain: str
    context: str | None
    text: str


def domain_of(path: Path) -> str:
    """Return the domain that a source file belongs to."""
    return "djangojs" if path.name.endswith(".js.po") else "django"


def chinese(entry: polib.POEntry) -> str:
    """Return an entry's translation; Chinese has one form for every number."""
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def package_folder(name: str) -> Path:
    """Return the folder of an installed package."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        message = f"the package {name} is not installed"
        raise SystemExit(message)
    return Path(spec.origin).parent


def catalogue(folder: Path, language: str) -> Iterator[tuple[Key, polib.POEntry]]:
    """Yield the entries of every catalogue of a language below a folder."""
    for domain in DOMAINS:
        for path in sorted(folder.rglob(f"locale/{language}/LC_MESSAGES/{domain}.po")):
            for entry in polib.pofile(path):
                if not entry.obsolete:
                    yield Key(domain, entry.msgctxt, entry.msgid), entry


def sources() -> Iterator[tuple[Path, Key, polib.POEntry]]:
    """Yield our own translations with the file each stands in."""
    for path in sorted(SOURCES.glob("*.po")):
        for entry in polib.pofile(path):
            if not entry.obsolete:
                yield path, Key(domain_of(path), entry.msgctxt, entry.msgid), entry


def compile_catalogues() -> None:
    """Write the compiled catalogues that Django reads, each in one step, so that no reader meets half a file."""
    merged = {domain: polib.POFile() for domain in DOMAINS}
    seen: set[tuple[Key, str | None]] = set()
    for domain in DOMAINS:
        merged[domain].metadata = METADATA
    for _path, key, entry in sources():
        if (key, entry.msgid_plural) not in seen and not entry.fuzzy:
            seen.add((key, entry.msgid_plural))
            merged[key.domain].append(entry)
    TARGET.mkdir(parents=True, exist_ok=True)
    for domain, catalogue_file in merged.items():
        path = TARGET / f"{domain}.mo"
        unfinished = path.with_suffix(".part")
        catalogue_file.save_as_mofile(str(unfinished))
        unfinished.replace(path)


def stale() -> bool:
    """Tell whether a source is newer than the compiled catalogues."""
    made = [TARGET / f"{domain}.mo" for domain in DOMAINS]
    if not all(path.exists() for path in made):
        return True
    newest = max((path.stat().st_mtime for path in SOURCES.glob("*.po")), default=0)
    return min(path.stat().st_mtime for path in made) < newest


def key_of(message: Message) -> Key:
    """Return the catalogue key of a string found in code."""
    return Key(message.domain, message.context, message.text)


def wanted() -> dict[Key, str]:
    """Return every string that must have a translation, with the place that shows it."""
    found: dict[Key, str] = {}
    for name in (*CATALOGUED, *SHIPPED):
        for key, _entry in catalogue(package_folder(name), "en"):
            found.setdefault(key, name)
    for name in SCANNED:
        for message in in_folder(package_folder(name)):
            found.setdefault(key_of(message), name)
    for name in OURS:
        for message in in_folder(ROOT / name):
            found.setdefault(key_of(message), str(Path(message.place).relative_to(ROOT)))
    return found


def shipped() -> set[Key]:
    """Return the strings that Django and the packages translate themselves."""
    return {
        key
        for name in (*SHIPPED, *CATALOGUED, *SCANNED)
        for key, entry in catalogue(package_folder(name), "zh_Hans")
        if chinese(entry) and not entry.fuzzy
    }


def placeholders(text: str) -> list[str]:
    """Return the places in a string that values are put into, in a fixed order."""
    return sorted(set(PLACEHOLDER.findall(text)))


def faults_of_sources() -> Iterator[str]:
    """Yield what is wrong with our own translations, whoever uses them."""
    seen: dict[Key, tuple[Path, str]] = {}
    for path, key, entry in sources():
        text, place = chinese(entry), f"{path.name}: {entry.msgid!r}"
        first, first_text = seen.setdefault(key, (path, text))
        if entry.fuzzy:
            yield f"{place} is marked fuzzy"
        if not text:
            yield f"{place} is empty"
        elif all(placeholders(text) != placeholders(form) for form in (entry.msgid, entry.msgid_plural or entry.msgid)):
            yield f"{place} and its translation name different values"
        if first_text != text:
            yield f"{place} is translated otherwise in {first.name}"


def faults() -> list[str]:
    """Return every fault of the translations, one line each."""
    needed, own = wanted(), {key for _path, key, _entry in sources()}
    missing = sorted(needed.keys() - own - shipped(), key=lambda key: (needed[key], key.text))
    unused = sorted(own - needed.keys(), key=lambda key: key.text)
    return [
        *faults_of_sources(),
        *(f"{needed[key]}: {key.text!r} has no Chinese" for key in missing),
        *(f"{key.text!r} is translated and shown nowhere" for key in unused),
    ]


def report(lines: Iterable[str]) -> int:
    """Print the faults and return the exit code."""
    listed = list(lines)
    print("\n".join(listed) if listed else "Every string has its Chinese.")
    return 1 if listed else 0


def main() -> int:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["compile", "check"])
    if parser.parse_args().action == "compile":
        compile_catalogues()
        return 0
    return report(faults())


if __name__ == "__main__":
    sys.exit(main())
