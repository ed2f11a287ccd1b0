"""The desk's form of a programme."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from exemplars.enums import SubjectKind
from exemplars.models import Programme


class ProgrammeForm(WagtailAdminModelForm):
    """Offers the kinds of subject as boxes to tick."""

    subjects = forms.MultipleChoiceField(
        label=_("who can be nominated"), choices=SubjectKind, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Programme
        fields: ClassVar[list[str]] = ["subjects"]
