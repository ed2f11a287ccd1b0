"""What readers see of the library: only what is valid, at one address, in a constant number of queries."""

import csv
import datetime as dt
import io
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.domain.downloads import archive, file_name
from campaigns.enums import PsaKind, PsaSize
from campaigns.models import PsaCategory, PsaDownload, PsaFile, PsaLanguage, PsaPage
from campaigns.rules.days import end_of, start_of
from campaigns.views import psas as psa_views
from media.models import Picture
from search.models import Document
from tests.factories.campaigns import psa, psa_file, psa_library
from tests.factories.foundation import UserFactory
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def titles(client: Client, query: str = "") -> list[str]:
    """Return the titles in the gallery."""
    return [each.title for each in client.get(f"/psa/{query}").context["gallery"].psas]


def queries(client: Client, address: str) -> int:
    """Return how many queries the page costs when site and settings are remembered."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_gallery_shows_what_is_valid_today_and_the_filters_narrow_it(client: Client) -> None:
    today = timezone.localdate()
    bilingual = PsaLanguage.objects.get(name="壮语")
    psa(title="今天起", valid_from=today, psa_kind=PsaKind.VIDEO)
    psa(title="到今天", valid_until=today, category="文明交通")
    psa(title="明天起", valid_from=today + DAY)
    psa(title="到昨天", valid_until=today - DAY)
    psa(title="草稿", live=False)
    psa_file(title="横版", languages=[bilingual])
    category = PsaCategory.objects.get(name="文明交通").pk

    assert titles(client) == ["横版", "到今天", "今天起"]
    assert titles(client, f"?category={category}") == ["到今天"]
    assert titles(client, "?kind=video") == ["今天起"]
    assert titles(client, "?shape=wide") == ["横版"]
    assert titles(client, "?shape=tall") == []
    assert titles(client, f"?language={bilingual.pk}") == ["横版"]
    assert titles(client, "?category=x&kind=x&shape=x&language=x") == ["横版", "到今天", "今天起"]
    for name in ("category", "language"):
        assert titles(client, f"?{name}=99999999999999999999") == []


def test_the_gallery_costs_the_same_with_one_and_with_three(client: Client) -> None:
    psa(master=PictureFactory.create())
    one = queries(client, "/psa/")
    psa(master=PictureFactory.create())
    psa(master=PictureFactory.create())

    assert queries(client, "/psa/") == one


def test_an_ads_page_costs_the_same_with_one_file_and_with_three(client: Client) -> None:
    made = psa_file().psa
    one = queries(client, made.path_on_site())
    psa_file(psa=made, size=PsaSize.SQUARE)
    psa_file(psa=made, size=PsaSize.BANNER)

    assert queries(client, made.path_on_site()) == one


def test_a_long_gallery_is_cut_into_pages(client: Client) -> None:
    for number in range(25):
        psa(title=f"广告{number}")

    assert len(titles(client)) == 24
    assert titles(client, "?page=2&category=x") == ["广告0"]
    assert "page=1&amp;category=x" in client.get("/psa/?page=2&category=x").content.decode()


def test_an_ad_is_served_only_at_its_number_and_only_while_it_is_valid(client: Client) -> None:
    made = psa()
    library = psa_library()
    library.slug = "gongyi"
    library.save()

    assert client.get(f"/psa/{made.number_id}/").status_code == 200
    assert client.get(f"/gongyi/{made.number_id}/")["Location"] == f"/psa/{made.number_id}/"
    assert client.get("/gongyi/")["Location"] == "/psa/"
    assert client.get(f"/s/{made.number_id}")["Location"] == f"/psa/{made.number_id}/"
    made.valid_until = timezone.localdate() - DAY
    made.save()
    assert client.get(f"/psa/{made.number_id}/").status_code == 404
    assert client.get("/psa/999999/").status_code == 404


def test_without_a_library_there_is_no_gallery(client: Client) -> None:
    assert client.get("/psa/").status_code == 404


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_list_page_and_document_agree_on_the_picture_s_last_day(offset: int) -> None:
    picture = PictureFactory.create(valid_to=timezone.localdate() + offset * DAY)
    made = PsaPage.objects.get(pk=psa(master=picture).pk)
    allowed = offset >= 0

    assert made.is_showable() is allowed
    assert PsaPage.objects.showable().exists() is allowed
    assert Document.objects.visible().filter(kind="psa").exists() is allowed


def test_the_document_knows_the_days_and_goes_with_the_ad() -> None:
    made = psa(valid_from=dt.date(2026, 5, 1), valid_until=dt.date(2026, 5, 3), wording="光盘行动")
    document = Document.objects.filter(kind="psa").first()
    assert document is None  # it is over

    made.valid_until = dt.date(2099, 5, 3)
    made.save()
    document = Document.objects.get(kind="psa")
    assert (document.visible_from, document.visible_until) == (
        dt.datetime(2026, 4, 30, 16, tzinfo=dt.UTC),
        dt.datetime(2099, 5, 3, 16, tzinfo=dt.UTC),
    )
    assert (document.url, document.kicker, document.text) == (f"/psa/{made.number_id}/", "生态文明", "光盘行动")
    made.unpublish()
    assert not Document.objects.filter(kind="psa").exists()


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 30)), length=st.integers(0, 400))
def test_days_as_moments_hold_exactly_the_days(day: dt.date, length: int) -> None:
    last = day + length * DAY
    start, end = start_of(day), end_of(None, last, last + DAY)

    assert start is not None
    assert end is not None
    assert start.isoformat() == f"{day}T00:00:00+08:00"
    assert (end - start).days == length + 1
    assert (start_of(None), end_of(None)) == (None, None)


def test_one_file_is_handed_out_and_registered(client: Client) -> None:
    made = psa_file(content=b"poster").psa

    answer = client.post(f"{made.path_on_site()}download/", {"file": "master", "purpose": " 某校　宣传栏 "})

    assert b"".join(answer.streaming_content) == b"poster"  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert list(PsaDownload.objects.values_list("psa", "size", "purpose")) == [(made.pk, "master", "某校 宣传栏")]


def test_all_files_come_in_an_archive_with_names_that_tell_them_apart(client: Client) -> None:
    made = psa_file(content=b"poster", title="光盘/行动: 从我做起").psa
    psa_file(psa=made, size=PsaSize.SQUARE, content=b"square")

    answer = client.post(f"{made.path_on_site()}download/", {})
    content = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]

    assert content.testzip() is None
    assert {name: content.read(name) for name in content.namelist()} == {
        "光盘 行动 从我做起-完整作品.jpg": b"poster",
        "光盘 行动 从我做起-方图1比1.jpg": b"square",
    }
    assert list(PsaDownload.objects.values_list("size", "purpose")) == [("", "")]


def test_an_archive_of_200_megabytes_needs_no_more_memory_than_a_few_chunks() -> None:
    file = psa_file()
    with Path(file.file.path).open("wb") as large:
        large.truncate(200 * 1024 * 1024)
    tracemalloc.start()

    total = sum(len(chunk) for chunk in archive(file.psa, [file]))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert total > 200 * 1024 * 1024
    assert peak < 3 * 1024 * 1024


def test_control_characters_and_formulas_of_strangers_do_no_harm_in_the_register(client: Client) -> None:
    made = psa_file().psa
    for number, purpose in enumerate(["\x00某\x1b校", '=HYPERLINK("http://example.org","报销")', "@甲", "－1＋1"]):
        address = f"10.0.0.{number}"
        answer = client.post(
            f"{made.path_on_site()}download/", {"file": "master", "purpose": purpose}, REMOTE_ADDR=address
        )
        assert b"".join(answer.streaming_content) != b""  # type: ignore[attr-defined]
    at = dt.datetime(2026, 7, 5, 16, 30, 9, 123456, tzinfo=dt.UTC)
    PsaDownload.objects.update(at=at)
    PsaDownload.objects.filter(purpose="@甲").update(purpose="\x0b@甲")
    client.force_login(UserFactory.create(is_superuser=True))
    url = reverse("psa_downloads:index")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(url, {"export": "xlsx"})))).worksheets[0]
    lines = list(csv.reader(io.StringIO(b"".join(client.get(url, {"export": "csv"})).decode("utf-8-sig"))))
    wanted = ["-1+1", "@甲", '=HYPERLINK("http://example.org","报销")', "某校"]
    assert [row[2] for row in lines[1:]] == [*(f"'{each}" for each in wanted[:3]), wanted[3]]
    assert [lines[0][1], *lines[1][1::2]] == ["规格", "完整作品", "2026-07-06 00:30:09"]
    assert [(row[2].value, row[2].data_type) for row in sheet.iter_rows(min_row=2)] == [(each, "s") for each in wanted]


def test_one_address_enters_an_ad_once_in_ten_minutes_and_cannot_fetch_without_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psa_views, "MOST_DOWNLOADS", 5)
    made = psa_file().psa
    url = f"{made.path_on_site()}download/"
    answers = [client.post(url, {"file": "master", "purpose": "flood"}) for _each in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert PsaDownload.objects.count() == 1
    answers.append(client.post(url, {"file": "master"}, REMOTE_ADDR="10.0.0.9"))
    for answer in answers:
        if answer.streaming:
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert PsaDownload.objects.count() == 2


@pytest.mark.parametrize("file", ["banner", "../../etc/passwd"])
def test_what_is_not_there_is_not_registered(client: Client, file: str) -> None:
    made = psa_file().psa

    assert client.post(f"{made.path_on_site()}download/", {"file": file}).status_code == 404
    assert client.get(f"{made.path_on_site()}download/").status_code == 405
    assert not PsaDownload.objects.exists()


def test_the_files_of_an_ad_that_is_over_stay_in(client: Client) -> None:
    made = psa_file(valid_until=timezone.localdate() - DAY).psa

    assert client.post(f"{made.path_on_site()}download/", {"file": "master"}).status_code == 404
    assert client.post("/psa/999999/download/").status_code == 404


@pytest.mark.parametrize(
    "changes", [{"width": None}, {"width_mm": 297}, {"size": "poster"}, {"seconds": -1.0}, {"size": "master"}]
)
def test_a_file_s_figures_are_whole(changes: dict[str, object]) -> None:
    made = psa_file()
    values = {"size": "square", **changes}

    with pytest.raises(IntegrityError), transaction.atomic():
        PsaFile.objects.create(
            psa=made.psa, **{"width": 1, "height": 1, "file_format": "jpeg", "byte_size": 1, "sha256": "0", **values}
        )


def test_texts() -> None:
    file = psa_file(title="///")

    assert (str(file), file.ratio) == ("完整作品 JPEG", 1.778)
    assert file_name(file.psa, file) == f"{file.psa.number_id}-完整作品.jpg"
    assert str(PsaCategory.objects.first()) == "核心价值观"
    assert str(PsaLanguage.objects.first()) == "国家通用语言"
    assert str(PsaDownload.objects.create(psa=file.psa, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))).endswith(
        "2026-01-01"
    )


def test_an_ad_keeps_its_address_through_revisions() -> None:
    made = psa()
    made.slug = "other"
    revision = made.save_revision()
    made.refresh_from_db()

    assert revision.as_object().slug == made.slug == str(made.number_id)
    assert Picture.objects.count() == 0
