"""IPTC, XMP and EXIF as agencies, cameras and telephones write them."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from media.workshop import metadata
from tests.factories.media import XMP, iptc_block, loaded_jpeg, picture_bytes


def said(data: bytes) -> metadata.Facts:
    with Image.open(BytesIO(data)) as image:
        return metadata.read(image)


def with_iptc(records: dict[int, list[bytes]]) -> bytes:
    plain = picture_bytes()
    return plain[:2] + iptc_block(records) + plain[2:]


def test_reads_all_three_and_prefers_xmp() -> None:
    assert said(loaded_jpeg()) == {
        "caption": "图为志愿者在社区打扫卫生。",
        "credit_line": "澄川日报 甲明 摄",
        "photographers": ["甲明", "乙亮"],
        "taken_at": "2020-05-28T09:30:00+08:00",
        "headline": "社区志愿服务日",
        "rights_holder": "IPTC 版权",
        "taken_where": "澄川市",
        "has_position": True,
    }


def test_without_xmp_iptc_speaks() -> None:
    found = said(loaded_jpeg(xmp=b""))
    assert (found["photographers"], found["taken_at"]) == (["丁强"], "2020-05-26T07:00:00+08:00")


def test_gb18030_captions_of_old_tools() -> None:
    assert said(with_iptc({120: ["龘𠮷，全角。".encode("gb18030")]}))["caption"] == "龘𠮷，全角。"


def test_several_by_lines_and_names_in_one_line() -> None:
    found = said(with_iptc({80: ["甲明、乙亮".encode(), "丙华".encode(), "甲明".encode()]}))
    assert found["photographers"] == ["甲明", "乙亮", "丙华"]


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        (b"20200528", b"143000+0800", "2020-05-28T14:30:00+08:00"),
        (b"20200528", b"143000", "2020-05-28T14:30:00"),
        (b"20200528", b"", "2020-05-28T00:00:00"),
        (b"20200528", b"250000", None),
        (b"20200000", b"", None),
        (b"20201340", b"", None),
        (b"16000101", b"", None),
        (b"last week", b"", None),
    ],
)
def test_dates_of_iptc(day: bytes, clock: bytes, moment: str | None) -> None:
    assert said(with_iptc({55: [day], 60: [clock]})).get("taken_at") == moment


def test_exif_of_a_camera() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "OLYMPUS DIGITAL CAMERA"
    exif[ExifTags.Base.Artist] = "甲明".encode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2020:05:28 09:30:00"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = "+08:00"
    assert said(picture_bytes(exif=exif)) == {"photographers": ["甲明"], "taken_at": "2020-05-28T09:30:00+08:00"}


def test_exif_caption_that_a_person_wrote() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "会场\x00\x01".encode()
    assert said(picture_bytes(exif=exif)) == {"caption": "会场"}


def test_xmp_may_say_that_a_machine_made_it() -> None:
    packet = XMP.replace(
        b'photoshop:Credit="',
        b'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType='
        b'"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia" photoshop:Credit="',
    )
    assert said(picture_bytes(xmp=packet))["ai_generated"] is True


@pytest.mark.parametrize(
    "packet",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + XMP,
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><broken></x:xmpmeta>",
        b"not xml at all",
        XMP + b" " * 1_000_001,
    ],
    ids=["document type", "broken", "no xml", "too long"],
)
def test_an_xmp_packet_that_is_not_one_says_nothing(packet: bytes) -> None:
    output = BytesIO()
    Image.new("RGB", (9, 9)).save(output, "PNG")
    with Image.open(output) as image:
        image.info["xmp"] = packet
        assert metadata.read(image) == {}


def test_a_png_keeps_its_xmp_as_text() -> None:
    with Image.open(BytesIO(picture_bytes("PNG"))) as image:
        image.info["XML:com.adobe.xmp"] = XMP.decode()
        assert metadata.read(image)["photographers"] == ["甲明", "乙亮"]


def test_broken_metadata_is_no_reason_to_refuse() -> None:
    data = bytearray(loaded_jpeg(xmp=b""))
    place = data.index(b"8BIM")
    data[place + 10 : place + 14] = b"\xff\xff\xff\xff"
    assert said(bytes(data))["photographers"] == ["丙华"]
