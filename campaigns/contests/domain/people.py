"""Writing down and forgetting the people of an entry."""

from datetime import datetime

from django.utils import timezone

from campaigns.contests.domain.pieces import Consent, Person, Piece
from campaigns.contests.models import Contributor, Entry, Guardian
from foundation.secrets.domain.erasure import erase_sealed


def store_people(entry: Entry, piece: Piece) -> None:
    """Write down authors in order, then the teacher, each with a guardian's consent if there is one."""
    named = [(person, False) for person in piece.people]
    if piece.instructor is not None:
        named.append((piece.instructor, True))
    for position, (person, is_instructor) in enumerate(named):
        _store_person(entry, person, position, is_instructor=is_instructor)


def _store_person(entry: Entry, person: Person, position: int, *, is_instructor: bool) -> None:
    row = Contributor.objects.create(
        entry=entry,
        position=position,
        is_instructor=is_instructor,
        is_minor=person.is_minor,
        name=person.name,
        pen_name=person.pen_name,
        phone=person.phone,
        email=person.email,
        address=person.address,
        postcode=person.postcode,
        unit=person.unit,
    )
    if person.consent is not None:
        _store_consent(row, person.consent, entry.submission.received_at)


def _store_consent(contributor: Contributor, consent: Consent, at: datetime) -> None:
    write_consent(Guardian(contributor=contributor), consent, at)


def write_consent(guardian: Guardian, consent: Consent, at: datetime) -> None:
    """Write down a consent given now; one that was withdrawn holds again."""
    guardian.name, guardian.relation, guardian.phone = consent.name, consent.relation, consent.phone
    guardian.method, guardian.consent_text = consent.method, consent.text
    guardian.consented_at, guardian.withdrawn_at = at, None
    guardian.save()


def renew_author(entry: Entry, author: Person) -> None:
    """Write the first author's particulars anew, with the guardian's consent if there is one now."""
    row = Contributor.objects.select_for_update().get(entry=entry, position=0)
    for name in ("name", "pen_name", "phone", "email", "address", "postcode", "unit", "is_minor"):
        setattr(row, name, getattr(author, name))
    row.save()
    if author.consent is None:
        return
    guardian = Guardian.objects.select_for_update().filter(contributor=row).first()
    if guardian is None or guardian.withdrawn_at is not None:
        write_consent(guardian or Guardian(contributor=row), author.consent, timezone.now())
        return
    consent = author.consent
    guardian.name, guardian.relation, guardian.phone = consent.name, consent.relation, consent.phone
    guardian.save()


def erase_people(entry: Entry) -> None:
    """Empty every sealed value of authors, teacher and guardians."""
    for contributor in Contributor.objects.select_for_update().filter(entry=entry):
        contributor.save(update_fields=erase_sealed(contributor))
    for guardian in Guardian.objects.select_for_update().filter(contributor__entry=entry):
        erase_guardian(guardian)


def erase_guardian(guardian: Guardian) -> None:
    """Empty name, telephone and relation; method and times of the consent stay."""
    guardian.relation = ""
    guardian.save(update_fields=[*erase_sealed(guardian), "relation"])
