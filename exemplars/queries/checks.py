"""Reading questions about letters to other offices."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from exemplars.models import Nomination, OfficeCheck, OfficeLetter, Round
from exemplars.rules.checks import ASKED_ABOUT


@dataclass(frozen=True)
class CheckLine:
    """A check as a nomination shows it: its letter, its answer in plain text, whether it is overdue."""

    check: OfficeCheck
    answer: str
    is_overdue: bool


def letters_of(round_: Round) -> QuerySet[OfficeLetter]:
    """Return a round's letters, the first due first, each with how many were asked about and are open."""
    found: QuerySet[OfficeLetter] = (
        OfficeLetter.objects.filter(round=round_)
        .select_related("asked_by")
        .annotate(asked=Count("checks"), outstanding=Count("checks", filter=Q(checks__answered_on__isnull=True)))
        .order_by("due_on", "pk")
    )
    return found


def outstanding_checks(round_: Round) -> int:
    """Return how many checks of a round wait for their answer."""
    return OfficeCheck.objects.filter(letter__round=round_, answered_on__isnull=True).count()


def letter_by_id(public_id: str) -> OfficeLetter | None:
    """Return a letter with its round and its nominees, as ``lines``."""
    checks = OfficeCheck.objects.select_related(
        "nomination__submission", "nomination__category", "recorded_by"
    ).prefetch_related("files__file")
    found: OfficeLetter | None = (
        OfficeLetter.objects.select_related("round__programme", "asked_by")
        .prefetch_related(Prefetch("checks", queryset=checks, to_attr="lines"))
        .filter(public_id=public_id)
        .first()
    )
    return found


def checks_of(nomination: Nomination, on: date) -> list[CheckLine]:
    """Return what was asked about a nominee, and what was answered."""
    found = (
        OfficeCheck.objects.filter(nomination=nomination)
        .select_related("letter", "recorded_by")
        .prefetch_related("files__file")
    )
    return [CheckLine(check, check.answer.reveal(), _overdue(check, on)) for check in found]


def _overdue(check: OfficeCheck, on: date) -> bool:
    return check.answered_on is None and check.letter.due_on < on


def askable(round_: Round) -> QuerySet[Nomination]:
    """Return the nominees of a round about whom offices can be asked, those on the shortlist first."""
    found: QuerySet[Nomination] = (
        Nomination.objects.filter(round=round_, state__in=ASKED_ABOUT)
        .select_related("submission", "category")
        .order_by("-state", "category__sort_order", "category_id", "submission_id")
    )
    return found
