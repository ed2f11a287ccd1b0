"""A series: each of its pictures has files of its own, as the work has."""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.domain.copying import copy_month
from campaigns.domain.ending import end_finished
from campaigns.domain.sizes import make_files
from campaigns.models import PsaPage, PsaPicture
from campaigns.queries.ads import file_named, last_day_of
from campaigns.queries.placements import to_take_down
from campaigns.rules.months import Span
from foundation.models import AuditLine
from media.models import Picture
from media.queries.uses import stands_outside
from tests.factories.campaigns import MediumFactory, placement, psa
from tests.factories.media import PictureFactory, picture_bytes

pytestmark = pytest.mark.django_db
Capture = Callable[..., AbstractContextManager[Any]]


def drawn(seed: int, *, width: int = 600, height: int = 900) -> Picture:
    """Return a picture whose bytes no other seed has."""
    data = picture_bytes(width=width, height=height, seed=seed)
    made: Picture = PictureFactory.create(file=ContentFile(data, name="picture.jpg"))
    return made


@pytest.fixture
def series() -> PsaPage:
    """Make an ad of three pictures, with its files."""
    made = psa(title="文明餐桌", master=drawn(1))
    for place, seed in enumerate((2, 3)):
        PsaPicture.objects.create(psa=made, picture=drawn(seed), sort_order=place)
    make_files(psa=made)
    return made


def names(page: PsaPage) -> list[str]:
    return [file.name for file in page.files.usable()]


def test_each_picture_of_a_series_has_the_sizes_of_its_own_and_making_again_makes_nothing(series: PsaPage) -> None:
    sizes = ["banner", "master", "screen", "square"]
    assert [sorted(file.size for file in series.files.filter(part=part)) for part in (1, 2, 3)] == [sizes] * 3
    assert len({file.sha256 for file in series.files.filter(size="master")}) == 3
    assert make_files(psa=series) == 0


def test_the_page_offers_one_file_of_the_second_picture_and_all_in_one_archive(client: Client, series: PsaPage) -> None:
    page = client.get(series.path_on_site()).content.decode()
    assert 'value="screen-2"' in page
    assert "第2幅 横屏 16:9" in page
    address = reverse("psa_download", args=[series.number_id])
    one = client.post(address, {"file": "screen-2"})
    sent = b"".join(one.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(sent).hexdigest() == series.files.get(size="screen", part=2).sha256
    archive = b"".join(client.post(address, {"file": ""}).streaming_content)  # type: ignore[attr-defined]
    inside = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert (len(inside), len(set(inside))) == (12, 12)
    assert "文明餐桌-第3幅完整作品.jpg" in inside
    assert client.post(address, {"file": "screen-4"}).status_code == 404


def test_another_order_renumbers_and_a_picture_that_left_takes_its_files_along(
    series: PsaPage, django_capture_on_commit_callbacks: Capture
) -> None:
    second, third = series.more_pictures.order_by("sort_order")
    digest = series.files.get(size="master", part=3).sha256
    PsaPicture.objects.filter(pk=second.pk).update(sort_order=9)
    assert make_files(psa=PsaPage.objects.get(pk=series.pk)) == 0
    assert series.files.get(size="master", part=2).sha256 == digest
    placed = placement(psa_file=series.files.get(size="screen", part=3))
    PsaPicture.objects.filter(pk=second.pk).delete()
    with django_capture_on_commit_callbacks(execute=True):
        make_files(psa=PsaPage.objects.get(pk=series.pk))
    # What hangs somewhere stays for the record, though no longer offered as one of the series would be.
    both = [f"{size}{part}" for size in ("banner", "master", "screen", "square") for part in ("", "-2")]
    assert sorted(names(series)) == sorted([*both, "screen-3"])
    assert placed.psa_file.picture == second.picture
    assert third.picture != second.picture


def test_a_new_focal_point_of_a_further_picture_cuts_only_its_sizes_anew(
    series: PsaPage, django_capture_on_commit_callbacks: Capture
) -> None:
    further = Picture.objects.get(pk=series.files.filter(part=2)[0].picture_id)
    further.focal_point_x, further.focal_point_y = 300, 300
    further.focal_point_width = further.focal_point_height = 500
    with django_capture_on_commit_callbacks(execute=True):
        further.save()
    line = AuditLine.objects.filter(verb="make_psa_files", subject_id=str(series.pk)).latest("pk")
    assert line.detail == {"made": 1, "removed": 0}


def test_rights_of_a_further_picture_end_its_files_alone_and_list_what_hangs(client: Client, series: PsaPage) -> None:
    file = series.files.get(size="square", part=2)
    hanging, whole = placement(psa_file=file), placement(psa_file=series.files.get(size="square", part=1))
    paper = placement(psa_file=file, medium=MediumFactory.create(is_physical=False))
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Picture.objects.filter(pk=file.picture_id).update(valid_to=yesterday)

    assert names(series) == [
        *("master", "screen", "square", "banner"),
        *("master-3", "screen-3", "square-3", "banner-3"),
    ]
    address = reverse("psa_download", args=[series.number_id])
    assert client.post(address, {"file": "square-2"}).status_code == 404
    assert (client.get(series.path_on_site()).status_code, series.is_showable()) == (200, True)
    assert list(to_take_down()) == [hanging]
    assert last_day_of(type(file).objects.get(pk=file.pk)) == yesterday
    assert end_finished() == 1
    paper.refresh_from_db()
    assert paper.came_down_on == max(paper.went_up_on or yesterday, yesterday)
    month = whole.starts_on.replace(day=1)
    later = dt.date(2099, 1, 1)
    copied = copy_month(source=Span(month, month), target=Span(later, later), organisation=None, actor=None)
    assert (copied.made, copied.expired) == (1, 2)


def test_a_sheet_names_a_file_of_the_series_and_without_one_means_the_work(series: PsaPage) -> None:
    number = str(series.number_id)
    assert file_named(number, "第2幅 方图 1:1 JPEG") == series.files.get(size="square", part=2)
    first = file_named(number, "")
    assert first is not None
    assert (first.part, first.size) == (1, "master")


def test_what_is_made_of_a_picture_is_no_place_that_shows_it(series: PsaPage) -> None:
    assert [stands_outside(each.picture) for each in series.more_pictures.all()] == [False, False]
