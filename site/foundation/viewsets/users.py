"""Accounts in the administration."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserForm
from wagtail.users.views.users import CreateView, EditView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from foundation.forms.users import UserCreationForm, UserEditForm
from foundation.models import User
from foundation.views.audited import AuditedCreateView, AuditedEditView
from foundation.views.unexported import NO_FORMATS


class UserIndexView(IndexView):
    """The list of accounts, to search by full name, username or e-mail."""

    FORMATS = NO_FORMATS
    search_fields = ("username", "name", "email")

    @property
    def columns(self) -> list[Column]:
        """Show the organisation after the username."""
        columns: list[Column] = list(super().columns)
        # Wagtail sorts by name only where there are a first and a last one.
        next(column for column in columns if column.name == "name").sort_key = "name"
        position = next(index for index, column in enumerate(columns) if column.name == User.USERNAME_FIELD) + 1
        return [*columns[:position], Column("organisation", label=_("organisation")), *columns[position:]]

    def get_base_queryset(self) -> QuerySet[User]:
        """Read the organisation and Wagtail's profile along."""
        return User.objects.select_related("organisation", "wagtail_userprofile")

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Order by our one name."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering, "pk")
        ordered: QuerySet[User] = super().order_queryset(queryset)
        return ordered


class UserCreateView(AuditedCreateView, CreateView):
    """Creates an account and records it."""


class UserEditView(AuditedEditView, EditView):
    """Changes an account and records it."""


class UserViewSet(WagtailUserViewSet):
    """Wagtail's administration of accounts with our forms and templates."""

    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    template_prefix = "foundation/users/"

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        """Return our forms, with one full name."""
        return UserEditForm if for_update else UserCreationForm
