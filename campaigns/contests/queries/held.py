"""Everything the competitions hold about one person, found by the keyed digest of a telephone or an e-mail address."""

from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import Q, QuerySet

from campaigns.contests.models import BatchEntry, BatchRun, Contributor, Entry, Guardian, InboundMail
from campaigns.contests.queries.held_unsent import drafts_of, letters_of, requests_of
from foundation.intake.models import Draft, RawPost, Submission
from foundation.mail.models import OutboxMail
from foundation.secrets.indexing import index_candidates


@dataclass(frozen=True)
class Held:
    """What is held: whole entries, single rows of people in the entries of others, and whatever else names them.

    ``lent`` are authors of a batch who gave no telephone of their own: their rows bear that of the person who sent it.
    ``batches`` are those that the person sent. ``drafts``, ``requests`` and ``letters`` belong to no entry.
    """

    entries: list[Entry] = field(default_factory=list)
    contributors: list[Contributor] = field(default_factory=list)
    lent: list[Contributor] = field(default_factory=list)
    guardians: list[Guardian] = field(default_factory=list)
    mails: list[InboundMail] = field(default_factory=list)
    batches: list[BatchRun] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    requests: list[RawPost] = field(default_factory=list)
    letters: list[OutboxMail] = field(default_factory=list)
    elsewhere: list[Submission] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is held."""
        return not any(self.counts().values())

    @property
    def names(self) -> set[str]:
        """Return the different names of authors among what counts as the person's."""
        rows = [row for entry in self.entries for row in entry.contributors.all() if row.position == 0]
        return {row.name.reveal().strip() for row in rows}

    @property
    def unsent(self) -> int:
        """Count what belongs to no entry."""
        return len(self.drafts) + len(self.requests) + len(self.letters)

    def counts(self) -> dict[str, int]:
        """Return how many of each."""
        return {each.name: len(getattr(self, each.name)) for each in fields(self)}


def held_about(*, phone: str = "", email: str = "", name: str = "") -> Held:
    """Return what is held about whoever has this telephone or address; nothing for two empty values.

    Several people may share a telephone (a clerk's stands under a whole village): ``name`` tells them apart.

    An entry is theirs when they handed it in, wrote it alone, or are the guardian of who wrote it alone. In the entry
    of others (as one of several authors, as teacher, as guardian of one of several) only their own row is. Who sent a
    unit's batch handed in the pupils' entries for the pupils: those are not theirs.
    """
    phones, mails = index_candidates(phone, "telephone"), index_candidates(email, "email")
    guardians = [row for row in _guardians(phones) if _is_named(row, name)]
    spoken_for = {row.contributor_id for row in guardians}
    found = list(_people(phones, mails))
    batches = [run for run in _batches(phones) if _is_called(run.teacher.reveal(), name)]
    sent_by = set(BatchEntry.objects.filter(run__in=batches).values_list("entry_id", flat=True))
    lent = [row for row in found if _is_lent(row, sent_by) and row.pk not in spoken_for]
    people = [row for row in found if row not in lent and (row.pk in spoken_for or _is_named(row, name))]
    not_theirs = {row.entry_id for row in found if row.position == 0 and row not in people}
    submissions = list(_contact(phones, mails))
    own = {row.pk for row in submissions if row.kind == "entry"} - not_theirs
    touched = {row.entry_id for row in people} | {row.contributor.entry_id for row in guardians}
    own |= {key for key in touched if _is_alone(key, people, guardians)}
    entries = Entry.objects.filter(pk__in=own).select_related(
        "submission", "contest", "group", "head", "rule_set", "region"
    )
    sent = Q(sender_index__in=mails) | Q(entries__in=own)
    return Held(
        entries=list(entries.prefetch_related("contributors").order_by("pk")),
        contributors=[row for row in people if row.entry_id not in own],
        lent=lent,
        guardians=[row for row in guardians if row.contributor.entry_id not in own],
        mails=list(InboundMail.objects.filter(sent, erased_at__isnull=True).distinct().order_by("pk")),
        batches=batches,
        drafts=list(drafts_of(phone=phone, email=email, name=name)),
        requests=list(requests_of(phone=phone, email=email, name=name)),
        letters=list(letters_of(email=email)),
        elsewhere=[row for row in submissions if row.kind != "entry"],
    )


def _is_lent(row: Contributor, sent_by: set[int]) -> bool:
    return not row.is_instructor and row.entry_id in sent_by


def _is_named(row: Contributor | Guardian, name: str) -> bool:
    return _is_called(row.name.reveal(), name)


def _is_called(found: str, name: str) -> bool:
    return not name.strip() or found.strip() == name.strip()


def _guardians(phones: list[str]) -> QuerySet[Guardian]:
    return Guardian.objects.filter(phone_index__in=phones).select_related("contributor").order_by("pk")


def _people(phones: list[str], mails: list[str]) -> QuerySet[Contributor]:
    found = Contributor.objects.filter(Q(phone_index__in=phones) | Q(email_index__in=mails))
    return found.select_related("entry__submission").order_by("pk")


def _contact(phones: list[str], mails: list[str]) -> QuerySet[Submission]:
    found = Q(contact_phone_index__in=phones) | Q(contact_email_index__in=mails)
    return Submission.objects.filter(found, erased_at__isnull=True).order_by("pk")


def _batches(phones: list[str]) -> QuerySet[BatchRun]:
    found = BatchRun.objects.filter(phone_index__in=phones, erased_at__isnull=True)
    return found.select_related("link__contest", "sheet", "archive").order_by("pk")


def _is_alone(entry: int, people: list[Contributor], guardians: list[Guardian]) -> bool:
    """Tell whether the person, or the child they speak for, is the only author of an entry."""
    authors = set(Contributor.objects.filter(entry=entry, is_instructor=False).values_list("pk", flat=True))
    theirs = {row.pk for row in people} | {row.contributor_id for row in guardians}
    return bool(authors) and authors <= theirs


def requests_about(submission: Submission) -> QuerySet[Any]:
    """Return every stored request of a submission, those refused before it came about too."""
    tries = Q(submission=submission) | Q(submission_key=str(submission.submission_key))
    return RawPost.objects.filter(tries).order_by("pk")
