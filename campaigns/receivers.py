"""The campaigns tell the search which of their models have documents, and keep the sizes of ads in step."""

from campaigns.models import PsaPage
from campaigns.queries.documents import describe_psa, described_psas
from search import registry

registry.register(PsaPage, describe_psa, queryset=described_psas)
