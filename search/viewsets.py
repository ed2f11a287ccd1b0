"""The admin's list of synonyms."""

from django.utils.translation import gettext_lazy as _

from foundation.viewsets.audited import AuditedViewSet
from search.models import Synonym


class SynonymViewSet(AuditedViewSet):
    """Editors keep the synonyms; what they save is effective at the next query, and stands in the audit log."""

    model = Synonym
    icon = "search"
    menu_label = _("Search synonyms")
    menu_name = "search-synonyms"
    add_to_settings_menu = True
    form_fields = ("short", "full_forms")
    list_display = ("short", "full_forms")
    search_fields = ("short", "full_forms")
    search_backend_name = None
    ordering = ("short",)
    inspect_view_enabled = False


synonym_viewset = SynonymViewSet("search_synonyms")
