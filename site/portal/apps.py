"""The top of the project: settings, URLs, the home page and the demo."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    """The portal app."""

    name = "portal"
    verbose_name = _("Portal")
    default = True

    def ready(self) -> None:
        """Tell the search what to describe, and name permissions after migrations; models are loaded only now."""
        from portal import receivers  # noqa: F401, PLC0415 - importing it is what registers
        from portal.permission_names import name_permissions  # noqa: PLC0415 - it needs the permission model

        post_migrate.connect(name_permissions, dispatch_uid="portal.permission_names")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration over our user model."""

    user_viewset = "foundation.viewsets.users.UserViewSet"
