"""The search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Configuration of the search app."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Follow changes of public objects; the apps above have registered theirs by now."""
        from search import receivers  # noqa: PLC0415 - models are loaded only now

        receivers.watch_deletions()
