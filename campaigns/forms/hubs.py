"""The edit form of a campaign hub."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from campaigns.models import CampaignPage
from media.domain.rights import problems


class CampaignPageForm(WagtailAdminPageForm):
    """Lets nothing be published with a key visual that readers would not see."""

    def clean(self) -> dict[str, Any]:
        """Say why the key visual may not be used, in the words of the library of pictures."""
        cleaned: dict[str, Any] = super().clean()
        picture = cleaned.get("key_visual")
        if self.data.get("action-publish") and picture is not None:
            for sentence in problems(picture):
                self.add_error("key_visual", sentence)
        days = (cleaned.get("starts_on"), cleaned.get("ends_on"))
        if days[0] and days[1] and days[1] < days[0]:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned


CampaignPage.base_form_class = CampaignPageForm
