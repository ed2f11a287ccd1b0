"""The page on which everybody keeps his own account."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import NameEmailSettingsPanel

from foundation.forms.users import OwnNameForm


class OwnNamePanel(NameEmailSettingsPanel):
    """Wagtail's panel with one name instead of a first and a last."""

    form_class = OwnNameForm


class AccountView(WagtailAccountView):
    """Wagtail's account page over our user; it offers no way to replace one panel."""

    def get_panels(self) -> list[Any]:
        """Return Wagtail's panels with ours in place of the first."""
        return [
            OwnNamePanel(panel.request, panel.user, panel.profile) if type(panel) is NameEmailSettingsPanel else panel
            for panel in super().get_panels()
        ]


account_view = require_admin_access(AccountView.as_view())
