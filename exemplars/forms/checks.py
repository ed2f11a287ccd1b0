"""The desk's forms for letters to other offices, their answers, and sealed sheets."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exemplars.enums import CheckOpinion, NominationState
from exemplars.models import Nomination, OfficeCheck, Round
from exemplars.queries.checks import askable
from foundation.intake.forms import CleanTextField
from foundation.widgets import DayInput

DATE = DayInput()
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"


class _DeskForm(forms.Form):
    """What the desk's forms share: the server's sentences in place of the browser's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


class AskOfficeForm(_DeskForm):
    """Which office, about whom, what, until when."""

    office = CleanTextField(
        label=_("office that is asked"),
        help_text=_("As it stands on the letter, such as 澄川市公安局."),
        max_length=120,
        error_messages={"required": _("Please name the office.")},
    )
    nominations = forms.MultipleChoiceField(
        label=_("About whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one nominee.")},
    )
    question = CleanTextField(
        label=_("what is asked"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write what is asked.")},
    )
    asked_on = forms.DateField(label=_("asked on"), widget=DATE)
    due_on = forms.DateField(label=_("answer due on"), widget=DATE)
    field_order = ("office", "nominations", "question", "asked_on", "due_on")

    def __init__(self, *args: Any, round_: Round, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(nomination.pk): nomination for nomination in askable(round_)}
        choices: forms.MultipleChoiceField = self.fields["nominations"]  # type: ignore[assignment] # declared above
        choices.choices = [
            (key, f"{each.name} · {each.category} · {each.get_state_display()}") for key, each in self.found.items()
        ]
        listed = [
            key
            for key, each in self.found.items()
            if each.state in (NominationState.SHORTLISTED, NominationState.SELECTED)
        ]
        choices.initial = [chosen] if chosen in self.found else listed

    def clean_nominations(self) -> list[Nomination]:
        """Return the nominations in place of their keys."""
        return [self.found[key] for key in self.cleaned_data["nominations"]]


class OfficeAnswerForm(_DeskForm):
    """What an office answered, about whom, and its letter as a file."""

    checks = forms.MultipleChoiceField(
        label=_("About whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one nominee.")},
    )
    opinion = forms.ChoiceField(label=_("opinion of the office"), choices=CheckOpinion)
    answer = CleanTextField(
        label=_("Answer in words"),
        help_text=_("Kept sealed. An objection needs its reasons."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answered_on = forms.DateField(label=_("answered on"), widget=DATE)
    file = forms.FileField(
        label=_("Answer as a file (optional)"),
        help_text=_("A scan or photograph: JPG, PNG, WEBP or PDF, up to 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, lines: list[OfficeCheck], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(line.pk): line for line in lines if line.answered_on is None}
        choices: forms.MultipleChoiceField = self.fields["checks"]  # type: ignore[assignment] # declared above
        choices.choices = [(key, str(line.nomination.name)) for key, line in self.found.items()]
        choices.initial = list(self.found)
        self.fields["answered_on"].initial = on

    def clean_checks(self) -> list[OfficeCheck]:
        """Return the checks in place of their keys."""
        return [self.found[key] for key in self.cleaned_data["checks"]]


class SheetForm(_DeskForm):
    """The sheet that came back with its seal."""

    file = forms.FileField(
        label=_("Scan of the sealed sheet"),
        help_text=_("A scan or photograph: JPG, PNG, WEBP or PDF, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": _("Please choose the scan."), "empty": _("This file is empty.")},
    )
