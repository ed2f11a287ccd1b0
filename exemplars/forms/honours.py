"""The forms with which consents and honours are recorded."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser

from exemplars.enums import ConsentScope, HonourState, RoundState
from exemplars.models import ConsentRecord, ExemplarPage, Honour, ProgrammeCategory, Round
from foundation.intake.forms import CleanTextField
from foundation.keys import key_in


class _ExemplarChooser(AdminPageChooser):
    """Wagtail's chooser, which breaks when it draws a key again that is no number."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the key that was chosen; what is no key chooses nothing."""
        return key_in(str(super().value_from_datadict(data, files, name) or "")) or None


class _CategoryField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic when it runs
    """Categories with their programmes: 助人为乐 is one in each."""

    def label_from_instance(self, obj: Any) -> str:
        """Name both."""
        return f"{obj.programme} · {obj}"


class ConsentForm(WagtailAdminModelForm):
    """What somebody agreed to; one record is made for each thing."""

    scopes = forms.MultipleChoiceField(
        label=_("consent to"), choices=ConsentScope.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ConsentRecord
        fields: ClassVar[list[str]] = ["exemplar", "giver", "given_on", "expires_on"]
        widgets: ClassVar[dict[str, Any]] = {"exemplar": _ExemplarChooser(target_models=[ExemplarPage])}


class HonourForm(WagtailAdminModelForm):
    """An honour of an exemplar."""

    state = forms.ChoiceField(
        label=_("state"), choices=[(state.value, state.label) for state in (HonourState.WINNER, HonourState.NOMINEE)]
    )

    category = _CategoryField(
        label=_("category"),
        queryset=ProgrammeCategory.objects.select_related("programme").order_by("programme", "sort_order", "pk"),
        required=False,
    )

    class Meta:
        model = Honour
        widgets: ClassVar[dict[str, Any]] = {"exemplar": _ExemplarChooser(target_models=[ExemplarPage])}
        fields: ClassVar[list[str]] = [
            "exemplar",
            "programme",
            "round",
            "category",
            "year",
            "awarded_on",
            "document_number",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = Round.objects.filter(state=RoundState.ANNOUNCED)
        self.fields["round"].help_text = _(
            "Only rounds that are announced; those under way are announced at their desk."
        )


class DocumentForm(forms.Form):
    """By which document something was awarded."""

    document_number = CleanTextField(
        label=_("document number"),
        help_text=_("As it stands on the document, such as 澄文明〔2026〕11号. It can be written later, too."),
        max_length=60,
        required=False,
    )


class RevocationForm(forms.Form):
    """Why an honour is revoked; kept in the records and never shown to readers."""

    reason = forms.CharField(label=_("why it was revoked"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PastSheetForm(forms.Form):
    """A filled-in sheet of past honours."""

    sheet = forms.FileField(
        label=_("Filled-in sheet (.xlsx or .csv)"),
        error_messages={"required": _("Please choose the filled-in sheet.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
