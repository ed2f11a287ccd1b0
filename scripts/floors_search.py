"""Hold search to the floors of a kit, over HTTP: python scripts/floors_search.py KIT [--port 8110] [--set small].

A fresh database gets the kit's documents and synonyms through the project's own commands, the real server is started,
and KIT/search/evaluate.py asks it. Fails below a floor, on any HTTP error, wrong mark or failing edge query, and where
the number of results is not between 0.99 and 1.2 of the true one. Fails, too, when the kit is absent.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
KINDS = "kw2,kw3run,frag,lead,body,title,para,trad,mixed,term2,term3,term4,name,gram,abbr,drcdq,recur"
COUNT_RATIO = (0.99, 1.2)
START_SECONDS = 60
COLUMN = "kit"
MAKE_COLUMN = f"""
from wagtail.models import Page, Site
from news.models import ColumnPage
site = Site.objects.filter(is_default_site=True).first()
parent = site.root_page if site else Page.objects.get(depth=1).get_children().first()
parent.add_child(instance=ColumnPage(title="Kit", slug="{COLUMN}"))
"""


def manage(environment: dict[str, str], *arguments: str) -> None:
    """Run a command of the project; a failing one ends the script."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own commands


def load(kit: Path, which: str, environment: dict[str, str], folder: Path) -> None:
    """Make the database and load the kit into it."""
    articles = folder / "articles.jsonl"
    export = [sys.executable, str(kit / "evaluate.py"), "--set", which, "--export", str(articles)]
    subprocess.run(export, check=True)  # noqa: S603 - the kit's own export
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "shell", "--verbosity", "0", "--command", MAKE_COLUMN)
    manage(environment, "load_synonyms", str(kit / "data" / "synonyms.csv"))
    started = time.perf_counter()
    manage(environment, "import_archive", str(articles), "--column", COLUMN, "--publish")
    sys.stdout.write(f"import_archive: {time.perf_counter() - started:.0f} s\n")
    manage(environment, "rebuild_search", "--index-only")


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[None]:
    """Serve the site as in production until the block ends."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603 - our own server
        [*command, "--log-level", "warning", "portal.wsgi:application"], cwd=ROOT, env=environment
    )
    try:
        wait_until_up(server, port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_up(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait for the first answer. Raises SystemExit when the server ends or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/api/search/?q=", timeout=5):
                return
        except urllib.error.HTTPError as error:
            sys.exit(f"The search answers {error.code}")
        except OSError:
            time.sleep(0.2)
    sys.exit("The server did not start")


def evaluate(kit: Path, which: str, port: int, folder: Path) -> list[str]:
    """Run the kit's evaluation; return what is wrong."""
    figures = folder / "figures.json"
    command = [sys.executable, str(kit / "evaluate.py"), "--set", which, "--kinds", KINDS, "--check-highlight"]
    command += ["--url", f"http://{HOST}:{port}/api/search/?q={{q}}", "--total-re", r'"total": *(\d+)']
    command += ["--floors", str(kit / "floors.json"), "--json", str(figures)]
    wrong = []
    if subprocess.run(command, check=False, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}).returncode:  # noqa: S603 - the kit's own check
        wrong.append("the kit's evaluation failed")
    least, most = COUNT_RATIO
    for kind, measured in json.loads(figures.read_text(encoding="utf-8"))["results"].items():
        if "count_ratio" in measured and not least <= measured["count_ratio"] <= most:
            wrong.append(f"{kind}: count ratio {measured['count_ratio']}")
    return wrong


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Load, serve, evaluate; exit 1 when anything is below what it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--set", default="small", choices=("small", "full"))
    options = parser.parse_args()
    kit = options.kit.resolve() / "search"
    if not (kit / "evaluate.py").is_file():
        sys.exit(f"There is no search kit in {options.kit}")
    port = options.port or free_port()
    with tempfile.TemporaryDirectory(prefix="wenxuan-floors.") as name:
        folder = Path(name)
        environment = os.environ | {
            "WENXUAN_VAR_DIR": name,
            "DEBUG": "1",
            "TASKS_IMMEDIATE": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'floors.sqlite3'}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        load(kit, options.set, environment, folder)
        with served(environment, port):
            wrong = evaluate(kit, options.set, port, folder)
    if wrong:
        sys.exit("Search is below its floors: " + "; ".join(wrong))
    sys.stdout.write("Search holds its floors.\n")


if __name__ == "__main__":
    main()
