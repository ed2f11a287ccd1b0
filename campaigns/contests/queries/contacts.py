"""Finding entries by who is behind them: by the keyed digest of an exact telephone, address or name."""

from django.db.models import Q, QuerySet

from campaigns.contests.models import Contributor, Entry, Guardian
from campaigns.contests.queries.entry_desk import listed_entries
from foundation.secrets.indexing import index_candidates


def entries_of_contact(value: str) -> "QuerySet[Entry]":
    """Return the entries where this telephone, e-mail address or name was given, whole; no part of one finds any."""
    text = value.strip()
    phones, mails = index_candidates(text, "telephone"), index_candidates(text, "email")
    people = Contributor.objects.filter(
        Q(phone_index__in=phones) | Q(email_index__in=mails) | Q(name_index__in=index_candidates(text, "exact"))
    )
    guardians = Guardian.objects.filter(phone_index__in=phones)
    return listed_entries().filter(
        Q(submission__contact_phone_index__in=phones)
        | Q(submission__contact_email_index__in=mails)
        | Q(pk__in=people.values("entry"))
        | Q(pk__in=guardians.values("contributor__entry"))
    )
