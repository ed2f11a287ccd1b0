#!/usr/bin/env python3
"""Score the page reader: python scripts/floors_reading.py KIT [--variations] [--own]. Fails below the floors.

KIT/newspaper holds pages/, truth/ and score.py. Each page is read by `manage.py read_page --json` and scored by the
kit's own score.py, both as processes. `--variations` also sets the pages anew from their truth (other widths, headlines
elsewhere, stories swapped, half-width signs, blank lines dropped) and reports mean and worst score per measure.
`--own` does the same with the project's own pages, and scores them and the held-out ones as printed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from news.reading import read  # noqa: E402  (the path roots are set above)
from news.reading.decoding import decode  # noqa: E402  (the same)
from news.reading.output import as_data  # noqa: E402  (the same)
from tests.news.reading.setting import SETTINGS, load, raw_variations, set_page  # noqa: E402  (the same)

FLOORS = {
    "item_f1": 1.0,
    "body_accuracy": 0.99,
    "headline": 0.9,
    "byline": 0.95,
    "kind": 0.95,
    "region": 0.95,
    "topics": 0.9,
    "paragraph_f1*": 0.92,
    "text_kept*": 1.0,
    "masthead_clean*": 1.0,
}
VARIED_FLOORS = {
    "item_f1": 0.99,
    "body_accuracy": 0.99,
    "headline": 0.95,
    "byline": 0.95,
    "kind": 0.95,
    "region": 0.95,
    "topics": 0.9,
    "paragraph_f1*": 0.92,
    "text_kept*": 0.98,
    "masthead_clean*": 1.0,
}
"""Means over all variations of the kit's pages; a single one may fall below."""
OWN_FLOORS = {"item_f1": 0.98, "body_accuracy": 0.97, "headline": 0.95, "byline": 0.95, "kind": 0.95, "region": 0.95}
"""Means over all variations of our own pages, which are shorter and harder than printed ones."""
OWN = ROOT / "tests/news/reading"
ROW = re.compile(r"^(\S+)\s+(.*)$")


def score(kit: Path, truth: Path, output: Path) -> dict[str, float]:
    """Return the means (or the one page's figures) that the kit's score.py prints."""
    command = [sys.executable, str(kit / "score.py"), str(truth), str(output)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  (the kit's scorer)
    rows = (ROW.match(line) for line in printed.splitlines())
    figures = {row[1]: row[2].split()[-1] for row in rows if row and row[1] != "measure"}
    return {name: float(figure) for name, figure in figures.items() if figure != "n/a"}


def read_kit(kit: Path, folder: Path) -> None:
    """Read each page of the kit by the command and write its answer to the folder."""
    for page in sorted((kit / "pages").glob("*.txt")):
        command = [sys.executable, str(ROOT / "manage.py"), "read_page", "--json", str(page)]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  (our own command)
        (folder / f"{page.stem}.json").write_text(answer, encoding="utf-8")


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each measure that misses its floor."""
    return [
        f"{name}: {figures.get(name, 0.0):.4f} is below {floor}"
        for name, floor in floors.items()
        if figures.get(name, 0.0) < floor
    ]


def varied_pages(pages: Path, truths: Path) -> Iterator[tuple[str, Path, str]]:
    """Yield (name of the variation, truth file, page text)."""
    for truth in sorted(truths.glob("*.json")):
        page = decode((pages / f"{truth.stem}.txt").read_bytes())
        for name, text in raw_variations(page):
            yield name, truth, text
        for setting in SETTINGS:
            yield setting.name, truth, set_page(load(truth), setting)


def variations(kit: Path, pages: Path, truths: Path) -> dict[str, float]:
    """Read every variation of every page; print the figures and return the means."""
    found: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output.json"
        for name, truth, text in varied_pages(pages, truths):
            output.write_text(json.dumps(as_data(read(text))), encoding="utf-8")
            for measure, figure in score(kit, truth, output).items():
                found.setdefault(name, {}).setdefault(measure, []).append(figure)
    print(f"{'mean of pages':<40}" + "".join(f"{measure[:9]:>10}" for measure in FLOORS))
    for name, figures in found.items():
        print(f"{name:<40}" + "".join(f"{mean(figures.get(measure, [1.0])):>10.3f}" for measure in FLOORS))
    pooled = {measure: [figure for each in found.values() for figure in each.get(measure, [])] for measure in FLOORS}
    for word, take in (("mean", mean), ("worst", min)):
        print(f"{word:<40}" + "".join(f"{take(pooled[measure]):>10.3f}" for measure in FLOORS))
    return {measure: mean(figures) for measure, figures in pooled.items()}


def as_printed(kit: Path, pages: Path) -> None:
    """Score our own pages of a folder as they are printed."""
    with tempfile.TemporaryDirectory() as folder:
        truths, outputs = Path(folder) / "truth", Path(folder) / "output"
        truths.mkdir()
        outputs.mkdir()
        for page in sorted(pages.glob("*.txt")):
            name = f"{page.stem}.json"
            (truths / name).write_text((pages / name).read_text(encoding="utf-8"), encoding="utf-8")
            (outputs / name).write_text(json.dumps(as_data(read(page.read_bytes()))), encoding="utf-8")
        figures = score(kit, truths, outputs)
    print(f"{pages.name}, as printed: " + ", ".join(f"{name} {figures[name]:.3f}" for name in FLOORS))


def main() -> int:
    """Run the kit; return 1 below a floor, 2 without a kit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--variations", action="store_true")
    parser.add_argument("--own", action="store_true")
    options = parser.parse_args()
    kit = (options.kit / "newspaper").resolve()
    if not (kit / "score.py").is_file() or not list((kit / "pages").glob("*.txt")):
        print(f"No reading kit at {options.kit}: give its folder, as in make floors KIT=../shared", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        read_kit(kit, Path(folder))
        figures = score(kit, kit / "truth", Path(folder))
    for name, figure in figures.items():
        print(f"{name:<18}{figure:.4f}" + (f"  (floor {FLOORS[name]})" if name in FLOORS else ""))
    misses = below(figures, FLOORS)
    if options.variations:
        misses += below(variations(kit, kit / "pages", kit / "truth"), VARIED_FLOORS)
    if options.own:
        for folder in ("pages", "holdout"):
            as_printed(kit, OWN / folder)
        misses += below(variations(kit, OWN / "pages", OWN / "pages"), OWN_FLOORS)
    print("\n".join(misses) if misses else "reading: all floors held")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
