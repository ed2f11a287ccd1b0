"""The form by which another unit offers an ad, and the desk's answer to it."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import PsaKind
from campaigns.models import PsaCategory
from foundation.intake.forms import CleanTextField, IntakeForm
from foundation.widgets import DayInput

LICENCE: Final = _("Any unit may print, hang and broadcast it free of charge, name the producer and change nothing.")


class OfferForm(IntakeForm):
    """The work and the rights in it. Its files come with it."""

    title = CleanTextField(
        label=_("Title of the ad"),
        max_length=60,
        error_messages={"required": _("Please give the ad a title.")},
    )
    category = forms.ModelChoiceField(
        label=_("What it is about"),
        queryset=PsaCategory.objects.all(),
        to_field_name="name",
        error_messages={
            "required": _("Please choose what it is about."),
            "invalid_choice": _("Please choose one of the list."),
        },
    )
    psa_kind = forms.ChoiceField(
        label=_("Kind of ad"),
        choices=PsaKind,
    )
    wording = CleanTextField(
        label=_("Words of the ad"),
        help_text=_("As they are read or heard. No product, address, web address or telephone number."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    introduction = CleanTextField(
        label=_("For which occasion it is meant"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    unit = CleanTextField(
        label=_("Your unit"),
        max_length=120,
        error_messages={"required": _("Please name the unit that offers the ad.")},
    )
    producer = CleanTextField(
        label=_("Producer, if it is another"),
        max_length=120,
        required=False,
    )
    licence_text = CleanTextField(
        label=_("What others may do with it"),
        initial=LICENCE,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what others may do with the ad.")},
    )
    valid_until = forms.DateField(
        label=_("Last day on which it may be shown"),
        widget=DayInput(),
        required=False,
        error_messages={"invalid": _("Please give a day such as 2026-12-31.")},
    )
    rights = forms.ChoiceField(
        label=_("Your right to the work"),
        choices=[("", "---------"), ("yes", _("Our unit made it, or may pass it on with these rights"))],
        error_messages={"required": _("We can take it only if your unit may pass it on.")},
    )
    conditional_fields = ("wording", "producer")
    field_order = (
        "title",
        "category",
        "psa_kind",
        "wording",
        "introduction",
        "unit",
        "producer",
        "licence_text",
        "valid_until",
        "rights",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words where the ad is words only."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("psa_kind") == PsaKind.COPY and not cleaned.get("wording"):
            self.add_error("wording", ValidationError(_("Please write the words of the ad here."), code="required"))
        return cleaned

    def clean_valid_until(self) -> dt.date | None:
        """Refuse a day that is over."""
        day: dt.date | None = self.cleaned_data["valid_until"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day is over already."), code="over")
        return day


class OfferAnswerForm(forms.Form):
    """Refusing an offer, with the reason that the unit reads."""

    reason = CleanTextField(
        label=_("Reason"),
        help_text=_("The unit sees it on the look-up page, and by e-mail if an address was left. Name nobody."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say why; the unit is waiting for an answer.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
