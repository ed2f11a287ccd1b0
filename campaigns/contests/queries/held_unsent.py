"""What somebody typed and never handed in: sealed without an index, so it is opened to be compared."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from foundation.intake.domain.drafts import draft_values
from foundation.intake.models import Draft, RawPost
from foundation.mail.models import OutboxMail
from foundation.secrets.indexing import email as folded_email
from foundation.secrets.indexing import telephone

KIND: Final = "entry"
PHONES: Final = ("contact_phone", "guardian_phone", "phone")
NAMES: Final = ("contact_name", "guardian_name")
LETTER: Final = "draft_unsent"


def is_theirs(values: Mapping[str, str], *, phone: str, email: str, name: str) -> bool:
    """Tell whether fields of a form name this telephone or address, and no other name."""
    given = {values.get(field, "").strip() for field in NAMES} - {""}
    if name.strip() and given and name.strip() not in given:
        return False
    wanted = telephone(phone)
    if wanted and wanted in {telephone(values.get(field, "")) for field in PHONES}:
        return True
    return bool(email) and folded_email(email) == folded_email(values.get("contact_email", ""))


def drafts_of(*, phone: str, email: str, name: str) -> Iterator[Draft]:
    """Yield drafts of entries that were not handed in and name the person."""
    for draft in Draft.objects.filter(kind=KIND, submission__isnull=True).order_by("pk").iterator():
        if is_theirs(draft_values(draft), phone=phone, email=email, name=name):
            yield draft


def requests_of(*, phone: str, email: str, name: str) -> Iterator[RawPost]:
    """Yield stored requests that made no entry and name the person."""
    for raw in RawPost.objects.filter(kind=KIND, submission__isnull=True).order_by("pk").iterator(chunk_size=50):
        if is_theirs(request_values(raw), phone=phone, email=email, name=name):
            yield raw


def letters_of(*, email: str) -> Iterator[OutboxMail]:
    """Yield letters about drafts to this address."""
    for mail in OutboxMail.objects.filter(submission__isnull=True, purpose=LETTER).order_by("pk").iterator():
        if email and folded_email(mail.recipient.reveal()) == folded_email(email):
            yield mail


def request_values(raw: RawPost) -> dict[str, str]:
    """Return the fields of a stored request, its files left out; nothing of one that cannot be read."""
    body = raw.body.reveal()
    if not raw.content_type.startswith("multipart/"):
        return _first_of(QueryDict(body.decode("utf-8", "replace")))
    # The type is kept without its parameter: the boundary is the body's own first line.
    boundary = body.partition(b"\r\n")[0][2:].decode("latin-1")
    meta = {"CONTENT_TYPE": f"{raw.content_type}; boundary={boundary}", "CONTENT_LENGTH": str(len(body))}
    try:
        fields, _files = MultiPartParser(meta, BytesIO(body), [_Ignored()]).parse()
    except MultiPartParserError:
        return {}
    return _first_of(fields)


def _first_of(fields: Any) -> dict[str, str]:
    return {name: str(fields.get(name)) for name in fields}


class _Ignored(MemoryFileUploadHandler):
    """Drops the bytes of files: only what was typed is looked at."""

    activated = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django's signature
        """Keep nothing."""
        return None

    def file_complete(self, file_size: int) -> None:
        """Make no file."""
