"""The competitions' application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Configuration of the competitions."""

    name = "campaigns.contests"
    label = "contests"
    verbose_name = _("Competitions")
