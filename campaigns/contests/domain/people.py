"""Writing down and forgetting the people of an entry."""

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
        _store_consent(row, person.consent)


def _store_consent(contributor: Contributor, consent: Consent) -> None:
    received_at = contributor.entry.submission.received_at
    Guardian.objects.create(
        contributor=contributor,
        name=consent.name,
        relation=consent.relation,
        phone=consent.phone,
        method=consent.method,
        consent_text=consent.text,
        consented_at=received_at,
    )


def erase_people(entry: Entry) -> None:
    """Empty every sealed value of authors, teacher and guardians."""
    for contributor in Contributor.objects.select_for_update().filter(entry=entry):
        contributor.save(update_fields=erase_sealed(contributor))
    for guardian in Guardian.objects.select_for_update().filter(contributor__entry=entry):
        guardian.save(update_fields=erase_sealed(guardian))
