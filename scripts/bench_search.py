"""Measure search: python scripts/bench_search.py [--sizes 10000,100000] [--databases sqlite,postgres] [--queries 600].

Documents are generated: words of two to four characters, drawn as unevenly as in a language, from a seed. For each
database and size it prints how fast the index is built and how large it is, how long the engine with ranking and the
results page take, how soon a published article is found, and at the smallest size on SQLite how Wagtail's stock
back-end does on the same articles in the same run. Nothing fails: it prints figures beside the targets.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CHARACTERS = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
"""The 3,700 common characters of GB/T 2312."""
WORDS = 20_000
FLATNESS = 60
"""So that, as in a newspaper, the commonest word is in about half of all documents and a usual one in some per cent."""
BODY_WORDS = (150, 450)
TARGETS = {"sqlite": (30, 1000), "postgres": (60, 500)}
"""Milliseconds of engine and ranking at the 95th percentile; documents a second of the rebuild."""
PAGE_TARGET = 200
STOCK_LIMIT = 20_000
"""Documents up to which the stock back-end is measured beside ours: beyond, it takes hours."""


class Generator:
    """Makes documents and queries from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        lengths = self.random.choices((2, 3, 4), (70, 20, 10), k=WORDS)
        self.words = ["".join(self.random.choices(CHARACTERS, k=length)) for length in lengths]
        self.rank = {word: rank for rank, word in enumerate(self.words)}
        self.weights = list(accumulate(1 / (rank + FLATNESS) for rank in range(WORDS)))

    def some(self, number: int) -> list[str]:
        """Return so many words, common ones more often."""
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def document(self, number: int) -> dict[str, str]:
        """Return a document as ``import_archive`` reads it."""
        title = "".join(self.some(self.random.randint(3, 6)))
        words = self.some(self.random.randint(*BODY_WORDS))
        parts = [word + self.random.choice(("", "", "", "", "，", "。", "。\n")) for word in words]
        date = f"{self.random.randint(2015, 2026)}-{self.random.randint(1, 10):02}-{self.random.randint(1, 28):02}"
        return {"id": f"b{number:06}", "title": title, "body": "".join(parts), "date": date}

    def query(self, document: dict[str, str]) -> str:
        """Return what a reader might type who looks for the document: a cut of its headline, or words of it."""
        title = document["title"]
        if self.random.random() < 0.5:  # noqa: PLR2004 - half of the queries are cuts, half words
            start = self.random.randrange(max(1, len(title) - 6))
            return title[start : start + self.random.randint(5, 9)]
        known = sorted({word for word in self.some(40) if word in document["body"]}, key=self.rank.__getitem__)
        return " ".join([title[:2], *known[-1:]])

    def hot(self) -> list[str]:
        """Return the twelve commonest words, each a query."""
        return self.words[:12]


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the milliseconds a piece of work takes by a clock."""
    started = clock()
    work()
    return (clock() - started) * 1000


def spread(times: list[float]) -> dict[str, float]:
    """Return p50, p95 and the maximum."""
    ordered = sorted(times)
    return {
        "p50": round(ordered[len(ordered) // 2], 1),
        "p95": round(ordered[int(len(ordered) * 0.95)], 1),
        "max": round(ordered[-1], 1),
    }


def measure(size: int, queries: int, *, stock: bool) -> dict[str, Any]:
    """Load ``size`` documents into the (fresh) database of the settings and return the figures."""
    from django.core.management import call_command  # noqa: PLC0415 - after the settings

    call_command("migrate", verbosity=0)
    generator = Generator(size)
    documents = [generator.document(number) for number in range(size)]
    column = make_column()
    make_words_known(generator.words)
    figures: dict[str, Any] = {"text_mb": round(sum(len((d["title"] + d["body"]).encode()) for d in documents) / 1e6)}
    if stock:
        figures["documents_per_second"] = load_articles(documents, column)
    else:
        load_documents(documents, column.pk)
    asked = [generator.query(generator.random.choice(documents)) for _ in range(queries)]
    del documents  # no server holds its whole collection in memory, for the garbage collector to walk through
    figures |= measure_index()
    figures |= measure_queries(asked, generator.hot(), column)
    if stock:
        figures["stock"] = compare_with_stock(asked[:60])
    return figures


def make_words_known(words: list[str]) -> None:
    """Let the segmenter know the words, as its dictionary knows those of the language."""
    from foundation.models import Topic  # noqa: PLC0415 - after the settings
    from search import vocabulary  # noqa: PLC0415 - the same

    Topic.objects.bulk_create(
        Topic(name=word, slug=f"word-{number}") for number, word in enumerate(dict.fromkeys(words))
    )
    vocabulary.changed()


def make_column() -> Any:
    """Return a column under the front page that migrations made."""
    from wagtail.models import Page, Site  # noqa: PLC0415 - after the settings

    from news.models import ColumnPage  # noqa: PLC0415 - the same

    site = Site.objects.filter(is_default_site=True).first()
    parent = site.root_page if site else Page.objects.get(depth=1).get_children().first()
    return parent.add_child(instance=ColumnPage(title="栏目", slug="bench"))


def load_articles(documents: list[dict[str, str]], column: Any) -> int:
    """Import the documents as articles, rebuild their search documents, and return the rate of that."""
    from news.domain.archive import import_archive  # noqa: PLC0415 - after the settings
    from search.domain.rebuilding import rebuild_documents  # noqa: PLC0415 - the same

    lines = (json.dumps(each, ensure_ascii=False).encode() for each in documents)
    import_archive(lines=lines, column=column, publish=True, actor=None)
    milliseconds = timed(lambda: rebuild_documents(lambda _number: None))
    return round(len(documents) / milliseconds * 1000)


def load_documents(documents: list[dict[str, str]], column: int) -> None:
    """Write search documents without pages behind them."""
    from datetime import UTC, datetime  # noqa: PLC0415 - beside the models

    from search.models import Document, DocumentColumn  # noqa: PLC0415 - after the settings

    for batch in in_batches(documents, 1000):
        rows = []
        for each in batch:
            date = datetime.fromisoformat(each["date"]).replace(tzinfo=UTC)
            moments = {"date": date, "updated_at": date, "visible_from": date, "year": date.year}
            summary = each["body"][:100]
            told = {"title": each["title"], "text": each["body"], "summary": summary, "url": f"/a/{each['id']}/"}
            rows.append(Document(kind="article", object_key=each["id"], column_id=column, **told, **moments))
        Document.objects.bulk_create(rows)
        DocumentColumn.objects.bulk_create(
            DocumentColumn(document=row, column_id=column, is_main=True, date=row.date) for row in rows
        )


def in_batches(documents: list[dict[str, str]], size: int) -> Iterator[list[dict[str, str]]]:
    """Yield the documents in lists of ``size``."""
    for start in range(0, len(documents), size):
        yield documents[start : start + size]


def measure_index() -> dict[str, Any]:
    """Build the index from nothing and then rebuild it; return both rates and its size."""
    from django.db import connection  # noqa: PLC0415 - after the settings

    from search import engines  # noqa: PLC0415 - the same
    from search.domain import index  # noqa: PLC0415 - the same

    done = 0

    def rebuild() -> None:
        nonlocal done
        done = index.rebuild(lambda _number: None)

    first = timed(rebuild)
    milliseconds = timed(rebuild)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return {
        "first_per_second": round(done / first * 1000),
        "index_per_second": round(done / milliseconds * 1000),
        "index_mb": round(engines.current().size() / 1e6),
    }


def measure_queries(asked: list[str], hot: list[str], column: Any) -> dict[str, Any]:
    """Return how long the engine with ranking and the results page take, and how soon an article is found."""
    from django.test import Client  # noqa: PLC0415 - after the settings
    from django.utils import timezone  # noqa: PLC0415 - the same

    from news.models import ArticlePage  # noqa: PLC0415 - the same
    from search.analysis.query import parse  # noqa: PLC0415 - the same
    from search.engines import Scope  # noqa: PLC0415 - the same
    from search.finding import find  # noqa: PLC0415 - the same
    from search.vocabulary import segmenter  # noqa: PLC0415 - the same

    def ask(text: str) -> list[int]:
        return find(parse(text, segmenter()), Scope(now=timezone.now())).keys

    def page(text: str) -> None:
        if client.get("/search/", {"q": text}).status_code != 200:  # noqa: PLR2004 - HTTP's own number
            sys.exit(f"The results page fails for {text}")

    client = Client()
    for text in asked[:20]:
        ask(text)
        page(text)
    engine = [timed(lambda text=text: ask(text)) for text in asked]  # type: ignore[misc]
    pages = [timed(lambda text=text: page(text)) for text in asked[: len(asked) // 2]]  # type: ignore[misc]
    article = ArticlePage(title="龘龘新发文章", slug="fresh", live=False)

    def publish() -> None:
        column.add_child(instance=article)
        article.save_revision().publish()
        if len(ask("龘龘")) != 1:
            sys.exit("A published article is not found")

    return {
        "engine": spread(engine),
        "cpu": spread([timed(lambda text=text: ask(text), time.process_time) for text in asked]),  # type: ignore[misc]
        "hot": spread([timed(lambda text=text: ask(text)) for text in hot]),  # type: ignore[misc]
        "page": spread(pages),
        "publish_to_found_ms": round(timed(publish)),
    }


def compare_with_stock(asked: list[str]) -> dict[str, Any]:
    """Index the articles with Wagtail's stock back-end and return ratios of time and of hits (its to ours)."""
    from django.utils import timezone  # noqa: PLC0415 - after the settings
    from wagtail.search.backends import get_search_backend  # noqa: PLC0415 - the same

    from news.models import ArticlePage  # noqa: PLC0415 - the same
    from search.analysis.query import parse  # noqa: PLC0415 - the same
    from search.engines import Scope  # noqa: PLC0415 - the same
    from search.finding import find  # noqa: PLC0415 - the same
    from search.vocabulary import segmenter  # noqa: PLC0415 - the same

    stock = get_search_backend("stock")
    index = stock.get_index_for_model(ArticlePage)
    with_rows = ArticlePage.objects.order_by("pk")
    for start in range(0, with_rows.count(), 1000):
        index.add_items(ArticlePage, list(with_rows[start : start + 1000]))
    hits = {"stock": 0, "ours": 0}

    def by_stock(text: str) -> None:
        results = stock.search(text, ArticlePage.objects.all())
        list(results[:10])
        hits["stock"] += results.count()

    def by_ours(text: str) -> None:
        hits["ours"] += len(find(parse(text, segmenter()), Scope(now=timezone.now())).keys)

    theirs = sum(timed(lambda text=text: by_stock(text)) for text in asked)  # type: ignore[misc]
    ours = sum(timed(lambda text=text: by_ours(text)) for text in asked)  # type: ignore[misc]
    return {"time_ratio": round(theirs / ours, 1), "hits_stock": hits["stock"], "hits_ours": hits["ours"]}


