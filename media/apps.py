"""The media app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Configuration of the media app."""

    name = "media"
    verbose_name = _("Media")
