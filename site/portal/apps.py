"""The top of the project: settings, URLs, the home page and the demo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    """The portal app."""

    name = "portal"
    verbose_name = _("Portal")
    default = True


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration over our user model."""
