"""The passer-by's form, and the unit's."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import DamageState
from campaigns.models import Placement
from campaigns.queries.placements import placement_of_code
from foundation.intake.forms import CleanTextField, IntakeForm
from foundation.widgets import DayInput

CODE_CHARACTERS: Final = 20


class DamageReportForm(IntakeForm):
    """What is damaged, at which sticker. Nobody has to say who they are."""

    code = CleanTextField(
        label=_("Code on the sticker"),
        help_text=_("Eight letters and digits under the QR code."),
        max_length=CODE_CHARACTERS,
        error_messages={"required": _("Please give the code on the sticker.")},
    )
    what = CleanTextField(
        label=_("What is damaged"),
        help_text=_("For example: fallen down, torn, dark, covered by other bills. At most 500 characters."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Please say what is damaged."),
            "max_length": _("Please shorten this to 500 characters; there are %(show_value)d now."),
        },
    )
    field_order = ("code", "what")

    def clean_code(self) -> str:
        """Refuse a code that is on no sticker."""
        text: str = self.cleaned_data["code"]
        if placement_of_code(text) is None:
            raise ValidationError(_("There is no such code. Please check it on the sticker."), code="unknown")
        return text

    @property
    def placement(self) -> Placement | None:
        """What hangs at the sticker, for the page to show."""
        return placement_of_code(str(self["code"].value() or "")[:CODE_CHARACTERS])


class CloseDamageForm(forms.Form):
    """How a task ends, always with a photo."""

    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=[
            (state, state.label) for state in (DamageState.REPAIRED, DamageState.TAKEN_DOWN, DamageState.UNFOUNDED)
        ],
    )
    on = forms.DateField(
        label=_("Photo taken on"),
        widget=DayInput(),
        error_messages={"required": _("Please say when the photo was taken.")},
    )
    photo = forms.FileField(
        label=_("Photo of how it looks now"),
        help_text=_("JPG, PNG or WebP. A task is closed with a photo only."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Please add a photo: a task is closed with a photo only.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day
