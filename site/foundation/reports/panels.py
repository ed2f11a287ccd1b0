"""What the dashboard says of the error reports to one person."""

from typing import Any

from wagtail.admin.ui.components import Component

from foundation.reports.queries import desk_counts


class ReportsPanel(Component):
    """New, mine and overdue reports, for those who may handle them."""

    name = "error_reports"
    template_name = "foundation/reports/panel.html"
    order = 210

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count for the person who looks; two queries at most."""
        user = parent_context["request"].user
        shown = user.has_perm("foundation.change_errorreport")
        return {"counts": desk_counts(user) if shown else None}
