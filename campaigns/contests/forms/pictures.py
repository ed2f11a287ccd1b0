"""The pictures of a work: which files, in which order, each with its caption."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.rules.file_types import MOST_PICTURES
from foundation.intake.forms import clean_text

CAPTION_CHARACTERS: Final = 500
PUBLIC_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Shot:
    """One picture: the public id of its file, and its caption as typed."""

    file: str
    caption: str


def read_shots(text: Any) -> list[Shot]:
    """Return the shots that a field's text holds; what is not well formed is left out."""
    try:
        rows = json.loads(text or "[]")
    except (TypeError, ValueError):
        return []
    shots: dict[str, Shot] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) == len(("file", "caption")) and PUBLIC_ID.fullmatch(str(row[0])):
            shots.setdefault(str(row[0]), Shot(str(row[0]), str(row[1])))
    return list(shots.values())[:MOST_PICTURES]


def write_shots(shots: list[Shot]) -> str:
    """Return the text of a field that holds these shots."""
    return json.dumps([[shot.file, shot.caption] for shot in shots], ensure_ascii=False)


class PicturesWidget(forms.Widget):
    """Reads the pairs of fields ``picture`` and ``caption`` that the page has for each picture."""

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> str:
        """Return the pairs as the field's text; a draft's values hold that text itself."""
        names = data.getlist("picture") if hasattr(data, "getlist") else []
        if not names:
            return str(data.get(name) or "")
        captions = [*data.getlist("caption"), *[""] * len(names)]  # type: ignore[attr-defined] # it has getlist
        return json.dumps(list(zip(names, captions, strict=False)), ensure_ascii=False)


class PicturesField(forms.Field):
    """The shots of a work, in order. Its value is a list of ``Shot``."""

    widget = PicturesWidget
    default_error_messages = {
        "required": _("Please choose at least one picture and wait until it has come."),
        "caption": _("Please give picture %(number)s a caption: what, where, when."),
        "caption_long": _("The caption of picture %(number)s is longer than %(limit)s characters."),
    }

    def to_python(self, value: Any) -> list[Shot]:
        """Read the shots and clean their captions."""
        return [Shot(shot.file, clean_text(shot.caption)) for shot in read_shots(value)]

    def validate(self, value: list[Shot]) -> None:
        """Want at least one picture, and a caption for each."""
        super().validate(value)
        for number, shot in enumerate(value, start=1):
            if not shot.caption:
                raise forms.ValidationError(self.error_messages["caption"], code="caption", params={"number": number})
            if len(shot.caption) > CAPTION_CHARACTERS:
                raise forms.ValidationError(
                    self.error_messages["caption_long"],
                    code="caption_long",
                    params={"number": number, "limit": CAPTION_CHARACTERS},
                )
