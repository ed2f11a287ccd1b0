"""Checks of single values that people enter on the ground floor."""

import re
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_REGION_CODE: Final = re.compile(r"\d{6}(\d{3}){0,2}")
_UNSAFE: Final = re.compile(r"[\s\\<>\"'\x00-\x1f\x7f]")


def validate_link(value: str) -> None:
    """Accept an address on this site (``/…``) or an http(s) address; raise ValidationError for anything else."""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    local = value.startswith("/") and not value.startswith("//")
    foreign = parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)
    if _UNSAFE.search(value) or not (local or foreign):
        raise ValidationError(_("Enter an address of this site that begins with / or a full one with https://."))


def validate_region_code(value: str) -> None:
    """Accept a code of 6 digits, or of 9 or 12 below the county; raise ValidationError for anything else."""
    if not (value.isascii() and _REGION_CODE.fullmatch(value)):
        raise ValidationError(_("A region code has 6 digits; that of a township has 9, that of a village 12."))


def validate_names(value: object) -> None:
    """Accept a list of names, each of 1 to 60 characters; raise ValidationError for anything else."""
    if not isinstance(value, list) or not all(isinstance(each, str) and 0 < len(each.strip()) <= 60 for each in value):  # noqa: PLR2004 - the length of a name, as the sentence says
        raise ValidationError(_("Enter names of at most 60 characters each."))
