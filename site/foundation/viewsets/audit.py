"""The audit log in the administration: to read, never to change."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from foundation.models import AuditLine, User


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Grants whoever may view the model that, and nobody anything else."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether ``user`` may do ``action``."""
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        """Tell whether ``user`` may do one of ``actions``."""
        return any(self.user_has_permission(user, action) for action in actions)


class AuditIndexView(generic.IndexView):
    """The list of audit lines, the newest first."""

    def get_base_queryset(self) -> QuerySet[AuditLine]:
        """Read the actors along."""
        return AuditLine.objects.select_related("actor", "actor__wagtail_userprofile")


class AuditViewSet(ModelViewSet):
    """The audit log among the reports."""

    model = AuditLine
    icon = "history"
    menu_label = _("Audit log")
    menu_order = 900
    menu_hook = "register_reports_menu_item"
    index_view_class = AuditIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    exclude_form_fields: ClassVar[list[str]] = ["detail"]
    list_per_page = 100
    list_display: ClassVar[list[Any]] = [
        DateColumn("at", label=_("at"), sort_key="at"),
        Column("verb", label=_("verb"), sort_key="verb"),
        Column("subject_kind", label=_("kind"), sort_key="subject_kind"),
        Column("subject_id", label=_("key")),
        UserColumn("actor", label=_("by"), blank_display_name=_("the system")),
        Column("detail", label=_("detail")),
    ]
    list_filter: ClassVar[list[str]] = ["verb", "subject_kind"]
    list_export: ClassVar[list[str]] = ["at", "verb", "subject_kind", "subject_id", "actor", "detail"]
    search_fields: ClassVar[list[str]] = ["verb", "subject_kind", "subject_id"]
    ordering: ClassVar[tuple[str, ...]] = ("-at", "-pk")
