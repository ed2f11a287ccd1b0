"""The media app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Configuration of the media app."""

    name = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        """Connect the receivers."""
        import media.receivers  # noqa: F401, PLC0415 -- models must be loaded first
