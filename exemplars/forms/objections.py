"""The public form of an objection, and the desk's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exemplars.enums import ObjectionState
from exemplars.models import Nomination
from exemplars.queries.notices import open_to_objection, shown
from exemplars.rules.notices import CLOSED_OBJECTIONS
from foundation.intake.forms import CleanTextField, IntakeForm


def nominee_choices() -> list[tuple[str, str]]:
    """Return those to whom one may object now, named as the notice names them."""
    offered = [("", str(_("Please choose")))]
    for nomination in open_to_objection():
        seen = shown(nomination)
        offered.append((str(nomination.pk), f"{nomination.round} · {seen.category} · {seen.name}"))
    return offered


class ObjectionForm(IntakeForm):
    """To whom, and why; name and telephone are required, because nothing anonymous can be checked."""

    about = forms.ChoiceField(
        label=_("To whom do you object?"),
        choices=nominee_choices,
        error_messages={
            "required": _("Please choose."),
            "invalid_choice": _("The public notice of this nominee is over. Please telephone us."),
        },
    )
    statement = CleanTextField(
        label=_("What speaks against it"),
        help_text=_("Facts that can be checked: when, where, what, who knows of it. At most 3,000 characters."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Please say what speaks against it.")},
    )
    field_order = ("about", "statement")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in (
            ("contact_name", _("Please give your name. Only those who check the objection see it.")),
            ("contact_phone", _("Please give your telephone. Only those who check the objection see it.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence

    def clean_about(self) -> Nomination:
        """Return the nomination in place of its key."""
        return Nomination.objects.select_related("round").get(pk=self.cleaned_data["about"])


class FindingForm(forms.Form):
    """Closing an objection."""

    outcome = forms.ChoiceField(
        label=_("Result"),
        choices=[(state.value, state.label) for state in ObjectionState if state in CLOSED_OBJECTIONS],
    )
    finding = CleanTextField(
        label=_("Finding"),
        help_text=_("The objector sees it at the look-up. Name nobody."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write down what was found.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
