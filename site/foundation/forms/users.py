"""The forms of an account: one full name, as Chinese names are written."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserForm as WagtailUserForm

from foundation.models import User
from foundation.widgets import OrganisationChooser


class UserForm(WagtailUserForm):
    """An account without Wagtail's first and last name."""

    first_name = None
    last_name = None
    email = forms.EmailField(required=False, label=_("E-mail"))


class UserCreationForm(UserForm):
    """A new account."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "username",
            "name",
            "email",
            "telephone",
            "organisation",
            "is_superuser",
            "groups",
        ]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {
            "groups": forms.CheckboxSelectMultiple,
            "organisation": OrganisationChooser,
        }


class UserEditForm(UserForm):
    """An account that exists; its owner cannot shut it or take the administrator's right away."""

    password_required = False

    class Meta(UserCreationForm.Meta):
        fields: ClassVar[list[str]] = [*UserCreationForm.Meta.fields, "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]
            del self.fields["is_superuser"]


class OwnNameForm(forms.ModelForm[User]):
    """What everybody may change of his own account."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name", "email", "telephone"]
