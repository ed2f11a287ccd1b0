"""Rules of the house, checked on the files themselves. None of these tests needs a database."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FOLDERS = ("site", "news", "exemplars", "campaigns", "search", "media", "tests", "scripts", "docs")
APPS = ("site/portal", "site/foundation", "news", "exemplars", "campaigns", "search", "media")


def tracked(*suffixes: str) -> list[Path]:
    """Return the files of the project with these endings: those in git and the new ones that it does not ignore."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 -- git is on the path or nothing works
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / line for line in listing.stdout.splitlines())
    return [path for path in paths if path.suffix in suffixes and path.is_file()]


def shown(path: Path) -> str:
    """Return a path as a person names it."""
    return path.relative_to(ROOT).as_posix()
