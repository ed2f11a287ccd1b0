"""Form fields of the library."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField

from media.domain.uploads import FORMATS_SPOKEN, Inspection, inspect_picture, refusal
from media.rules import PICTURE_LARGEST_BYTES, PICTURE_MOST_PIXELS, Reason
from media.validators import validate_names

MILLION = 1_000_000


class NamesField(forms.CharField):
    """Names in one line, parted by 、 or a comma; its value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Several names are parted by “、”."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as one line."""
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the list of names, each once."""
        text = self.prepare_value(value) or ""
        names = [part.strip() for part in re.split(r"[、，,;；\n]", str(text))]
        return list(dict.fromkeys(name for name in names if name))

    def validate(self, value: Any) -> None:
        """Refuse names that are too long, and none where some are required."""
        super().validate(value)
        validate_names(value)

    def run_validators(self, value: Any) -> None:
        """Nothing more to check: Django's own validators expect one text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists, not the line that shows them."""
        return bool(self.to_python(initial) != self.to_python(data))


class PictureFileField(WagtailImageField):
    """A picture that is looked at in a limited process before anything else opens it.

    After cleaning, the upload carries its ``inspection``.
    """

    default_validators: Sequence[Callable[[Any], None]] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_upload_size = PICTURE_LARGEST_BYTES
        self.max_upload_size_text = filesizeformat(PICTURE_LARGEST_BYTES)
        self.max_image_pixels = PICTURE_MOST_PIXELS
        self.help_text = _("%(formats)s; at most %(size)s and %(million)s million pixels.") % {
            "formats": FORMATS_SPOKEN,
            "size": self.max_upload_size_text,
            "million": PICTURE_MOST_PIXELS // MILLION,
        }
        self.error_messages["empty"] = refusal(Reason.EMPTY).message
        self.error_messages["file_too_large_unknown_size"] = _("The file is larger than %(size)s.") % {
            "size": self.max_upload_size_text
        }
        self.error_messages["invalid_image_extension"] = _("Only pictures are taken: %(formats)s.") % {
            "formats": FORMATS_SPOKEN
        }

    def to_python(self, data: Any) -> Any:
        """Return the upload with its ``inspection``. Raises ValidationError with one sentence."""
        file: Any = forms.FileField.to_python(self, data)
        if file is not None:
            file.inspection = inspect_upload(file)
        return file


def inspect_upload(file: UploadedFile[bytes]) -> Inspection:
    """Look at an upload and leave it at its beginning; one that is too large is not even read."""
    if file.size is not None and file.size > PICTURE_LARGEST_BYTES:
        raise refusal(Reason.BYTES, size=filesizeformat(file.size))
    file.seek(0)
    data = file.read()
    file.seek(0)
    return inspect_picture(data, file.name or "")
