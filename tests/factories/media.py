"""Pictures of every condition, and the library's objects."""

import struct
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import ExifTags, Image, ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational

from media.models import Attachment, Picture, Recording

CAPTION = "图为志愿者在社区打扫卫生。"
PHOTOGRAPHERS = ["甲明", "乙亮"]
CREDIT = "澄川日报 甲明 摄"
RIGHTS_HOLDER = "澄川日报社"
HEADLINE = "社区志愿服务日"

XMP = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{CREDIT}"
 photoshop:DateCreated="2020-05-28T09:30:00+08:00">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{CAPTION}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{PHOTOGRAPHERS[0]}</rdf:li><rdf:li>{PHOTOGRAPHERS[1]}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def scene(width: int = 600, height: int = 400, *, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Draw something with enough structure for a fingerprint; another seed is another scene."""
    image = Image.new("RGB", (width, height), (seed * 37 % 256, 120, 200))
    draw = ImageDraw.Draw(image)
    for step in range(12):
        left = (seed * 7919 + step * 2609) % 100 * width // 100
        top = (seed * 104_729 + step * 1301) % 100 * height // 100
        shade = (seed * 53 + step * 97) % 256
        draw.rectangle((left, top, left + width // 4, top + height // 5), fill=(shade, 255 - shade, step * 20))
    return image.convert("L").convert(mode) if mode == "I;16" else image.convert(mode)


def picture_bytes(image_format: str = "JPEG", **options: Any) -> bytes:
    """Return a picture file; ``width``, ``height``, ``seed`` and ``mode`` go to the scene, the rest to Pillow."""
    drawn = {key: options.pop(key) for key in ("width", "height", "seed", "mode") if key in options}
    output = BytesIO()
    scene(**drawn).save(output, image_format, **options)
    return output.getvalue()


def iptc_block(records: Mapping[int, list[bytes]]) -> bytes:
    """Return an APP13 segment with application records, as agencies' tools write it."""
    body = b"\x1c\x01\x5a" + struct.pack(">H", 3) + b"\x1b%G"
    for key, values in records.items():
        body += b"".join(bytes([0x1C, 2, key]) + struct.pack(">H", len(value)) + value for value in values)
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(body)) + body
    payload = b"Photoshop 3.0\0" + resource + b"\0" * (len(body) % 2)
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def exif_with_position(*, orientation: int = 1, **texts: Any) -> Image.Exif:
    """Return EXIF as a telephone writes it, the position included."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Wenxuan Telephone"
    exif[ExifTags.Base.Copyright] = texts.get("rights_holder", RIGHTS_HOLDER).encode()
    exif[ExifTags.Base.Artist] = texts.get("artist", "丙华").encode()
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.DateTimeOriginal] = "2020:05:27 08:00:00"
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    position[ExifTags.GPS.GPSLatitudeRef] = "N"
    position[ExifTags.GPS.GPSLatitude] = (IFDRational(25), IFDRational(29), IFDRational(31))
    position[ExifTags.GPS.GPSLongitudeRef] = "E"
    position[ExifTags.GPS.GPSLongitude] = (IFDRational(103), IFDRational(47), IFDRational(59))
    return exif


def loaded_jpeg(*, orientation: int = 1, width: int = 600, height: int = 400, xmp: bytes = XMP) -> bytes:
    """Return a JPEG that carries EXIF with a position, IPTC, XMP, a comment and a colour profile."""
    plain = picture_bytes(
        width=width,
        height=height,
        exif=exif_with_position(orientation=orientation),
        xmp=xmp,
        comment="internal note",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        quality=90,
    )
    block = iptc_block(
        {
            105: [HEADLINE.encode()],
            80: [b"\xe4\xb8\x81\xe5\xbc\xba"],
            116: ["IPTC 版权".encode()],
            55: [b"20200526"],
            60: [b"070000+0800"],
            90: ["澄川市".encode()],
        }
    )
    return plain[:2] + block + plain[2:]


def upload(data: bytes | None = None, name: str = "照片.jpg") -> SimpleUploadedFile:
    """Return the file as a browser sends it."""
    return SimpleUploadedFile(name, picture_bytes() if data is None else data)


class PictureFactory(DjangoModelFactory[Picture]):
    """A picture of the library, without renditions."""

    class Meta:
        model = Picture

    class Params:
        seed = factory.Sequence(lambda n: n + 1)

    title = factory.Sequence(lambda n: f"示例图片{n}")
    description = "示例"
    file = factory.LazyAttribute(lambda each: ContentFile(picture_bytes(seed=each.seed), name="picture.jpg"))


class AttachmentFactory(DjangoModelFactory[Attachment]):
    """An attachment of the library."""

    class Meta:
        model = Attachment

    title = factory.Sequence(lambda n: f"示例附件{n}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4\n%%EOF\n", name="attachment.pdf"))


class RecordingFactory(DjangoModelFactory[Recording]):
    """A video of the library."""

    class Meta:
        model = Recording

    title = factory.Sequence(lambda n: f"示例视频{n}")
    type = "video"
    duration = 12.5
    file = factory.LazyFunction(lambda: ContentFile(b"\0\0\0\x18ftypmp42", name="recording.mp4"))
