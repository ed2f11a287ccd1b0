"""The competitions tell the search which of their models have documents."""

from campaigns.contests.models import ContestPage
from campaigns.contests.queries.documents import describe_contest, described_contests
from search import registry

registry.register(ContestPage, describe_contest, queryset=described_contests)
