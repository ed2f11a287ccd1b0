"""Files that come with a form stand in its draft before the form is judged, so that a form that comes back has them."""

import uuid
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.intake.domain import drafts, files
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.drafts import SavedDraft
from foundation.intake.enums import FileState
from foundation.intake.kinds import IntakeKind
from foundation.intake.models import Draft, IntakeFile

DROP: Final = "drop:"
"""What the button that takes a file away says, before the file's public key."""


def save_typed(*, kind: IntakeKind, values: Mapping[str, str], token: str, key: uuid.UUID | None = None) -> SavedDraft:
    """Keep what was typed, in the draft of the token or, where that opens nothing, in a new one."""
    try:
        return drafts.save_draft(kind=kind, values=values, token=token, key=key)
    except NotHereError:
        return drafts.save_draft(kind=kind, values=values, key=key)


def keep_uploads(
    *, request: HttpRequest, kind: IntakeKind, values: Mapping[str, str], key: uuid.UUID | None = None
) -> list[ValidationError]:
    """Receive the files of a form into its draft and return what is wrong with those that were not taken.

    The draft's token stands in ``request.POST`` afterwards. Without files nothing is done.
    """
    uploads = [upload for upload in request.FILES.getlist("files") if upload.name]
    if not uploads or kind.files is None:
        return []
    saved = save_typed(kind=kind, values=values, token=request.POST.get("draft", "")[:64], key=key)
    posted = request.POST.copy()
    posted["draft"] = saved.token
    request.POST = posted  # type: ignore[assignment] # the form is judged with the draft that now belongs to it
    problems = []
    for upload in uploads:
        try:
            files.take_whole(kind=kind, upload=upload, draft=saved.draft)
        except ValidationError as error:
            sentence = f"{upload.name}{_(': ')}{' '.join(error.messages)}"
            problems.append(ValidationError(sentence, code=error.code))
    return problems


def kept_files(draft: Draft | None) -> list[IntakeFile]:
    """Return the files that wait in a draft."""
    return list(draft.files.filter(state=FileState.COMPLETE, submission__isnull=True)) if draft is not None else []


def drop_file(*, draft: Draft | None, action: str) -> None:
    """Take the file that a button names out of a draft; what was handed in stays."""
    name = action.removeprefix(DROP)[:36]
    kept = draft.files.filter(submission__isnull=True).exclude(state=FileState.ERASED) if draft is not None else ()
    for file in kept:
        if str(file.public_id) == name:
            files.erase_file(file=file)
