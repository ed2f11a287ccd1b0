"""Taking pictures in by the verb that importers and the demo use."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from foundation.models import AuditLine, User
from media.domain.uploads import SENTENCES, add_picture, inspect_picture
from media.models import Picture
from media.rules import PICTURE_LARGEST_BYTES, Reason
from tests.factories.media import loaded_jpeg, picture_bytes

pytestmark = pytest.mark.django_db


def files() -> int:
    root = storages["private"].path("originals")
    import pathlib  # noqa: PLC0415 -- only here

    return sum(1 for each in pathlib.Path(root).rglob("*") if each.is_file()) if pathlib.Path(root).exists() else 0


def test_fills_in_what_the_file_says(admin: User) -> None:
    picture = add_picture(data=loaded_jpeg(), name="IMG_0001.JPG", title="社区志愿服务", actor=admin)
    picture.refresh_from_db()
    assert (picture.caption, picture.credit_line, picture.photographers) == (
        "图为志愿者在社区打扫卫生。",
        "澄川日报 甲明 摄",
        ["甲明", "乙亮"],
    )
    assert (picture.rights_holder, picture.taken_where) == ("IPTC 版权", "澄川市")
    assert picture.taken_at == dt.datetime(2020, 5, 28, 1, 30, tzinfo=dt.UTC)
    assert (len(picture.sha256), picture.dhash is None, picture.uploaded_by_user) == (64, False, admin)
    assert AuditLine.objects.get(verb="add_picture").detail == {"sha256": picture.sha256}


def test_what_is_given_goes_before_what_the_file_says() -> None:
    picture = add_picture(
        data=loaded_jpeg(), name="a.jpg", title="甲", actor=None, caption="自写", photographers=["丁强"]
    )
    assert (picture.caption, picture.photographers, picture.credit_line) == ("自写", ["丁强"], "澄川日报 甲明 摄")


def test_the_original_stays_as_it_was() -> None:
    data = loaded_jpeg()
    picture = add_picture(data=data, name="a.jpg", title="甲", actor=None)
    with picture.file.open() as file:
        assert file.read() == data
    assert picture.file_size == len(data)
    assert len(picture.file_hash) == 40


def test_the_same_file_is_taken_in_once() -> None:
    first = add_picture(data=picture_bytes(), name="a.jpg", title="甲", actor=None)
    before = files()
    second = add_picture(data=picture_bytes(), name="b.jpg", title="乙", actor=None)
    assert (second.pk, second.title, Picture.objects.count(), files()) == (first.pk, "甲", 1, before)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.jpg", "文件是空的，请另选一个。"),
        (picture_bytes()[:3000], "a.jpg", "图片已损坏或不完整，请从来源处重新获取后再上传。"),
        (picture_bytes(), "a.png", "文件名以“.png”结尾，但文件实际是 JPEG。请改正扩展名后重新上传。"),
        (b"<svg/>", "a.svg", "不接收 SVG 文件，因为其中可能含有程序。请另存为 PNG 后上传。"),
        (b"plain", "a.jpg", "这个文件不是图片，与文件名不符。请上传 JPG, PNG, WebP, AVIF, GIF 中的一种。"),
        (b"plain", "a.docx", "“.docx”文件不能作为图片上传。请上传 JPG, PNG, WebP, AVIF, GIF 中的一种。"),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(data: bytes, name: str, sentence: str) -> None:
    before = files()
    with pytest.raises(ValidationError) as caught:
        add_picture(data=data, name=name, title="甲", actor=None)
    assert caught.value.messages == [sentence]
    assert (Picture.objects.count(), AuditLine.objects.count(), files()) == (0, 0, before)


def test_too_many_bytes_are_not_even_looked_at() -> None:
    with pytest.raises(ValidationError) as caught:
        inspect_picture(b"x" * (PICTURE_LARGEST_BYTES + 1), "a.jpg")
    assert caught.value.code == "bytes"


def test_a_caption_in_full_width_stays_full_width() -> None:
    xmp_caption = "甲，乙（丙）：１２３"
    from tests.factories.media import CAPTION, XMP  # noqa: PLC0415 -- only here

    picture = add_picture(
        data=loaded_jpeg(xmp=XMP.replace(CAPTION.encode(), xmp_caption.encode())), name="a.jpg", title="甲", actor=None
    )
    assert picture.caption == xmp_caption


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Reason)
