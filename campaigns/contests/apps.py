"""The competitions' application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContestsConfig(AppConfig):
    """Configuration of the competitions."""

    name = "campaigns.contests"
    label = "contests"
    verbose_name = _("Competitions")

    def ready(self) -> None:
        """Name the mails that the competitions send and tell the search what to describe."""
        from campaigns.contests import receivers  # noqa: F401, PLC0415 - importing it is what binds
        from foundation.mail.purposes import name_purpose  # noqa: PLC0415 - apps are being loaded at import time

        name_purpose("entry_receipt", _("Receipt of an entry"))
        name_purpose("draft_unsent", _("Saved entry that could not be handed in"))
        name_purpose("ask_contest_mail", _("Question about a contribution by e-mail"))
        name_purpose("entry_returned", _("Entry sent back for revision"))
