"""The news app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """Configuration of the news app."""

    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        """Give the pages their forms and tell the search what to describe; models are loaded only now."""
        from news import forms, receivers  # noqa: F401, PLC0415 - importing them is what binds them