def set_up() -> None:
    """Read the settings, with Wagtail's stock back-end beside none of ours: ours would replace its indexer."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django  # noqa: PLC0415 - after the path
    from django.conf import settings  # noqa: PLC0415 - the same

    stock = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
    settings.WAGTAILSEARCH_BACKENDS = {"default": stock, "stock": stock}
    settings.ALLOWED_HOSTS = ["*"]
    # Static files are not collected here.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()


def run(database: str, size: int, queries: int, *, stock: bool) -> dict[str, Any] | None:
    """Measure in a process and a database of their own; ``None`` where the database is not installed."""
    starter = ["sh", str(ROOT / "scripts" / "with_postgres.sh")] if database == "postgres" else []
    if starter and subprocess.run([*starter, "--check"], check=False, capture_output=True).returncode:  # noqa: S603 - our script
        return None
    with tempfile.TemporaryDirectory(prefix="wenxuan-bench.") as folder:
        environment = os.environ | {
            "WENXUAN_VAR_DIR": folder,
            "TASKS_IMMEDIATE": "1",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
        }
        environment |= {"BENCH_FIGURES": f"{folder}/figures.json", "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        command = [*starter, sys.executable, __file__, "--measure", str(size), "--queries", str(queries)]
        subprocess.run([*command, *(["--stock"] if stock else [])], cwd=ROOT, env=environment, check=True)  # noqa: S603 - ourselves
        figures: dict[str, Any] = json.loads(Path(environment["BENCH_FIGURES"]).read_text(encoding="utf-8"))
    return figures


def tell(database: str, size: int, figures: dict[str, Any]) -> None:
    """Print the figures beside the targets."""
    engine_target, rate_target = TARGETS[database]
    lines = [
        f"{database}, {size} documents ({figures['text_mb']} MB of text)",
        f"  rebuild      {figures['index_per_second']} documents/s (target {rate_target}), {figures['index_mb']} MB",
        f"  first build  {figures['first_per_second']} documents/s",
        f"  engine+rank  {figures['engine']} ms (target p95 {engine_target})",
        f"  of it our process's own time {figures['cpu']} ms; the twelve commonest words {figures['hot']} ms",
        f"  page         {figures['page']} ms (target p95 {PAGE_TARGET})",
        f"  publish until found  {figures['publish_to_found_ms']} ms (target 1000)",
    ]
    if "documents_per_second" in figures:
        lines.append(f"  documents from pages  {figures['documents_per_second']} a second")
    if "stock" in figures:
        stock = figures["stock"]
        lines.append(
            f"  stock Wagtail takes {stock['time_ratio']} times as long and finds {stock['hits_stock']} "
            f"where ours finds {stock['hits_ours']}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run the benchmark, or one measurement of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--databases", default="sqlite,postgres")
    parser.add_argument("--queries", type=int, default=600)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--stock", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        set_up()
        figures = measure(options.measure, options.queries, stock=options.stock)
        Path(os.environ["BENCH_FIGURES"]).write_text(json.dumps(figures), encoding="utf-8")
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    for size in sizes:
        for database in options.databases.split(","):
            stock = database == "sqlite" and size == min(sizes) and size <= STOCK_LIMIT
            if measured := run(database, size, options.queries, stock=stock):
                tell(database, size, measured)
            else:
                sys.stdout.write(f"{database}: not installed, not measured\n")


if __name__ == "__main__":
    main()
