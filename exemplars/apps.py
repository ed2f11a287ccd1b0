"""The exemplars app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExemplarsConfig(AppConfig):
    """Configuration of the exemplars app."""

    name = "exemplars"
    verbose_name = _("Exemplars")

    def ready(self) -> None:
        """Bind the edit form and tell the search what to describe; models are loaded only now."""
        from exemplars import receivers  # noqa: F401, PLC0415 - importing it is what binds
        from exemplars.forms import people  # noqa: F401, PLC0415 - importing it is what binds
        from foundation.mail.purposes import name_purpose  # noqa: PLC0415 - as above

        name_purpose("ask_nominator", _("Question to a nominator"))
