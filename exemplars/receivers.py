"""The exemplars tell the search which of their models have documents."""

from exemplars.models import ExemplarPage
from exemplars.queries.documents import describe_exemplar, described_exemplars
from search import registry

registry.register(ExemplarPage, describe_exemplar, queryset=described_exemplars)
