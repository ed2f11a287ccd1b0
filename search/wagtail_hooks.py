"""What the search adds to the admin."""

from wagtail import hooks

from search.viewsets import SynonymViewSet, synonym_viewset


def register_synonyms() -> SynonymViewSet:
    """Give editors the list of synonyms."""
    return synonym_viewset


hooks.register("register_admin_viewset", register_synonyms)
