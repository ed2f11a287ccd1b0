"""Damage tasks as a person at the desk may see them."""

from django.db.models import Count, QuerySet

from campaigns.models import DamageTask
from campaigns.models.damage import OPEN_DAMAGE
from campaigns.queries.placements import units_of
from foundation.models import User
from foundation.reports.queries import today


def tasks_for(user: User) -> "QuerySet[DamageTask]":
    """Return the tasks this person may see: all for those who keep the placements, else those of the own unit."""
    related = ("placement__psa_file__psa", "placement__medium", "placement__region", "placement__organisation")
    tasks = DamageTask.objects.select_related(*related).annotate(report_count=Count("reports"))
    if user.has_perm("campaigns.change_placement"):
        return tasks
    return tasks.filter(placement__organisation__in=units_of(user))


def waiting_tasks(user: User) -> tuple[int, int]:
    """Return how many tasks are open for this person, and how many of them past their day."""
    due = list(tasks_for(user).filter(state__in=OPEN_DAMAGE).values_list("due_on", flat=True))
    return len(due), sum(day < today() for day in due)
