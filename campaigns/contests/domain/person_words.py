"""What an entry and its people are in plain values, for the person themselves."""

import json
from typing import Any

from campaigns.contests.models import (
    BatchEntry,
    Contributor,
    Entry,
    EntryCorrection,
    EntryFile,
    FileReading,
    Finding,
    Guardian,
)
from foundation.intake.domain.drafts import draft_values
from foundation.intake.enums import FileState
from foundation.intake.models import Draft, IntakeFile, Submission
from foundation.mail.models import OutboxMail
from foundation.models import AuditLine


def submission_words(row: Submission) -> dict[str, Any]:
    """Return number, times and contact of a submission of any desk."""
    return {
        "number": row.number,
        "kind": row.kind,
        "received_at": row.received_at,
        "erase_on": row.erase_on,
        "contact_name": row.contact_name.reveal(),
        "contact_phone": row.contact_phone.reveal(),
        "contact_email": row.contact_email.reveal(),
        "query_code": row.query_code.reveal(),
        "private_link": row.link_token.reveal(),
    }


def entry_words(entry: Entry) -> dict[str, Any]:
    """Return an entry with everything that hangs on it, what the desk wrote about it included."""
    files = EntryFile.objects.filter(revision__entry=entry).select_related("file").order_by("pk")
    people = entry.contributors.select_related("guardian", "entry__submission")
    draft = Draft.objects.filter(submission_key=entry.submission.submission_key).first()
    return {
        **submission_words(entry.submission),
        "contest": entry.contest.title,
        "rules_version": entry.rule_set.version,
        "group": entry.group.name if entry.group is not None else "",
        "genre": entry.genre,
        "channel": entry.get_channel_display(),
        "region": entry.region.name if entry.region is not None else "",
        "state": entry.get_state_display(),
        "reason": entry.reason,
        "counted_at": entry.counted_at,
        "is_late": entry.is_late,
        "people": [contributor_words(row) for row in people],
        "revisions": list(entry.revisions.values("sequence", "title", "text", "words", "text_sha256", "received_at")),
        "declarations": list(entry.declarations.values("kind", "text", "detail", "made_at")),
        "files": [_entry_file(row) for row in files],
        "letters": [letter_words(mail) for mail in entry.submission.mails.order_by("pk")],
        "draft": draft_words(draft) if draft is not None else None,
        "batch": _batch_words(entry),
        "screenings": list(entry.screenings.values("result", "code", "note", "made_at")),
        "corrections": [_correction_words(row) for row in entry.corrections.order_by("pk")],
        "resemblances": _resemblances(entry),
        "log": _log(entry),
    }


def _entry_file(row: EntryFile) -> dict[str, Any]:
    return {
        **file_words(row.file),
        "caption": row.caption,
        **_reading(row.file),
    }


def _reading(file: IntakeFile) -> dict[str, str]:
    """Return what was read out of a file: place and time of a shot are personal data too."""
    reading = FileReading.objects.filter(file=file).first()
    if reading is None:
        return {"says_of_itself": "", "text": ""}
    return {"says_of_itself": reading.notes.reveal(), "text": reading.text.reveal()}


def _batch_words(entry: Entry) -> dict[str, Any] | None:
    joined = BatchEntry.objects.select_related("run__link").filter(entry=entry).first()
    if joined is None:
        return None
    return {"unit": joined.run.link.unit, "sent_at": joined.run.sent_at, "attested": joined.run.attested}


def _correction_words(row: EntryCorrection) -> dict[str, Any]:
    """Return what the desk put right: before, after, and why."""
    return {
        "kind": row.get_kind_display(),
        "before": json.loads(row.before.reveal() or "{}"),
        "after": json.loads(row.after.reveal() or "{}"),
        "reason": row.reason,
        "made_at": row.made_at,
    }


def _resemblances(entry: Entry) -> list[dict[str, Any]]:
    """Return what was found and said of it; whose the other work is, is not theirs to know."""
    rows = Finding.objects.filter(entry=entry).order_by("pk")
    return [dict(row) for row in rows.values("kind", "share", "shared", "found_at", "state", "reason")]


def _log(entry: Entry) -> list[dict[str, Any]]:
    """Return what was done with the entry and when."""
    keys = {"contests.entry": [str(entry.pk)], "foundation.submission": [str(entry.submission.pk)]}
    found: list[dict[str, Any]] = [
        dict(line)
        for kind, ids in keys.items()
        for line in AuditLine.objects.filter(subject_kind=kind, subject_id__in=ids).values("verb", "at")
    ]
    return sorted(found, key=lambda line: line["at"])


def contributor_words(row: Contributor) -> dict[str, Any]:
    """Return one person of an entry, with their guardian."""
    guardian = getattr(row, "guardian", None)
    return {
        "entry": row.entry.submission.number,
        "is_instructor": row.is_instructor,
        "is_minor": row.is_minor,
        **{name: getattr(row, name).reveal() for name in ("name", "pen_name", "phone", "email", "address", "postcode")},
        "unit": row.unit.reveal(),
        "guardian": guardian_words(guardian) if guardian is not None else None,
    }


def guardian_words(row: Guardian) -> dict[str, Any]:
    """Return a guardian and the consent given."""
    return {
        "name": row.name.reveal(),
        "phone": row.phone.reveal(),
        "relation": row.relation,
        "method": row.get_method_display(),
        "words": row.consent_text,
        "consented_at": row.consented_at,
        "withdrawn_at": row.withdrawn_at,
    }


def file_words(file: IntakeFile) -> dict[str, Any]:
    """Return a file's name, type, size in bytes and digest."""
    return {"name": file.name.reveal(), "type": file.media_type, "size": file.size, "sha256": file.sha256}


def draft_words(draft: Draft) -> dict[str, Any]:
    """Return what was typed, with the link that leads back to it."""
    return {
        "values": draft_values(draft),
        "private_link": draft.token.reveal(),
        "saved_at": draft.saved_at,
        "expires_at": draft.expires_at,
        "files": [file_words(file) for file in draft.files.exclude(state=FileState.ERASED)],
    }


def letter_words(mail: OutboxMail) -> dict[str, Any]:
    """Return a letter that we wrote."""
    return {
        "purpose": mail.purpose,
        "recipient": mail.recipient.reveal(),
        "subject": mail.subject.reveal(),
        "text": mail.body.reveal(),
        "at": mail.sent_at,
    }
