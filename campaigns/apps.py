"""The campaigns app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Configuration of the campaigns app."""

    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        """Tell the search what to describe and bind what follows from changes; models are loaded only now."""
        from campaigns import receivers  # noqa: F401, PLC0415 - importing it is what binds
        from campaigns.forms import hubs  # noqa: F401, PLC0415 - importing it gives the page its form
        from foundation.mail.purposes import name_purpose  # noqa: PLC0415 - as above

        name_purpose("take_down", _("Ads to be taken down"))
        name_purpose("damage_task", _("Damage to be repaired"))
        name_purpose("answer_damage_report", _("Reply to a report of damage"))
        name_purpose("answer_psa_offer", _("Reply to an offered ad"))
