"""Bringing an old site's articles along: read line by line, written in batches, refused row by row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend

from foundation.domain import audit
from foundation.enums import NumberedKind
from foundation.models import PublicNumber, User
from news.domain.archive_rows import ArchiveRow, RowRefused, read_row
from news.domain.bulk_pages import add_children
from news.domain.pasting import html_to_blocks, text_to_blocks
from news.models import ArticlePage, ColumnPage
from search import registry
from search.domain.documents import write_batch

BATCH = 250
"""Rows of one transaction: large enough to be quick, small enough that memory stays flat."""

Refusal = tuple[int, str]
"""The number of a line, and why it was refused."""


@dataclass
class ArchiveReport:
    """What became of the lines that were read."""

    added: int = 0
    known: int = 0
    refused: int = 0
    redirects: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    """The first refusals only; all of them go to ``on_refusal``."""


KEPT_REFUSALS = 100


def import_archive(  # noqa: PLR0913 - each is one decision of the caller, named at the call
    *,
    lines: Iterable[bytes],
    column: ColumnPage,
    publish: bool,
    actor: User | None,
    on_refusal: Callable[[int, str], None] | None = None,
    on_lines: Callable[[int], None] | None = None,
) -> ArchiveReport:
    """Add the articles of JSON lines to ``column`` and return what became of each line.

    The key is (source, id): a row whose key is known adds nothing. Each batch is one transaction, so that a stopped
    import can be run again. With ``publish`` the articles are public at once under their own dates; else they are
    drafts. An old ``url`` becomes a redirect. ``on_refusal`` gets each refused line, ``on_lines`` the number of lines
    done with.
    """
    report = ArchiveReport()
    numbered = enumerate(lines, start=1)
    while batch := list(islice(numbered, BATCH)):
        rows = list(_rows(batch, report, on_refusal))
        with transaction.atomic():
            _add(rows, report, column=column, publish=publish)
        if on_lines:
            on_lines(len(batch))
    if report.added:
        counts = {"added": report.added, "known": report.known, "refused": report.refused}
        audit.record(verb="import_archive", subject=column, actor=actor, **counts)
    return report


def _rows(
    batch: Sequence[tuple[int, bytes]], report: ArchiveReport, on_refusal: Callable[[int, str], None] | None
) -> Iterator[ArchiveRow]:
    """Yield the readable rows; count and report the others."""
    for number, line in batch:
        if not line.strip():
            continue
        try:
            yield read_row(line, now=timezone.now())
        except RowRefused as refusal:
            report.refused += 1
            if len(report.refusals) < KEPT_REFUSALS:
                report.refusals.append((number, str(refusal)))
            if on_refusal:
                on_refusal(number, str(refusal))


def _add(rows: Sequence[ArchiveRow], report: ArchiveReport, *, column: ColumnPage, publish: bool) -> None:
    """Add the rows whose keys are new, with their documents, redirects and entries in the admin's own search."""
    known = set(
        ArticlePage.objects.filter(archive_key__in=[row.key for row in rows]).values_list(
            "archive_source", "archive_key"
        )
    )
    fresh: dict[tuple[str, str], ArchiveRow] = {}
    for row in rows:
        if (row.source, row.key) in known or (row.source, row.key) in fresh:
            report.known += 1
        else:
            fresh[row.source, row.key] = row
    if not fresh:
        return
    articles = _articles(list(fresh.values()), publish=publish)
    add_children(parent=column, pages=articles)
    for article in articles:
        _without_relations(article, column)
    if publish:
        _write_documents(articles)
    get_search_backend().add_bulk(ArticlePage, articles)
    report.added += len(articles)
    report.redirects += _add_redirects(articles)


def _articles(rows: Sequence[ArchiveRow], *, publish: bool) -> list[ArticlePage]:
    """Return the unsaved articles of the rows, each with a public number."""
    numbers = PublicNumber.objects.bulk_create([PublicNumber(kind=NumberedKind.ARTICLE) for _row in rows])
    return [_article(row, number, publish=publish) for row, number in zip(rows, numbers, strict=True)]


def _article(row: ArchiveRow, number: PublicNumber, *, publish: bool) -> ArticlePage:
    moment = row.date if publish else None
    return ArticlePage(
        number=number,
        slug=str(number.pk),
        title=row.title,
        draft_title=row.title,
        body=html_to_blocks(row.html).blocks if row.html else text_to_blocks(row.body),
        source_name=row.source_name,
        source_author=row.author,
        live=publish,
        has_unpublished_changes=not publish,
        first_published_at=row.date,
        last_published_at=moment,
        latest_revision_created_at=row.date,
        archive_source=row.source,
        archive_key=row.key,
        archive_url=row.url,
    )


def _without_relations(article: ArticlePage, column: ColumnPage) -> None:
    """Spare a new article the queries for relations that it cannot have yet."""
    article.column_pk = column.pk
    for name in ("credits", "regions", "topics", "organisations", "also_in"):
        setattr(article, name, [])
    article._prefetched_objects_cache = {"placements": article.placements.none()}  # noqa: SLF001 - Django's own cache


def _write_documents(articles: Sequence[ArticlePage]) -> None:
    """Write the documents of the articles in one batch."""
    if registration := registry.registration_of(articles[0]):
        write_batch(registration, articles)


def _add_redirects(articles: Sequence[ArticlePage]) -> int:
    """Redirect the old addresses of the articles to them; an address that is redirected already stays as it is."""
    site = Site.objects.filter(is_default_site=True).first()
    wanted = {
        path: article
        for article in articles
        if article.archive_url and (path := Redirect.normalise_path(article.archive_url)[:255]) not in {"", "/"}
    }
    taken = set(Redirect.objects.filter(old_path__in=wanted).values_list("old_path", flat=True))
    redirects = [
        Redirect(old_path=path, site=site, redirect_page=Page(pk=article.pk))
        for path, article in wanted.items()
        if path not in taken
    ]
    return len(Redirect.objects.bulk_create(redirects))
