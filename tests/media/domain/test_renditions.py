"""Renditions: which, when, where, and when they go."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from wagtail.images.models import Filter

from foundation.limited import LimitedError
from foundation.models import AuditLine
from media.domain import renditions
from media.enums import Consent
from media.models import Picture, Rendition
from media.specs import DESK_SPECS, PUBLIC_SPECS, SETS
from media.tasks import make_renditions
from tests.factories.media import PictureFactory, exif_with_position, loaded_jpeg, picture_bytes

pytestmark = pytest.mark.django_db


def specs_of(picture: Picture) -> set[str]:
    return set(picture.renditions.values_list("filter_spec", flat=True))


def picture_of(data: bytes, name: str = "picture.jpg") -> Picture:
    picture: Picture = PictureFactory.create(file=ContentFile(data, name=name))
    return picture


def test_a_large_picture_gets_every_rendition() -> None:
    picture = picture_of(picture_bytes(width=2000, height=1400))
    assert renditions.make(picture) == len(PUBLIC_SPECS) + len(DESK_SPECS)
    assert specs_of(picture) == PUBLIC_SPECS | set(DESK_SPECS)
    assert {(row.width, row.height) for row in picture.renditions.filter(filter_spec__startswith="fill-480x320")} == {
        (480, 320)
    }
    assert AuditLine.objects.get(verb="make_renditions").detail == {"count": len(PUBLIC_SPECS) + len(DESK_SPECS)}


def test_a_small_picture_is_never_enlarged_and_nothing_is_made_twice() -> None:
    picture = picture_of(picture_bytes(width=300, height=200))
    renditions.make(picture)
    figure = {spec for spec in specs_of(picture) if spec.startswith("width-")}
    assert figure == {"width-400|format-avif", "width-400|format-webp", "width-400|format-jpeg"}
    assert max(picture.renditions.values_list("width", flat=True)) == 300


def test_a_second_time_makes_nothing(made: Picture) -> None:
    before = AuditLine.objects.count()
    assert renditions.make(made) == 0
    assert AuditLine.objects.count() == before


def test_wagtail_would_cut_the_same(made: Picture) -> None:
    """Our renditions carry Wagtail's names, so it must find nothing else in them than it would have made."""
    for spec in ("fill-160x120|format-jpeg", "width-400|format-webp", "fill-320x400|format-jpeg"):
        ours = made.renditions.get(filter_spec=spec)
        with Image.open(made.generate_rendition_file(Filter(spec))) as theirs:
            assert (ours.width, ours.height) == theirs.size
            with ours.file.open() as file, Image.open(file) as mine:
                one, other = mine.convert("L").resize((8, 8)), theirs.convert("L").resize((8, 8))
                assert all(abs(here - there) < 24 for here, there in zip(one.tobytes(), other.tobytes(), strict=True))


def test_a_turned_picture_is_cut_upright() -> None:
    picture = picture_of(loaded_jpeg(orientation=6))
    assert (picture.width, picture.height) == (400, 600)
    renditions.make(picture)
    row = picture.renditions.get(filter_spec="width-400|format-jpeg")
    assert (row.width, row.height) == (400, 600)


def test_no_public_file_tells_what_the_original_says() -> None:
    picture = picture_of(loaded_jpeg())
    renditions.make(picture)
    for row in picture.renditions.all():
        with row.file.open() as file:
            data = file.read()
        assert [
            word for word in (b"Wenxuan Telephone", b"Exif", b"ns.adobe.com", b"8BIM", b"note") if word in data
        ] == []
        with Image.open(BytesIO(data)) as image:
            assert dict(image.getexif()) == {}


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_what_wagtail_makes_itself_tells_nothing_either(image_format: str) -> None:
    data = loaded_jpeg() if image_format == "JPEG" else picture_bytes(image_format, exif=exif_with_position())
    picture = picture_of(data, f"picture.{image_format.lower()}")
    for spec in ("original", "width-333", "max-70x70|format-jpeg", "max-70x70|format-webp"):
        with picture.get_rendition(spec).file.open() as file:
            made = file.read()
        assert b"Wenxuan Telephone" not in made
        with Image.open(BytesIO(made)) as image:
            assert dict(image.getexif()) == {}


