"""Taking pictures in: one clear sentence for what is refused, and what the file says about itself for what is not."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.domain import audit
from foundation.limited import LimitedError, LimitExceededError, RefusedError
from foundation.queries.regions import region_told_by
from foundation.text.normalising import squeeze_spaces
from media.domain import workshop
from media.models import Picture
from media.rules import PICTURE_LARGEST_BYTES, PICTURE_MOST_PIXELS, PICTURE_SMALLEST_SIDE, Reason
from media.validators import LONGEST_NAME

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from foundation.models import User

FORMATS_SPOKEN = "JPG, PNG, WebP, AVIF, GIF"
MILLION = 1_000_000

SENTENCES: Mapping[Reason, "_StrPromise"] = {
    Reason.EMPTY: _("The file is empty. Choose another one."),
    Reason.SVG: _("SVG files are not taken, for they can contain programs. Save the drawing as PNG and upload that."),
    Reason.EXTENSION: _("Files ending in “.%(extension)s” are not taken as pictures. Upload one of %(formats)s."),
    Reason.NOT_PICTURE: _("This file is not a picture, whatever its name says. Upload one of %(formats)s."),
    Reason.MISMATCH: _(
        "The name ends in “.%(extension)s”, but the file is %(format)s. Give it the right ending and upload it again."
    ),
    Reason.PIXELS: _(
        "The picture has too many pixels; at most %(million)s million are taken. Make it smaller and upload it again."
    ),
    Reason.TINY: _("The picture is smaller than %(side)s × %(side)s pixels. Choose another one."),
    Reason.TRUNCATED: _(
        "The picture is damaged or was not copied completely. Fetch it again from its source and upload that."
    ),
    Reason.BYTES: _("The file has %(size)s; at most %(limit)s are taken. Make it smaller and upload it again."),
    Reason.EXHAUSTED: _(
        "Reading the picture takes too much time or memory. Save it anew in a picture program and upload that."
    ),
}
TEXT_LENGTHS = {"caption": 500, "credit_line": 200, "rights_holder": 200, "taken_where": 200, "headline": 255}


@dataclass(frozen=True)
class Inspection:
    """What the workshop found out about a file that may come in."""

    width: int
    height: int
    sha256: str
    dhash: int
    facts: Mapping[str, Any]


def refusal(code: Reason, **facts: Any) -> ValidationError:
    """Return the one sentence that tells why a picture is refused and what to do."""
    params = {
        "formats": FORMATS_SPOKEN,
        "million": PICTURE_MOST_PIXELS // MILLION,
        "side": PICTURE_SMALLEST_SIDE,
        "limit": filesizeformat(PICTURE_LARGEST_BYTES),
        **facts,
    }
    return ValidationError(SENTENCES[code], code=code.value, params=params)


def extension_of(name: str) -> str:
    """Return the ending of a file name, lower case and without its dot."""
    return PurePosixPath(name).suffix.lower().removeprefix(".")[:10]


def inspect_picture(data: bytes, name: str) -> Inspection:
    """Look at an upload in a limited process. Raises ValidationError with one sentence when it is refused."""
    if len(data) > PICTURE_LARGEST_BYTES:
        raise refusal(Reason.BYTES, size=filesizeformat(len(data)))
    try:
        answer = workshop.ask("inspecting:inspect", data, extension=extension_of(name))
    except RefusedError as reason:
        facts = json.loads(str(reason))
        raise refusal(Reason(facts.pop("code")), **facts) from reason
    except LimitExceededError as reason:
        raise refusal(Reason.EXHAUSTED) from reason
    except LimitedError as reason:
        raise refusal(Reason.TRUNCATED) from reason
    return Inspection(answer["width"], answer["height"], answer["sha256"], answer["dhash"], cleaned(answer["metadata"]))


def cleaned(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the file's own words as values of our fields, none too long for its field."""
    texts = {key: squeeze_spaces(str(said.get(key, "")))[:limit].strip() for key, limit in TEXT_LENGTHS.items()}
    facts: dict[str, Any] = {key: text for key, text in texts.items() if text}
    people = [squeeze_spaces(name)[:LONGEST_NAME].strip() for name in said.get("photographers", [])]
    if people := [name for name in people if name]:
        facts["photographers"] = people
    if said.get("ai_generated"):
        facts["ai_generated"] = True
    if said.get("taken_at"):
        moment = dt.datetime.fromisoformat(said["taken_at"])
        facts["taken_at"] = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return facts


def fill_in(picture: Picture, inspection: Inspection) -> None:
    """Write what was found out into the picture; a field that somebody has filled stays as it is."""
    picture.sha256, picture.dhash = inspection.sha256, inspection.dhash
    for key, value in inspection.facts.items():
        if key != "headline" and not getattr(picture, key):
            setattr(picture, key, value)
    if picture.region is None:
        picture.region = region_told_by(picture.taken_where)


@transaction.atomic
def add_picture(*, data: bytes, name: str, title: str, actor: "User | None", **fields: Any) -> Picture:
    """Take a picture into the library and return it; its renditions follow in the background.

    ``fields`` are fields of ``Picture``; those left empty are filled from what the file says about itself. The same
    file is taken in once: a second time, the picture that is there already is returned unchanged. Raises
    ValidationError with one sentence when the file is refused, and nothing is kept.
    """
    inspection = inspect_picture(data, name)
    if there := Picture.objects.filter(sha256=inspection.sha256).order_by("pk").first():
        return there
    file = ContentFile(data, name=f"picture.{extension_of(name)}")
    picture = Picture(title=title[:255], uploaded_by_user=actor, file=file, **fields)
    fill_in(picture, inspection)
    picture.file_size = len(data)
    picture.full_clean(exclude=["file", "file_hash"])
    picture.save()
    picture.get_file_hash()
    audit.record(verb="add_picture", subject=picture, actor=actor, sha256=picture.sha256)
    return picture
