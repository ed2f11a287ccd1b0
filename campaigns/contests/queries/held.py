"""Everything the competitions hold about one person, found by the keyed digest of a telephone or an e-mail address."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from campaigns.contests.models import Contributor, Entry, Guardian, InboundMail
from foundation.models import Submission
from foundation.secrets.indexing import index_candidates


@dataclass(frozen=True)
class Held:
    """What is held: whole entries, single rows of people in the entries of others, mails, and other submissions."""

    entries: list[Entry] = field(default_factory=list)
    contributors: list[Contributor] = field(default_factory=list)
    guardians: list[Guardian] = field(default_factory=list)
    mails: list[InboundMail] = field(default_factory=list)
    elsewhere: list[Submission] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing is held."""
        return not (self.entries or self.contributors or self.guardians or self.mails or self.elsewhere)

    def counts(self) -> dict[str, int]:
        """Return how many of each."""
        names = ("entries", "contributors", "guardians", "mails", "elsewhere")
        return {name: len(getattr(self, name)) for name in names}


def held_about(*, phone: str = "", email: str = "") -> Held:
    """Return what is held about whoever has this telephone or address; nothing for two empty values.

    An entry is theirs when they handed it in, wrote it alone, or are the guardian of who wrote it alone. In the entry
    of others (as one of several authors, as teacher, as guardian of one of several) only their own row is.
    """
    phones, mails = index_candidates(phone, "telephone"), index_candidates(email, "email")
    people = list(_people(phones, mails))
    guardians = list(Guardian.objects.filter(phone_index__in=phones).select_related("contributor").order_by("pk"))
    submissions = list(_contact(phones, mails))
    own = {row.pk for row in submissions if row.kind == "entry"}
    touched = {row.entry_id for row in people} | {row.contributor.entry_id for row in guardians}
    own |= {key for key in touched if _is_alone(key, people, guardians)}
    entries = Entry.objects.filter(pk__in=own).select_related("submission", "contest", "group", "head", "rule_set")
    sent = Q(sender_index__in=mails) | Q(entries__in=own)
    return Held(
        entries=list(entries.order_by("pk")),
        contributors=[row for row in people if row.entry_id not in own],
        guardians=[row for row in guardians if row.contributor.entry_id not in own],
        mails=list(InboundMail.objects.filter(sent, erased_at__isnull=True).distinct().order_by("pk")),
        elsewhere=[row for row in submissions if row.kind != "entry"],
    )


def _people(phones: list[str], mails: list[str]) -> Any:
    found = Contributor.objects.filter(Q(phone_index__in=phones) | Q(email_index__in=mails))
    return found.select_related("entry__submission").order_by("pk")


def _contact(phones: list[str], mails: list[str]) -> Any:
    found = Q(contact_phone_index__in=phones) | Q(contact_email_index__in=mails)
    return Submission.objects.filter(found, erased_at__isnull=True).order_by("pk")


def _is_alone(entry: int, people: list[Contributor], guardians: list[Guardian]) -> bool:
    """Tell whether the person, or the child they speak for, is the only author of an entry."""
    authors = set(Contributor.objects.filter(entry=entry, is_instructor=False).values_list("pk", flat=True))
    theirs = {row.pk for row in people} | {row.contributor_id for row in guardians}
    return bool(authors) and authors <= theirs