def test_names_tell_nothing_and_only_listed_renditions_are_public(made: Picture) -> None:
    desk = made.get_rendition("width-333")
    assert desk.file.name.startswith("desk/pictures/")
    assert desk.url.startswith("/admin/media-files/preview/pictures/")
    assert storages["private"].exists(desk.file.name)
    assert not storages["default"].exists(desk.file.name)
    public = made.renditions.get(filter_spec="width-400|format-jpeg")
    assert public.url.startswith("/uploads/pictures/")
    assert storages["default"].exists(str(public.file.name))
    token = str(made.file.name).rpartition("/")[2].partition(".")[0]
    assert token not in str(public.file.name)


def test_the_original_has_no_address(made: Picture) -> None:
    with pytest.raises(NotImplementedError):
        _ = made.file.url


def test_a_new_focal_point_makes_new_crops_and_removes_the_old(made: Picture) -> None:
    old = set(made.renditions.filter(filter_spec__startswith="fill").values_list("pk", flat=True))
    kept = set(made.renditions.filter(filter_spec__startswith="width").values_list("pk", flat=True))
    made.focal_point_x, made.focal_point_y, made.focal_point_width, made.focal_point_height = 100, 100, 50, 50
    made.save()
    renditions.make(made)
    assert not Rendition.objects.filter(pk__in=old).exists()
    assert set(made.renditions.filter(filter_spec__startswith="width").values_list("pk", flat=True)) == kept
    assert {spec for spec in specs_of(made) if spec.startswith("fill")} != set()


def test_a_picture_that_may_not_be_shown_has_desk_previews_only() -> None:
    picture = PictureFactory.create(consent=Consent.WITHDRAWN)
    renditions.make(picture)
    assert specs_of(picture) == set(DESK_SPECS)


def test_withdrawn_consent_takes_the_files_away_at_once(made: Picture, django_capture_on_commit_callbacks: Any) -> None:
    names = [str(row.file.name) for row in made.renditions.filter(filter_spec__in=PUBLIC_SPECS)]
    assert names
    with django_capture_on_commit_callbacks(execute=True):
        made.consent = Consent.WITHDRAWN
        made.save()
    assert [name for name in names if storages["default"].exists(name)] == []
    assert specs_of(made) == set(DESK_SPECS)
    with django_capture_on_commit_callbacks(execute=True):
        made.consent = Consent.OBTAINED
        made.save()
    assert specs_of(made) & PUBLIC_SPECS


def test_saving_a_new_picture_has_its_renditions_made(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture = PictureFactory.create()
    assert specs_of(picture) >= set(SETS["thumb"].specs())


def test_another_file_replaces_the_renditions(made: Picture, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made.file.save("other.jpg", ContentFile(picture_bytes(seed=9, width=320, height=240), name="other.jpg"))
    assert max(made.renditions.values_list("width", flat=True)) == 320


def test_a_deleted_picture_needs_none() -> None:
    assert make_renditions.call(10**9) == 0


def test_an_original_that_went_bad_leaves_no_half_set() -> None:
    picture = PictureFactory.create()
    path = picture.file.path
    with open(path, "r+b") as file:  # noqa: PTH123 -- spoils the file in place
        file.truncate(1000)
    with pytest.raises(LimitedError):
        renditions.make(picture)
    assert picture.renditions.count() == 0


@given(st.integers(2, 6000), st.integers(2, 6000))
@example(321, 399)
def test_nothing_is_cut_beyond_the_edge_or_enlarged(width: int, height: int) -> None:
    picture = Picture(width=width, height=height, collection_id=1)
    picture.file.name = "picture.jpg"
    for plan in [*renditions.plans(picture), *renditions.desk_plans(picture)]:
        left, top, right, bottom = plan.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert 1 <= plan.size[0] <= width
        assert 1 <= plan.size[1] <= height


def test_sets_are_named_after_themselves() -> None:
    assert {name: each.name for name, each in SETS.items()} == {name: name for name in SETS}
    assert set(SETS) == {"card", "lead", "figure", "portrait", "thumb", "share"}
