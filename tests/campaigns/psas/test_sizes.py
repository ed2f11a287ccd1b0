"""The files that are made of an ad: the right shapes, around the focal point, never enlarged, kept in step."""

import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from campaigns.domain.sizes import focus_of, make_files
from campaigns.enums import PsaKind, PsaSize
from campaigns.models import PsaFile, PsaPage
from campaigns.rules.sizes import STANDARDS, Focus, crop_box, cut_of
from campaigns.tasks import make_psa_files
from campaigns.workshop.sizing import cut, on_ground
from foundation.models import AuditLine
from media.models import Picture, Recording
from media.workshop.rendering import unpack
from search.models import Document
from tests.factories.campaigns import psa, psa_file
from tests.factories.media import PictureFactory, RecordingFactory, picture_bytes

Capture = Callable[..., AbstractContextManager[Any]]
SIDES = st.integers(1, 20_000)


@given(width=SIDES, height=SIDES, size=st.sampled_from(list(STANDARDS)), x=st.floats(0, 1), y=st.floats(0, 1))
def test_a_crop_lies_inside_has_the_shape_and_is_as_large_as_it_can_be(
    width: int, height: int, size: PsaSize, x: float, y: float
) -> None:
    wide, high = STANDARDS[size].width, STANDARDS[size].height

    left, top, right, bottom = crop_box(width=width, height=height, ratio=(wide, high), focus=(x * width, y * height))

    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
    if min(right - left, bottom - top) > 1:
        assert abs((right - left) * high - (bottom - top) * wide) < max(wide, high)
    assert left <= max(0, x * width) + 1
    assert right >= min(width, x * width) - 1


@given(width=SIDES, height=SIDES, size=st.sampled_from(list(STANDARDS)), marked=st.booleans())
def test_nothing_is_enlarged_and_blur_is_not_made(width: int, height: int, size: PsaSize, *, marked: bool) -> None:
    focus = Focus(width / 2, height / 2, *((1, 1) if marked else ()))
    made = cut_of(size, width=width, height=height, focus=focus)

    if made is not None:
        left, top, right, bottom = made.box
        work = made.inner or (made.width, made.height)
        assert (work[0] <= right - left, work[1] <= bottom - top) == (True, True)
        assert made.dpi is None or 150 <= made.dpi <= 300
        if made.inner is None:
            assert marked or (right - left) * (bottom - top) >= width * height * 2 / 3
        else:
            assert (made.box, marked) == ((0, 0, width, height), False)
            assert (made.inner[0] <= made.width, made.inner[1] <= made.height) == (True, True)
            assert min(made.width - made.inner[0], made.height - made.inner[1]) <= 1


def test_a_shape_far_from_the_master_s_holds_the_whole_work_unless_what_must_be_seen_fits() -> None:
    poster = {"width": 3508, "height": 4961}
    words, face = Focus(1754, 2480, 3200, 4700), Focus(1754, 1200, 600, 600)

    whole, close = (cut_of(PsaSize.SCREEN, **poster, focus=focus) for focus in (words, face))

    assert whole is not None
    assert (whole.box, whole.inner, whole.width, whole.height) == ((0, 0, 3508, 4961), (764, 1080), 1920, 1080)
    assert close is not None
    assert (close.box, close.inner) == ((0, 214, 3508, 2187), None)
    assert cut_of(PsaSize.A3, **poster, focus=words) == cut_of(PsaSize.A3, **poster, focus=face)
    upright = cut_of(PsaSize.PORTRAIT, **poster, focus=words)
    assert upright is not None
    assert upright.inner == (1080, 1527)


def test_a_poster_lies_when_its_master_lies() -> None:
    made = cut_of(PsaSize.A3, width=5000, height=4000, focus=Focus(0, 0))

    assert made is not None
    assert (made.width, made.height, made.width_mm, made.height_mm, made.dpi) == (4961, 3508, 420, 297, 300)
    assert cut_of(PsaSize.SCREEN, width=960, height=8, focus=Focus(0, 0)) is None


