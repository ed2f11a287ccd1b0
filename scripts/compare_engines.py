"""Compare the engines: python scripts/compare_engines.py [--size 2000] [--queries 300].

The same generated documents go into an SQLite and a throw-away PostgreSQL, both are asked the same, and the first hits
are compared. Fails where they agree for less than 95 % of the queries, and where PostgreSQL is not installed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_search as bench  # type: ignore[import-not-found]  # it stands beside this script

LEAST_AGREEMENT = 0.95


def first_hits(size: int, queries: int) -> list[str]:
    """Load the database of the settings and return the key of the first hit of each query, empty for none."""
    bench.set_up()
    from django.core.management import call_command  # noqa: PLC0415 - after the settings
    from django.utils import timezone  # noqa: PLC0415 - the same

    from search.analysis.query import parse  # noqa: PLC0415 - the same
    from search.domain import index  # noqa: PLC0415 - the same
    from search.engines import Scope  # noqa: PLC0415 - the same
    from search.finding import find  # noqa: PLC0415 - the same
    from search.models import Document  # noqa: PLC0415 - the same
    from search.vocabulary import segmenter  # noqa: PLC0415 - the same

    call_command("migrate", verbosity=0)
    generator = bench.Generator(size)
    documents = [generator.document(number) for number in range(size)]
    bench.make_words_known(generator.words)
    bench.load_documents(documents, 1)
    index.rebuild(lambda _number: None)
    names = dict(Document.objects.values_list("pk", "object_key"))
    asked = [generator.query(generator.random.choice(documents)) for _ in range(queries)]
    found = [find(parse(text, segmenter()), Scope(now=timezone.now())).keys for text in asked]
    return [names[keys[0]] if keys else "" for keys in found]


def ask(starter: list[str], size: int, queries: int) -> list[str]:
    """Return the first hits of one database, measured in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="wenxuan-compare.") as folder:
        output = Path(folder) / "hits.json"
        environment = os.environ | {"WENXUAN_VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/compare.sqlite3"}
        command = [*starter, sys.executable, __file__, "--size", str(size), "--queries", str(queries)]
        subprocess.run([*command, "--output", str(output)], cwd=bench.ROOT, env=environment, check=True)  # noqa: S603 - ourselves
        hits: list[str] = json.loads(output.read_text(encoding="utf-8"))
    return hits


def main() -> None:
    """Compare both, or write the hits of one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.output:
        options.output.write_text(json.dumps(first_hits(options.size, options.queries)), encoding="utf-8")
        return
    postgres = ["sh", str(bench.ROOT / "scripts" / "with_postgres.sh")]
    pairs = list(
        zip(
            ask([], options.size, options.queries),
            ask(postgres, options.size, options.queries),
            strict=True,
        )
    )
    share = sum(one == other for one, other in pairs) / len(pairs)
    sys.stdout.write(f"The first hit is the same for {share:.1%} of {len(pairs)} queries.\n")
    if share < LEAST_AGREEMENT:
        sys.exit(1)


if __name__ == "__main__":
    main()
