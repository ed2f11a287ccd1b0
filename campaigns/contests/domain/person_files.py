"""Writing out what is held about a person: JSON and the files as they were handed in, in one archive."""

import json
import zipfile
from io import BytesIO
from typing import Any

from campaigns.contests.domain.batch_answers import without_names
from campaigns.contests.domain.person_words import (
    contributor_words,
    draft_words,
    entry_words,
    file_words,
    guardian_words,
    letter_words,
    submission_words,
)
from campaigns.contests.models import BatchRun, InboundMail
from campaigns.contests.queries.held import Held, requests_about
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.intake.models import RawPost


def archive(held: Held) -> bytes:
    """Return the archive: ``person.json`` and folders of files named by entry and position."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("person.json", json.dumps(described(held), ensure_ascii=False, indent=2, default=str))
        for mail in held.mails:
            packed.writestr(f"mails/{mail.pk}.eml", mail.raw.reveal())
        for entry in held.entries:
            _pack_files(packed, f"entries/{entry.submission.number}", entry.submission.files)
            _pack_requests(packed, requests_about(entry.submission))
        for draft in held.drafts:
            _pack_files(packed, f"drafts/{draft.pk}", draft.files)
        _pack_requests(packed, held.requests)
    return out.getvalue()


def _pack_requests(packed: zipfile.ZipFile, requests: Any) -> None:
    for raw in requests:
        packed.writestr(f"requests/{raw.pk}.bin", raw.body.reveal())


def _pack_files(packed: zipfile.ZipFile, folder: str, files: Any) -> None:
    for file in files.filter(state=FileState.COMPLETE).order_by("pk"):
        with packed.open(f"{folder}/{file.pk}{_ending(file.name.reveal())}", "w") as target:
            for piece in read_file(file):
                target.write(piece)


def _ending(name: str) -> str:
    """Return a harmless ending: the name of a stranger's file is data, never a path."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= len("jpeg") else ""


def described(held: Held) -> dict[str, Any]:
    """Return what is held as plain values."""
    return {
        "entries": [entry_words(entry) for entry in held.entries],
        "in_the_entries_of_others": [contributor_words(row) for row in held.contributors],
        "telephone_lent_to": [{"entry": row.entry.submission.number, "phone": row.phone.reveal()} for row in held.lent],
        "as_guardian": [guardian_words(row) for row in held.guardians],
        "mails": [_mail(mail) for mail in held.mails],
        "batches_sent": [_batch(run) for run in held.batches],
        "drafts": [draft_words(draft) for draft in held.drafts],
        "requests": [_request(raw) for raw in held.requests],
        "letters": [letter_words(mail) for mail in held.letters],
        "handed_in_elsewhere": [submission_words(row) for row in held.elsewhere],
    }


def _mail(mail: InboundMail) -> dict[str, Any]:
    return {
        "mail": mail.pk,
        "mailbox": mail.mailbox,
        "sender": mail.sender.reveal(),
        "subject": mail.subject.reveal(),
        "contents": json.loads(mail.contents.reveal() or "{}"),
        "sent_at": mail.sent_at,
        "relayed_at": mail.relayed_at,
        "arrived_at": mail.arrived_at,
        "note": mail.note.reveal(),
        "question": letter_words(mail.question) if mail.question is not None else None,
    }


def _batch(run: BatchRun) -> dict[str, Any]:
    """Return what the sender said of themselves; the pupils in the sheet are other people."""
    return {
        "contest": run.link.contest.title,
        "unit": run.link.unit,
        "teacher": run.teacher.reveal(),
        "phone": run.phone.reveal(),
        "address": run.address.reveal(),
        "postcode": run.postcode.reveal(),
        "attested": run.attested,
        "declared": run.declared,
        "sent_at": run.sent_at,
        "rows": run.rows,
        "taken": run.taken,
        "answers": json.loads(without_names(run)),
        "files": [file_words(file) for file in (run.sheet, run.archive) if file is not None],
    }


def _request(raw: RawPost) -> dict[str, Any]:
    return {"file": f"requests/{raw.pk}.bin", "received_at": raw.received_at, "outcome": raw.outcome}