def test_the_cut_follows_the_focus_and_carries_resolution_but_no_metadata() -> None:
    master = Image.new("RGBA", (400, 200), (255, 255, 255, 0))
    master.paste((255, 0, 0, 255), (300, 0, 400, 200))
    data = io.BytesIO()
    master.save(data, "PNG")
    jobs = [{"box": (300, 0, 400, 100), "size": (50, 50), "inner": None, "quality": 90, "dpi": 200}]

    (made,) = unpack(cut(data.getvalue(), jobs))

    with Image.open(io.BytesIO(made)) as image:
        assert (image.size, image.format, round(image.info["dpi"][0])) == ((50, 50), "JPEG", 200)
        red, green, blue = image.convert("RGB").getpixel((25, 25))  # type: ignore[misc]
        assert (red > 240, green < 20, blue < 20) == (True, True, True)
        assert dict(image.getexif()) == {}
    with pytest.raises(ValueError, match="truncated"):
        cut(b"no picture", jobs)


@pytest.mark.parametrize(
    ("size", "inner", "outside", "inside"),
    [
        ((200, 100), (50, 100), (10, 50), (100, 50)),
        ((50, 300), (50, 100), (25, 20), (25, 150)),
    ],
)
def test_a_whole_work_stands_in_the_middle_of_its_own_colour(
    size: tuple[int, int], inner: tuple[int, int], outside: tuple[int, int], inside: tuple[int, int]
) -> None:
    work = Image.new("RGB", (100, 200), (20, 90, 60))
    work.paste((255, 255, 255), (30, 60, 70, 140))
    data = io.BytesIO()
    work.save(data, "PNG")

    job = {"box": (0, 0, 100, 200), "size": size, "inner": inner, "quality": 95, "dpi": 0}
    (made,) = unpack(cut(data.getvalue(), [job]))

    with Image.open(io.BytesIO(made)) as image:
        grey = image.convert("L").tobytes()
        assert image.size == size
    seen = [grey[y * size[0] + x] for x, y in (outside, inside)]
    assert seen == [pytest.approx(66, abs=3), pytest.approx(255, abs=3)]


def test_flat_sides_are_drawn_out_and_busy_ones_are_not() -> None:
    flat = Image.new("RGB", (40, 100), (200, 230, 240))
    flat.paste((30, 90, 70), (0, 60, 40, 100))
    sheet = on_ground(flat, (200, 100))
    assert [sheet.getpixel((x, y)) for x in (0, 199) for y in (10, 90)] == [(200, 230, 240), (30, 90, 70)] * 2
    upright = on_ground(flat, (40, 300))
    assert [upright.getpixel((20, y)) for y in (5, 295)] == [(200, 230, 240), (30, 90, 70)]
    busy = Image.new("RGB", (40, 100))
    busy.putdata([(250, 250, 250) if y % 4 else (0, 0, 0) for y in range(100) for _x in range(40)])
    assert on_ground(busy, (200, 100)).crop((0, 0, 80, 100)).getcolors() == [(8000, (250, 250, 250))]


def content(row: PsaFile | Recording) -> bytes:
    """Return what is in the row's file."""
    with row.file.open("rb") as opened:
        data: bytes = opened.read()
    return data


def master(width: int = 2160, height: int = 2160, **fields: Any) -> Picture:
    """Return a picture of the library, large enough for the sizes of screens."""
    file = ContentFile(picture_bytes(width=width, height=height), name="picture.jpg")
    made: Picture = PictureFactory.create(file=file, **fields)
    return made


