"""The foundation app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    """Configuration of the foundation app."""

    name = "foundation"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        """Bind the receivers; models are loaded only now."""
        from foundation import receivers  # noqa: F401, PLC0415 - importing it is what binds them
