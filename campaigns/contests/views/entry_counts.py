"""The figures of one competition with their plots; each figure leads to the entries it counts."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from campaigns.contests.models import Contest
from campaigns.contests.queries.entry_counts import Line, count_entries
from campaigns.contests.views.entries import EntryDeskMixin
from campaigns.filing.plots import bars


class CountsView(EntryDeskMixin, View):
    """Entries by day or month, state, channel, group and region."""

    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    template_name = "contests/desk/counts.html"
    page_title = gettext_lazy("Counts")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the figures."""
        contest = get_object_or_404(Contest, pk=pk)
        self.contest = contest
        counts = count_entries(contest)
        parts = [
            (_("By month") if counts.is_by_month else _("By day"), counts.by_time),
            (_("By state"), counts.by_state),
            (_("By channel"), counts.by_channel),
            (_("By group"), counts.by_group),
            (_("By region"), counts.by_region),
        ]
        tables = [_table(contest, title, lines) for title, lines in parts if lines]
        index = f"{reverse('entries:index')}?{urlencode({'contest': contest.pk})}"
        return self.show(request, contest=contest, counts=counts, tables=tables, index=index)


def _table(contest: Contest, title: str, lines: list[Line]) -> dict[str, Any]:
    index = reverse("entries:index")
    return {
        "title": title,
        "plot": bars([(line.name, line.figure) for line in lines], title=title),
        "rows": [
            {"line": line, "url": f"{index}?{urlencode({'contest': contest.pk, **line.filters})}"} for line in lines
        ],
    }
