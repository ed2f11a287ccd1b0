"""Writing out what is held about a person: JSON and the files as they were handed in, in one archive."""

import json
import zipfile
from io import BytesIO
from typing import Any

from campaigns.contests.models import Contributor, Entry, EntryFile, FileReading, Guardian, InboundMail
from campaigns.contests.queries.held import Held
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.models import IntakeFile, Submission


def archive(held: Held) -> bytes:
    """Return the archive: ``person.json`` and folders of files named by entry and position."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("person.json", json.dumps(described(held), ensure_ascii=False, indent=2, default=str))
        for mail in held.mails:
            packed.writestr(f"mails/{mail.pk}.eml", mail.raw.reveal())
        for entry in held.entries:
            _pack_files(packed, entry)
    return out.getvalue()


def _pack_files(packed: zipfile.ZipFile, entry: Entry) -> None:
    for file in entry.submission.files.filter(state=FileState.COMPLETE).order_by("pk"):
        name = f"entries/{entry.submission.number}/{file.pk}{_ending(file.name.reveal())}"
        with packed.open(name, "w") as target:
            for piece in read_file(file):
                target.write(piece)


def _ending(name: str) -> str:
    """Return a harmless ending: the name of a stranger's file is data, never a path."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) <= len("jpeg") else ""


def described(held: Held) -> dict[str, Any]:
    """Return what is held as plain values."""
    return {
        "entries": [_entry(entry) for entry in held.entries],
        "in_the_entries_of_others": [_contributor(row) for row in held.contributors],
        "as_guardian": [_guardian(row) for row in held.guardians],
        "mails": [_mail(mail) for mail in held.mails],
        "handed_in_elsewhere": [_submission(row) for row in held.elsewhere],
    }


def _submission(row: Submission) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "received_at": row.received_at,
        "erase_on": row.erase_on,
        "contact_name": row.contact_name.reveal(),
        "contact_phone": row.contact_phone.reveal(),
        "contact_email": row.contact_email.reveal(),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    files = EntryFile.objects.filter(revision__entry=entry).select_related("file").order_by("pk")
    return {
        **_submission(entry.submission),
        "contest": entry.contest.title,
        "rules_version": entry.rule_set.version,
        "group": entry.group.name if entry.group is not None else "",
        "genre": entry.genre,
        "channel": entry.get_channel_display(),
        "state": entry.get_state_display(),
        "reason": entry.reason,
        "is_late": entry.is_late,
        "people": [_contributor(row) for row in entry.contributors.select_related("guardian", "entry__submission")],
        "revisions": list(entry.revisions.values("sequence", "title", "text", "words", "text_sha256", "received_at")),
        "declarations": list(entry.declarations.values("kind", "text", "detail", "made_at")),
        "files": [
            {
                "name": row.file.name.reveal(),
                "type": row.file.media_type,
                "size": row.file.size,
                "sha256": row.file.sha256,
                "caption": row.caption,
                "says_of_itself": _notes(row.file),
            }
            for row in files
        ],
        "letters": [
            {"purpose": mail.purpose, "subject": mail.subject.reveal(), "text": mail.body.reveal(), "at": mail.sent_at}
            for mail in entry.submission.mails.order_by("pk")
        ],
        "screenings": list(entry.screenings.values("result", "code", "note", "made_at")),
    }


def _notes(file: IntakeFile) -> str:
    """Return what a picture's file says of itself: place and time of the shot are personal data too."""
    reading = FileReading.objects.filter(file=file).first()
    return reading.notes.reveal() if reading is not None else ""


def _contributor(row: Contributor) -> dict[str, Any]:
    guardian = getattr(row, "guardian", None)
    return {
        "entry": row.entry.submission.number,
        "is_instructor": row.is_instructor,
        "is_minor": row.is_minor,
        **{name: getattr(row, name).reveal() for name in ("name", "pen_name", "phone", "email", "address", "postcode")},
        "unit": row.unit.reveal(),
        "guardian": _guardian(guardian) if guardian is not None else None,
    }


def _guardian(row: Guardian) -> dict[str, Any]:
    return {
        "name": row.name.reveal(),
        "phone": row.phone.reveal(),
        "relation": row.relation,
        "method": row.get_method_display(),
        "words": row.consent_text,
        "consented_at": row.consented_at,
        "withdrawn_at": row.withdrawn_at,
    }


def _mail(mail: InboundMail) -> dict[str, Any]:
    return {
        "mail": mail.pk,
        "mailbox": mail.mailbox,
        "sender": mail.sender.reveal(),
        "subject": mail.subject.reveal(),
        "contents": json.loads(mail.contents.reveal() or "{}"),
        "arrived_at": mail.arrived_at,
        "note": mail.note.reveal(),
    }