@pytest.mark.django_db
def test_one_master_becomes_the_standard_sizes() -> None:
    made = psa(master=master(2600, 2600))

    assert make_files(psa=made) == 6
    files = {file.size: file for file in made.files.all()}

    assert {size: (file.width, file.height, file.resolution) for size, file in files.items()} == {
        "master": (2600, 2600, None),
        "screen": (1920, 1080, None),
        "portrait": (1080, 1920, None),
        "square": (1080, 1080, None),
        "banner": (1920, 600, None),
        "a3": (1838, 2600, 157),
    }
    for file in files.values():
        with file.file.open("rb") as opened, Image.open(opened) as image:
            assert image.size == (file.width, file.height)
        assert (file.byte_size, len(file.sha256)) == (file.file.size, 64)
    line = AuditLine.objects.get(verb="make_psa_files")
    assert json.loads(json.dumps(line.detail)) == {"made": 6, "removed": 0}


@pytest.mark.django_db
def test_making_again_makes_nothing_and_a_moved_focus_cuts_anew_in_the_same_rows(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    picture = master(1920, 1080)
    made = psa(master=picture)
    make_files(psa=made)
    before = dict(made.files.values_list("size", "pk"))
    assert make_files(psa=made) == 0
    old = made.files.get(size="square").file

    picture.focal_point_x, picture.focal_point_y = 100, 100
    picture.focal_point_width = picture.focal_point_height = 10
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()

    square = made.files.get(size="square")
    assert square.source_key.endswith(":0,0,1080,1080")
    assert dict(made.files.values_list("size", "pk")) == before
    assert square.file.storage.exists(square.file.name or "")
    assert not old.storage.exists(old.name or "")
    assert focus_of(picture) == Focus(100, 100, 10, 10)


@pytest.mark.django_db
def test_a_small_master_gives_only_what_it_can() -> None:
    made = psa(master=master(600, 400))
    tiny = psa(master=master(300, 200))
    make_files(psa=made)
    make_files(psa=tiny)

    # At its own size it fills half of a banner and of an upright screen, and less of the others.
    sizes = {file.size: (file.width, file.height) for file in made.files.all()}
    assert sizes == {"master": (600, 400), "banner": (1280, 400), "portrait": (600, 1066)}
    assert set(tiny.files.values_list("size", flat=True)) == {"master"}


@pytest.mark.django_db
def test_a_recording_is_the_work_itself() -> None:
    recording: Recording = RecordingFactory.create(width=1280, height=720)
    made = psa(recording=recording, master=master(), psa_kind=PsaKind.VIDEO)
    make_files(psa=made)

    file = made.files.get()
    assert (file.size, file.file_format, file.seconds, file.width, file.height) == ("master", "mp4", 12.5, 1280, 720)
    assert content(file) == content(recording)


@pytest.mark.django_db
def test_sound_has_no_pixels_and_words_alone_are_a_text_file() -> None:
    sound = psa(recording=RecordingFactory.create(), psa_kind=PsaKind.AUDIO)
    words = psa(wording="龘𠮷：光盘行动", psa_kind=PsaKind.COPY)
    make_files(psa=sound)
    make_files(psa=words)

    assert sound.files.get().width is None
    assert (words.files.get().file_format, content(words.files.get()).decode()) == ("txt", "龘𠮷：光盘行动")
    words.wording = ""
    words.save()
    assert make_files(psa=words) == 0
    assert not words.files.exists()


@pytest.mark.django_db
def test_saving_asks_for_the_files_and_deleting_takes_them_away(django_capture_on_commit_callbacks: Capture) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = psa(psa_kind=PsaKind.COPY, wording="光盘行动")
    file = made.files.get().file
    with django_capture_on_commit_callbacks(execute=True):
        PsaPage.objects.get(pk=made.pk).delete()

    assert not file.storage.exists(file.name or "")
    assert not PsaFile.objects.exists()
    assert make_psa_files.call(made.pk) == 0


@pytest.mark.django_db
def test_withdrawn_consent_takes_the_ad_out_of_search_and_gives_it_back() -> None:
    picture = Picture.objects.get(pk=master(600, 400).pk)
    made = psa_file(master=picture).psa

    picture.consent = "withdrawn"
    picture.save()
    assert not Document.objects.filter(kind="psa").exists()
    assert not PsaPage.objects.showable().exists()
    picture.consent = "obtained"
    picture.save()
    assert Document.objects.get(kind="psa").number == made.number_id
