"""What the dashboard says of placements to one person."""

from typing import Any

from wagtail.admin.ui.components import Component

from campaigns.queries.damage import waiting_tasks
from campaigns.queries.offers import waiting_offers
from campaigns.queries.placements import over_for


class PlacementsPanel(Component):
    """Damage and offered ads that wait, and what is to be taken down."""

    name = "placements"
    template_name = "campaigns/desk/panel.html"
    order = 220

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count for the person who looks; three queries at most."""
        user = parent_context["request"].user
        mends = user.has_perm("campaigns.change_damagetask")
        hangs = mends or user.has_perm("campaigns.change_placement")
        open_tasks, overdue = waiting_tasks(user) if mends else (0, 0)
        over = over_for(user).count() if hangs else 0
        offers = waiting_offers() if user.has_perm("campaigns.change_psaoffer") else 0
        return {"offers": offers, "open_tasks": open_tasks, "overdue": overdue, "over": over}
