"""Makes the accounts of placements anew from the placements."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from campaigns.domain.tallies import recount


class Command(BaseCommand):
    """``manage.py recount_placements``: the accounts are kept as placements change; this proves it, or mends them."""

    help = "Count all placements anew and say how many kept figures differed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Count, and report."""
        self.stdout.write(_("%(count)s figures differed.") % {"count": recount()})
