"""The campaigns app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Configuration of the campaigns app."""

    name = "campaigns"
    verbose_name = _("Campaigns")
