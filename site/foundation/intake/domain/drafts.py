"""Drafts: what has been typed is kept on the server under a private link."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.domain.audit import record
from foundation.intake.codes import new_token
from foundation.intake.domain.access import NotHereError
from foundation.intake.kinds import IntakeKind
from foundation.intake.models import Draft, Submission
from foundation.secrets.indexing import index_candidates

FIELD_CHARACTERS: Final = 150_000
"""What a draft keeps of one field: more than any form takes, so that nothing that could be sent is cut."""


@dataclass(frozen=True)
class SavedDraft:
    """A draft and the token its writer needs to come back."""

    draft: Draft
    token: str


def open_draft(*, kind: IntakeKind, token: str) -> Draft:
    """Return the draft of a private link; raises ``NotHereError`` also for expired and erased ones."""
    row = (
        Draft.objects.filter(
            kind=kind.slug, token_index__in=index_candidates(token, "exact"), expires_at__gt=timezone.now()
        )
        .select_related("submission")
        .first()
    )
    if row is None:
        raise NotHereError
    return row


@transaction.atomic
def save_draft(*, kind: IntakeKind, values: Mapping[str, str], token: str = "", key: UUID | None = None) -> SavedDraft:
    """Keep the values typed so far and return the draft; without a token a new one is begun.

    ``key`` is the submission key of the form; it stays with the draft, so that sending it from two places makes one
    submission. Saving after sending keeps nothing. Raises ``NotHereError`` for a token that opens nothing.
    """
    now = timezone.now()
    if token:
        found = open_draft(kind=kind, token=token)
        row = Draft.objects.select_for_update().get(pk=found.pk)
    else:
        taken = key is None or Draft.objects.filter(submission_key=key).exists()
        token = new_token()
        row = Draft(kind=kind.slug, token=token, **({} if taken else {"submission_key": key}))
    if row.submission_id is not None:
        return SavedDraft(row, token)
    row.content = json.dumps(
        {name: value[:FIELD_CHARACTERS] for name, value in values.items() if name in kind.form_class.base_fields},
        ensure_ascii=False,
    )
    row.hand_in_at = kind.hand_in_at(values) if kind.hand_in_at is not None else None
    row.saved_at, row.expires_at = now, now + timedelta(days=kind.draft_days)
    is_new = row.pk is None
    row.save()
    if is_new:
        record(verb="begin_draft", subject=row, actor=None)
    return SavedDraft(row, token)


def draft_values(draft: Draft) -> dict[str, str]:
    """Return what a draft holds, by field."""
    text = draft.content.reveal()
    return dict(json.loads(text)) if text else {}


def sent_already(draft: Draft) -> Submission | None:
    """Return what was handed in from this draft, if anything was."""
    return draft.submission or Submission.objects.filter(submission_key=draft.submission_key).first()
