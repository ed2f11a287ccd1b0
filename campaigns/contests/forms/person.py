"""Asking what is held about a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class PersonForm(forms.Form):
    """Telephone or address, whole: a part of one finds nobody."""

    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=40)
    email = forms.CharField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Needed where several people share the telephone."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("phone") and not cleaned.get("email"):
            raise ValidationError(_("Please give a telephone number or an e-mail address."), code="nobody")
        return cleaned


class EraseForm(PersonForm):
    """The same, with the tick without which nothing is erased."""

    is_sure = forms.BooleanField(label=gettext_lazy("The person asked for it, and I know that it cannot be undone."))
