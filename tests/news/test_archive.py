"""Bringing an archive along."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from news.domain.archive import ArchiveReport, import_archive
from news.domain.archive_rows import ArchiveRow, RowRefused, read_row
from news.domain.pasting import html_to_blocks
from news.models import ArticlePage, ColumnPage
from search.models import Document
from tests.factories import news as make

ROW = {"id": "7", "title": "旧站一稿", "body": "第一段。\n第二段，𠮷祥。", "date": "2015-03-02", "source": "旧站"}


def line(**changes: Any) -> bytes:
    """Return a JSON line."""
    values = {name: value for name, value in (ROW | changes).items() if value is not None}
    return json.dumps(values).encode()


def run(lines: list[bytes], column: ColumnPage, *, publish: bool = True) -> ArchiveReport:
    """Import the lines."""
    return import_archive(lines=lines, column=column, publish=publish, actor=None)


@pytest.mark.django_db
def test_published_archive_article_is_a_page_like_any_other() -> None:
    column = make.column()
    make.article(parent=column)
    report = run([line()], column)
    page = ArticlePage.objects.get(archive_key="7")
    assert (report.added, report.known, report.refused) == (1, 0, 0)
    assert page.live
    assert page.get_parent().pk == column.pk
    assert page.url_path == f"{column.url_path}{page.number_id}/"
    assert page.url == f"/a/2015/{page.number_id}/"
    assert [str(block.value) for block in page.body] == ["<p>第一段。</p><p>第二段，𠮷祥。</p>"]
    document = Document.objects.get(number=page.number_id)
    assert (document.title, document.text, document.archive_key) == ("旧站一稿", "第一段。\n第二段，𠮷祥。", "7")
    assert document.date == dt.datetime(2015, 3, 1, 16, tzinfo=dt.UTC)
    column.refresh_from_db()
    assert (column.numchild, ArticlePage.find_problems()) == (2, ([], [], [], [], []))


@pytest.mark.django_db
def test_editing_an_archive_article_afterwards_works() -> None:
    run([line()], make.column())
    page = ArticlePage.objects.get(archive_key="7")
    page.title = "改题"
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    assert (page.title, page.archive_key, Document.objects.get().title) == ("改题", "7", "改题")


@pytest.mark.django_db
def test_admin_search_finds_archive_articles() -> None:
    run([line(title="云溪文明实践掠影")], make.column(), publish=False)
    assert [page.title for page in Page.objects.search("文明实践")] == ["云溪文明实践掠影"]


@pytest.mark.django_db
def test_second_run_adds_nothing() -> None:
    column = make.column()
    lines = [line(), line(id="8"), line(id="8"), line(source="另一站")]
    first, second = run(lines, column), run(lines, column)
    assert (first.added, first.known) == (3, 1)
    assert (second.added, second.known) == (0, 4)
    assert ArticlePage.objects.count() == Document.objects.count() == 3


@pytest.mark.django_db
def test_drafts_have_no_documents() -> None:
    run([line()], make.column(), publish=False)
    assert not ArticlePage.objects.get().live
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_old_address_leads_to_the_article(client: Client) -> None:
    column = make.column()
    url = "http://old.example/show.asp?id=7"
    report = run([line(url=url), line(id="8", url=url)], column)
    assert report.redirects == 1
    answer = client.get("/show.asp?id=7")
    number = ArticlePage.objects.filter(archive_url__gt="").order_by("-pk").first().number_id
    assert (answer.status_code, answer["Location"].endswith(f"/a/2015/{number}/")) == (301, True)
    assert run([line(id="9", url=url)], column).redirects == 0


@pytest.mark.django_db
def test_refused_rows_are_reported_with_their_lines(tmp_path: Path) -> None:
    make.column(slug="archive")
    file, refused = tmp_path / "a.jsonl", tmp_path / "refused.tsv"
    bad = [b"\xff\xfe", b"not json", b"[1]", line(title=None), line(body=" "), line(date="2020"), line(id=None)]
    file.write_bytes(b"\n".join([*bad, b"", line(), b" "]))
    out = StringIO()
    call_command("import_archive", str(file), "--column", "archive", "--publish", "--refused", str(refused), stdout=out)
    assert [row.split("\t")[0] for row in refused.read_text(encoding="utf-8").splitlines()] == list("1234567")
    assert ArticlePage.objects.count() == 1
    assert len(out.getvalue().splitlines()) == 8


@pytest.mark.django_db
def test_command_names_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("import_archive", str(tmp_path / "a"), "--column", "nowhere")
    make.column(slug="archive")
    with pytest.raises(CommandError):
        call_command("import_archive", str(tmp_path / "a"), "--column", "archive")


@pytest.mark.django_db
def test_command_refuses_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("news.management.commands.import_archive.LINE_LIMIT", 300)
    monkeypatch.setattr("news.domain.archive_rows.LINE_LIMIT", 300)
    make.column(slug="archive")
    file = tmp_path / "a.jsonl"
    file.write_bytes(line(body="长" * 500) + b"\n" + line())
    out = StringIO()
    call_command("import_archive", str(file), "--column", "archive", stdout=out)
    assert (ArticlePage.objects.count(), len(out.getvalue().splitlines())) == (1, 2)


NOW = timezone.now()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"date": "2020-05-28T08:30"}, dt.datetime(2020, 5, 28, 0, 30, tzinfo=dt.UTC)),
        ({"date": "2020-05-28T08:30:00Z"}, dt.datetime(2020, 5, 28, 8, 30, tzinfo=dt.UTC)),
        ({"date": "2020-05-28"}, dt.datetime(2020, 5, 27, 16, tzinfo=dt.UTC)),
    ],
)
def test_dates_without_zone_are_the_offices(changes: dict[str, str], expected: dt.datetime) -> None:
    assert read_row(line(**changes), now=NOW).date == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2020-13-01"},
        {"date": "2999-01-01"},
        {"date": "1899-01-01"},
        {"title": "长" * 256},
        {"title": ["x"]},
        {"id": "\u3000"},
        {"url": "x" * 501},
        {"body": None},
    ],
)
def test_rows_that_cannot_be_kept_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(RowRefused):
        read_row(line(**changes), now=NOW)


def test_numbers_surrogates_and_nul_are_read_as_text() -> None:
    row = read_row(line(id=7, src="x", source=None, body="a\x00\ud800b"), now=NOW)
    assert (row.key, row.source, row.body) == ("7", "x", "ab")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_row_or_a_sentence(data: bytes) -> None:
    try:
        row = read_row(data, now=NOW)
    except RowRefused:
        return
    assert isinstance(row, ArchiveRow)


def test_html_of_an_old_site_gives_clean_blocks() -> None:
    blocks = html_to_blocks("<div>　　甲<br>乙</div><h3>小标题</h3><script>x</script><p>丙</p>").blocks
    assert [(each["type"], each["value"]) for each in blocks] == [
        ("paragraph", "<p>甲</p><p>乙</p>"),
        ("subhead", "小标题"),
        ("paragraph", "<p>丙</p>"),
    ]


@pytest.mark.django_db
def test_html_field_of_a_row() -> None:
    run([line(body=None, html="<p>甲</p><p>乙</p>")], make.column())
    assert ArticlePage.objects.get().body.raw_data[0]["value"] == "<p>甲</p><p>乙</p>"
