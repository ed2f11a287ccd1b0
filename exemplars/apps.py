"""The exemplars app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExemplarsConfig(AppConfig):
    """Configuration of the exemplars app."""

    name = "exemplars"
    verbose_name = _("Exemplars")
