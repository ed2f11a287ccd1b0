"""How often each kind of the reader's guesses was changed by an editor, month by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from news.cutting.comparing import GUESSES
from news.models import Cutting
from news.rules import OFFICE_TIME

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass
class MonthScore:
    """The pages whose drafts were made in one month: guesses made and changed, by kind."""

    month: str
    pages: int = 0
    made: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GUESSES, 0))
    changed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(GUESSES, 0))

    def share(self, kind: str) -> float | None:
        """Return the share of changed guesses, or None where none was made."""
        return self.changed[kind] / self.made[kind] if self.made[kind] else None


def import_scores(since: dt.date | None = None) -> list[MonthScore]:
    """Return a score for each month since the day in which drafts were made, the oldest first."""
    made = Cutting.objects.filter(made_at__isnull=False).order_by("made_at")
    if since is not None:
        made = made.filter(made_at__gte=dt.datetime.combine(since, dt.time(), OFFICE_TIME))
    months: dict[str, MonthScore] = defaultdict(lambda: MonthScore(""))
    rows: QuerySet[Cutting, tuple[dt.datetime, dict[str, dict[str, int]]]] = made.values_list("made_at", "changes")  # type: ignore[assignment]  # the constraint says that neither is empty
    for moment, changes in rows.iterator(chunk_size=200):
        month = moment.astimezone(OFFICE_TIME).strftime("%Y-%m")
        score = months[month]
        score.month = month
        score.pages += 1
        for kind in GUESSES:
            count = changes.get(kind, {"made": 0, "changed": 0})
            score.made[kind] += count["made"]
            score.changed[kind] += count["changed"]
    return list(months.values())
