"""The figures of one competition with their plots; each figure leads to the entries it counts."""

import datetime as dt
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
        counts = count_entries(contest, month=_month(request.GET.get("month", "")))
        parts = [
            (_("By month"), counts.by_month),
            (_("By day"), counts.by_day),
            (_("By state"), counts.by_state),
            (_("By channel"), counts.by_channel),
            (_("By group"), counts.by_group),
            (_("By region"), counts.by_region),
        ]
        tables = [_table(contest, title, lines) for title, lines in parts if lines]
        months = [(line.name, line.name == f"{counts.month:%Y-%m}") for line in counts.by_month]
        index = f"{reverse('entries:index')}?{urlencode({'contest': contest.pk})}"
        return self.show(request, contest=contest, counts=counts, tables=tables, months=months, index=index)


def _month(given: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{given}-01")
    except ValueError:
        return None


def _table(contest: Contest, title: str, lines: list[Line]) -> dict[str, Any]:
    index = reverse("entries:index")
    return {
        "title": title,
        "has_months": title == _("By day"),
        "plot": bars([(line.name, line.figure) for line in lines], title=title),
        "rows": [
            {"line": line, "url": f"{index}?{urlencode({'contest': contest.pk, **line.filters})}"} for line in lines
        ],
    }
