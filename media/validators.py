"""Checks of single values."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from media.enums import Channel

LONGEST_NAME = 60


def validate_names(value: object) -> None:
    """Refuse anything but a list of names, each 1 to 60 characters long. Raises ValidationError."""
    if not isinstance(value, list) or not all(
        isinstance(name, str) and name == name.strip() and 0 < len(name) <= LONGEST_NAME for name in value
    ):
        raise ValidationError(_("Give a list of names, each at most 60 characters long."), code="names")


def validate_channels(value: object) -> None:
    """Refuse anything but a list of known channels, each once. Raises ValidationError."""
    if not isinstance(value, list) or len(set(map(str, value))) != len(value) or not set(value) <= set(Channel.values):
        raise ValidationError(_("Choose channels from the list."), code="channels")
