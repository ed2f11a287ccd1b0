"""What the desk types to put a piece right, beside what stands."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import CorrectedField
from campaigns.contests.forms.pictures import CAPTION_CHARACTERS
from campaigns.contests.forms.pieces import DeskForm
from campaigns.contests.models import Contest, RuleSet
from foundation.intake.forms import CleanTextField, PhoneField

F = CorrectedField
NO_GROUP: Final = [("", "—")]
LENGTHS: Final = {F.TITLE: 200, F.NAME: 60, F.UNIT: 120, F.ADDRESS: 200, F.GUARDIAN_NAME: 60, F.GUARDIAN_RELATION: 20}
PLAIN: Final[dict[CorrectedField, Callable[..., forms.Field]]] = {
    F.TEXT: partial(CleanTextField, max_length=200_000, widget=forms.Textarea(attrs={"rows": 16})),
    F.PHONE: partial(PhoneField, max_length=30),
    F.GUARDIAN_PHONE: partial(PhoneField, max_length=30),
    F.EMAIL: forms.EmailField,
    F.POSTCODE: partial(
        forms.RegexField, regex=r"^[0-9]{6}$", error_messages={"invalid": _("A postcode has six digits.")}
    ),
}
OBLIGATORY: Final = frozenset({F.TITLE, F.NAME})


class CorrectionForm(DeskForm):
    """Every value that may be put right, filled with what stands; what is left alone stays as it is.

    Captions are fields ``caption_1`` and so on, one for each file in its order.
    """

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = CleanTextField(
        label=_("Reason of the correction"),
        max_length=300,
        help_text=_("Such as: the telephone was misread from the manuscript. The author reads it on the receipt page."),
        error_messages={"required": _("Please give a reason in a few words.")},
    )

    def __init__(
        self, *args: Any, standing: dict[str, Any], contest: Contest, rules: RuleSet, seen: int, **kwargs: Any
    ) -> None:
        self.standing = standing
        names = {name: value for name, value in standing.items() if name != F.CAPTIONS}
        captions = {f"caption_{number}": value for number, value in enumerate(standing[F.CAPTIONS], start=1)}
        super().__init__(*args, initial={**names, **captions, "seen": seen}, **kwargs)
        for name in names:
            self.fields[name] = _field(F(name), standing[name], contest, rules)
        for number, name in enumerate(captions, start=1):
            label = _("Caption of file %(number)s") % {"number": number}
            self.fields[name] = CleanTextField(label=label, max_length=CAPTION_CHARACTERS, required=False)
        order = [F.TITLE, F.TEXT, *captions, F.GROUP, F.GENRE]
        self.order_fields([*order, *(name for name in names if name not in order), "reason"])

    def rows(self) -> list[tuple[Any, str]]:
        """Return each field with what stands."""
        return [(self[name], self[name].initial or "") for name in self.fields if name not in {"seen", "reason"}]

    def values(self) -> dict[str, Any]:
        """Return what was typed, for the verb."""
        cleaned = self.cleaned_data
        values: dict[str, Any] = {name: cleaned[name] or "" for name in self.standing if name != F.CAPTIONS}
        numbers = range(1, len(self.standing[F.CAPTIONS]) + 1)
        values[F.CAPTIONS.value] = [cleaned[f"caption_{number}"] for number in numbers]
        return values


def _field(name: CorrectedField, standing: str, contest: Contest, rules: RuleSet) -> forms.Field:
    """Return the field of one value."""
    if name in {F.GROUP, F.GENRE}:
        offered = [group.name for group in contest.groups.all()] if name == F.GROUP else list(rules.genres)
        return _choice(name, standing, offered)
    if name in PLAIN:
        return PLAIN[name](label=name.label, required=False)
    return CleanTextField(label=name.label, max_length=LENGTHS[name], required=name in OBLIGATORY)


def _choice(name: CorrectedField, standing: str, offered: list[str]) -> forms.Field:
    """Return the choice among what the rules offer; what stands is always among it. Without an offer it is written."""
    if not offered:
        return CleanTextField(label=name.label, max_length=40, required=False)
    named = [*offered, standing] if standing and standing not in offered else offered
    choices = [*([] if standing else NO_GROUP), *((each, each) for each in named)]
    return forms.ChoiceField(label=name.label, choices=choices, required=bool(standing))
