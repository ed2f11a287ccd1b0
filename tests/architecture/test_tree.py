"""Where files may stand, how long they may be and what they may be called."""

import site
import subprocess
import sysconfig
from pathlib import Path

from tests.architecture import ROOT, SOURCE_FOLDERS, shown, tracked

LONGEST = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
GENERATED = {"migrations", "locale"}


def test_site_is_a_path_root_and_the_standard_librarys_name() -> None:
    assert Path(site.__file__) == Path(sysconfig.get_path("stdlib")) / "site.py"
    assert not (ROOT / "site" / "__init__.py").exists()


def test_no_source_folder_is_ignored() -> None:
    folders = [*SOURCE_FOLDERS, "site/portal", "site/foundation"]
    answer = subprocess.run(  # noqa: S603 -- the names are ours
        ["git", "check-ignore", *folders],  # noqa: S607 -- git is on the path or nothing works
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (1, "")


def test_no_file_is_too_long() -> None:
    lengths = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked(".py", ".js", ".css", ".html", ".sh")
        if not GENERATED.intersection(path.parts)
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_says_by_its_name_what_it_holds() -> None:
    vague = [shown(path) for path in tracked(".py") if VAGUE_NAMES.intersection((path.stem, path.parent.name))]

    assert vague == []


def test_nothing_of_this_machine_is_in_a_file() -> None:
    words = ("/work/" + "main", "/work/" + "shared", "/root/" + ".")
    found = [
        shown(path)
        for path in tracked(".py", ".js", ".css", ".html", ".sh", ".md", ".toml", ".txt", ".lock", ".po")
        if any(word in path.read_text(encoding="utf-8", errors="replace") for word in words)
    ]

    assert found == []


def test_locks_hold_hashes_and_no_address() -> None:
    for name in ("runtime", "dev"):
        lines = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8").splitlines()
        pinned = [index for index, line in enumerate(lines) if "==" in line.split(";")[0]]
        assert [line for line in lines if "://" in line or line.startswith("-")] == []
        assert pinned
        assert [lines[index] for index in pinned if "--hash=sha256:" not in lines[index + 1]] == []
