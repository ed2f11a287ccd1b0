"""What a nominator may see: the receipt's lines and the progress, never whom the reviewers favour."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from exemplars.enums import NominationState, ObjectionState, RoundState
from exemplars.models import Nomination, Objection
from exemplars.queries.notices import nominees, shown
from foundation.intake.kinds import Fact, Status
from foundation.intake.models import Submission
from foundation.text.counting import count

UNDER_REVIEW = _("Received, under review")
PUBLIC_FROM = (RoundState.NOTICE, RoundState.ANNOUNCED)
"""From then on everybody may know who was selected."""


def received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    nomination = Nomination.objects.select_related("round__programme", "category").get(submission=submission)
    return (
        Fact(_("Round"), str(nomination.round)),
        Fact(_("Category"), nomination.category.name),
        Fact(_("Nominee"), nomination.name),
        Fact(_("What they did (字数)"), str(count(nomination.deeds).words)),
    )


def status(submission: Submission) -> Status:
    """Return the progress of a nomination that was looked up."""
    found = Nomination.objects.select_related("submission", "round__programme", "category")
    return status_of(found.get(submission=submission))


def status_of(nomination: Nomination) -> Status:
    """Return the progress: decisions show only when the round is under public notice."""
    submission = nomination.submission
    facts = (Fact(_("Round"), str(nomination.round)), Fact(_("Nominee"), nomination.name))
    if nomination.state == NominationState.NEEDS_INFO:
        link = reverse("nomination-answer", args=[submission.link_token.reveal()])
        again = format_html('<a href="{}">{}</a>', link, _("Open the form again and add it"))
        asked = (Fact(_("What is missing"), nomination.question), Fact(_("What you can do"), again))
        return Status(NominationState.NEEDS_INFO.label, (*facts, *asked))
    if nomination.state == NominationState.JOINED:
        return Status(_("Taken together with another nomination of the same nominee"), facts)
    if nomination.round.state not in PUBLIC_FROM or nomination.state == NominationState.NEW:
        return Status(UNDER_REVIEW, facts)
    return Status(NominationState(nomination.state).label, facts)


def objection_received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt of an objection repeats: to whom, and not what was said."""
    objection = Objection.objects.select_related("round__programme").get(submission=submission)
    nomination = nominees().get(pk=objection.nomination_id)
    return (Fact(_("Round"), str(objection.round)), Fact(_("Nominee"), shown(nomination).name))


def objection_status(submission: Submission) -> Status:
    """Return how far an objection has come."""
    objection = Objection.objects.get(submission=submission)
    finding = objection.finding.reveal()
    return Status(ObjectionState(objection.state).label, (Fact(_("Finding"), finding),) if finding else ())
