"""A viewset whose changes stand in the audit log."""

from wagtail.admin.viewsets.model import ModelViewSet

from foundation.views.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from foundation.views.unexported import UnexportedIndexView


class AuditedViewSet(ModelViewSet):
    """Lists, creates, changes and deletes; every change is recorded. Copying is off: names and codes are unique."""

    index_view_class = UnexportedIndexView
    add_view_class = AuditedCreateView
    edit_view_class = AuditedEditView
    delete_view_class = AuditedDeleteView
    copy_view_enabled = False
    list_per_page = 50
