"""The same picture, byte for byte or to the eye."""

from typing import Any

import pytest

from media.domain.uploads import add_picture
from media.models import Picture
from media.queries.duplicates import distance, duplicate_keys, exact_duplicates, similar_pictures, telling
from tests.factories.media import PictureFactory, picture_bytes

pytestmark = pytest.mark.django_db


def taken(title: str, **options: Any) -> Picture:
    image_format = options.pop("image_format", "JPEG")
    return add_picture(
        data=picture_bytes(image_format, **options), name=f"a.{image_format.lower()}", title=title, actor=None
    )


def test_exact_and_similar_are_kept_apart() -> None:
    first = taken("甲", seed=3)
    small = taken("乙", seed=3, width=300, height=200, quality=60)
    other_format = taken("丙", seed=3, image_format="WEBP")
    taken("丁", seed=4)
    copy = Picture.objects.create(title="戊", file=first.file, sha256=first.sha256, dhash=first.dhash)
    assert list(exact_duplicates(first)) == [copy]
    assert set(similar_pictures(first)) == {small, other_format}
    assert duplicate_keys() == {first.pk, small.pk, other_format.pk, copy.pk}


def test_pictures_without_fingerprint_have_no_duplicates() -> None:
    one, other = PictureFactory.create_batch(2, seed=1)
    assert list(exact_duplicates(one)) == []
    assert similar_pictures(other) == []
    assert duplicate_keys() == set()


def test_plain_fields_are_not_called_alike() -> None:
    one = PictureFactory.create(dhash=0, sha256="a" * 64)
    PictureFactory.create(dhash=0, sha256="b" * 64)
    assert similar_pictures(one) == []
    assert duplicate_keys() == set()


@pytest.mark.parametrize(("one", "other", "bits"), [(0, 0, 0), (-1, 0, 64), (-1, 1, 63), (5, 6, 2), (-(1 << 63), 0, 1)])
def test_distance(one: int, other: int, bits: int) -> None:
    assert distance(one, other) == distance(other, one) == bits


@pytest.mark.parametrize(("dhash", "said"), [(0, False), (-1, False), (7, False), (15, True), (-16, True), (-8, False)])
def test_telling(dhash: int, said: bool) -> None:
    assert telling(dhash) is said


def test_fingerprints_up_to_the_limit_are_found_in_the_listing() -> None:
    base = 0x0F0F_F0F0_3333_5555
    pictures = [
        PictureFactory.create(dhash=base ^ mask, sha256=f"{place:064x}")
        for place, mask in enumerate([0, 0b111111, 0x0101010101010000 | 0xFF])
    ]
    assert duplicate_keys() == {pictures[0].pk, pictures[1].pk}
