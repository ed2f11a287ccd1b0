"""Drafts that hand themselves in at closing, because their writer asked for it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.domain.entries import KIND_SLUG, submit_entry
from campaigns.contests.queries.editing import closing_of
from foundation.domain.audit import record
from foundation.intake.domain.drafts import draft_values, sent_already
from foundation.intake.forms import IntakeForm
from foundation.intake.kinds import get_kind
from foundation.intake.models import Draft
from foundation.mail.domain.outbox import queue_mail


@dataclass
class HandedIn:
    """What one run did: drafts handed in, drafts that could not be, drafts whose closing moved later."""

    sent: int = 0
    refused: int = 0
    later: int = 0


def submit_waiting_drafts(*, now: datetime | None = None) -> HandedIn:
    """Hand in every draft whose closing has come, each by itself; what lay complete before closing is not late.

    The same draft is handed in once, also when its writer presses at the same moment: the key is the same. One that is
    not complete stays a draft, and its writer is told by mail if an address is in it. Not inside a transaction.
    """
    at = now or timezone.now()
    done = HandedIn()
    waiting = Draft.objects.filter(kind=KIND_SLUG, submission__isnull=True, hand_in_at__lte=at, expires_at__gt=at)
    for draft in waiting.order_by("hand_in_at", "pk"):
        values = draft_values(draft)
        closing = closing_of(values)
        if closing is not None and closing > at:
            Draft.objects.filter(pk=draft.pk).update(hand_in_at=closing)
            done.later += 1
        elif _hand_in(draft, values):
            done.sent += 1
        else:
            done.refused += 1
    return done


def _hand_in(draft: Draft, values: dict[str, str]) -> bool:
    if sent_already(draft) is not None:
        Draft.objects.filter(pk=draft.pk).update(hand_in_at=None)
        return True
    form = get_kind(KIND_SLUG).form_class(values)
    if not form.is_valid():
        _give_up(draft, values, _told(form))
        return False
    piece = replace(form.cleaned_data["entry"], arrived_at=draft.saved_at)
    try:
        submit_entry(piece=piece, key=draft.submission_key, draft=draft)
    except ValidationError as error:
        _give_up(draft, values, error.messages)
        return False
    return True


def _told(form: IntakeForm) -> list[str]:
    labels = {name: str(field.label or "") for name, field in form.fields.items()}
    return [
        f"{labels[name]}{_(': ')}{sentence}" if name in labels else str(sentence)
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


@transaction.atomic
def _give_up(draft: Draft, values: dict[str, str], reasons: list[str]) -> None:
    """Try no more, and tell the writer what is missing."""
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    row.hand_in_at = None
    row.save(update_fields=["hand_in_at"])
    record(verb="leave_draft_unsent", subject=row, actor=None)
    recipient = values.get("contact_email", "").strip()
    if "@" not in recipient:
        return
    link = settings.WAGTAILADMIN_BASE_URL + reverse("entry-draft", args=[row.token.reveal()])
    queue_mail(
        purpose="draft_unsent",
        recipient=recipient,
        subject=_("Your saved entry could not be handed in at closing"),
        body=_(
            "You asked us to hand in what you had saved. It is not complete:\n\n%(reasons)s\n\nIt is still here. "
            "If you complete and send it now, it is kept as late, and the organiser decides:\n%(link)s"
        )
        % {"reasons": "\n".join(reasons), "link": link},
    )
