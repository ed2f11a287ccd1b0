"""The public form of a nomination, and the desk's forms."""

import json
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exemplars.enums import Age, Consent, SubjectKind
from exemplars.models import Nomination, ProgrammeCategory, Round
from exemplars.queries.rounds import open_rounds
from exemplars.rules.nominations import DECIDED
from foundation.intake.forms import CleanTextField, IntakeForm
from foundation.text.counting import count

TOLD_CONSENTS: Final = (Consent.GIVEN, Consent.NOMINATOR_ASKS, Consent.OFFICE_ASKS)
"""What a nominator can say; that consent was withdrawn is for the desk to note."""

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def category_choices() -> Choices:
    """Return the categories of the open rounds, by round; asked anew for each form."""
    offered: Choices = [("", str(_("Please choose")))]
    offered += [
        (str(each), [(f"{each.pk}-{category.pk}", category.name) for category in each.programme.categories.all()])
        for each in open_rounds()
    ]
    return offered


def judge_words(text: str, round_: Round) -> None:
    """Raise ``ValidationError`` when an account is shorter or longer than the round asks, saying how long it is."""
    words = count(text).words
    params = {"words": words, "least": round_.min_words, "most": round_.max_words}
    if words < round_.min_words:
        raise ValidationError(
            _(
                "This has %(words)d characters (字数); please write at least %(least)d: "
                "what happened, when, and to whom."
            ),
            code="too_short",
            params=params,
        )
    if words > round_.max_words:
        raise ValidationError(
            _("This has %(words)d characters (字数); please shorten it to %(most)d."), code="too_long", params=params
        )


class NominationForm(IntakeForm):
    """Who, where, in which category, what they did, and who tells it."""

    category = forms.ChoiceField(
        label=_("Category"),
        choices=category_choices,
        error_messages={
            "required": _("Please choose a category."),
            "invalid_choice": _("This category is no longer open. Please choose another, or telephone us."),
        },
    )
    subject = forms.ChoiceField(label=_("Whom do you nominate?"), choices=SubjectKind)
    name = CleanTextField(
        label=_("Name of the nominee"),
        help_text=_("Of the person, or what the group, family, unit or place is called."),
        max_length=60,
        error_messages={"required": _("Please give the name.")},
    )
    place = CleanTextField(
        label=_("Where they live or work"),
        help_text=_("City and county, town or community. No house number."),
        max_length=120,
        error_messages={"required": _("Please say where, as well as you know.")},
    )
    unit = CleanTextField(
        label=_("Unit and post"),
        help_text=_("Employer, school or village, and what they do there."),
        max_length=120,
        required=False,
    )
    age = forms.ChoiceField(label=_("Age of the nominee"), choices=Age, initial=Age.ADULT)
    guardian = CleanTextField(
        label=_("Guardian (only for nominees under eighteen)"),
        help_text=_("Name and telephone of the guardian who agrees. Stored encrypted, never published."),
        max_length=120,
        required=False,
    )
    deeds = CleanTextField(
        label=_("What they did"),
        help_text=_(
            "When, where, what happened, and what became of it. Tell it as you would tell a neighbour; "
            "no praise is needed. Leave out identity numbers, house numbers and a child's class."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Please tell what they did.")},
    )
    consent = forms.ChoiceField(
        label=_("Does the nominee agree?"),
        choices=[("", _("Please choose")), *((each.value, each.label) for each in TOLD_CONSENTS)],
        error_messages={"required": _("Please say whether the nominee knows and agrees.")},
    )
    nominee_contact = CleanTextField(
        label=_("How we can reach the nominee"),
        help_text=_("Stored encrypted, never published."),
        max_length=120,
        required=False,
    )
    conditional_fields = ("guardian",)
    field_order = (
        "category",
        "subject",
        "name",
        "place",
        "unit",
        "age",
        "guardian",
        "deeds",
        "consent",
        "nominee_contact",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in (
            ("contact_name", _("Please give your name. It is not published.")),
            ("contact_phone", _("Please give your telephone, so that we can ask back. It is not published.")),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.count_words({str(each.pk): (each.min_words, each.max_words) for each in open_rounds()})

    def count_words(self, limits: dict[str, tuple[int, int]]) -> None:
        """Tell the script that counts along how many 字 each round asks for, and its sentences."""
        self.fields["deeds"].widget.attrs |= {
            "data-words": json.dumps(limits),
            "data-words-by": "id_category",
            "data-words-now": gettext("So far {words} characters (字数)."),
            "data-words-asked": gettext("So far {words} characters (字数); {least} to {most} are asked for."),
        }

    def clean_category(self) -> tuple[Round, ProgrammeCategory]:
        """Return round and category in place of their keys."""
        round_key, category_key = self.cleaned_data["category"].split("-")
        return Round.objects.get(pk=round_key), ProgrammeCategory.objects.get(pk=category_key)

    def clean(self) -> dict[str, Any]:
        """Judge what hangs together: the kind of nominee, the account's length, a guardian's consent."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("category"):
            self._judge_round(cleaned["category"][0], cleaned)
        if cleaned.get("age") == Age.MINOR_UNASKED:
            self.add_error(
                "age", ValidationError(_("Please ask a guardian first; you can save this form meanwhile."), "unasked")
            )
        if cleaned.get("age") in {Age.MINOR, Age.DECEASED} and cleaned.get("subject", "person") != SubjectKind.PERSON:
            sentence = _("Only a single person can be under eighteen or deceased.")
            self.add_error("age", ValidationError(sentence, "not_a_person"))
        if cleaned.get("age") == Age.MINOR and not cleaned.get("guardian"):
            self.add_error(
                "guardian", ValidationError(_("Please give name and telephone of the guardian who agrees."), "required")
            )
        return cleaned

    def _judge_round(self, round_: Round, cleaned: dict[str, Any]) -> None:
        if cleaned.get("subject") and cleaned["subject"] not in round_.programme.subjects:
            names = "、".join(str(SubjectKind(kind).label) for kind in round_.programme.subjects)
            sentence = _("This round is for: %(names)s.")
            self.add_error("subject", ValidationError(sentence, "subject", params={"names": names}))
        if cleaned.get("deeds"):
            try:
                judge_words(cleaned["deeds"], round_)
            except ValidationError as error:
                self.add_error("deeds", error)


class AnswerForm(NominationForm):
    """The form that opens again: round, category and who nominates stand already."""

    contact_fields = ()

    def __init__(self, *args: Any, nomination: Nomination, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nomination = nomination
        for name in ("category", *self.machine_fields, *IntakeForm.contact_fields):
            del self.fields[name]
        self.count_words({"": (nomination.round.min_words, nomination.round.max_words)})

    def clean(self) -> dict[str, Any]:
        """Judge by the nomination's own round."""
        cleaned = super().clean()
        self._judge_round(self.nomination.round, cleaned)
        return cleaned


class AskForm(forms.Form):
    """What is missing."""

    question = CleanTextField(
        label=_("What is missing"),
        help_text=_("The nominator sees this sentence when looking the nomination up, and by mail."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what is missing.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    """What to decide, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=())
    reason = CleanTextField(
        label=_("Reasons"),
        help_text=_("For the files; the nominator does not see them."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give reasons.")},
    )

    def __init__(self, *args: Any, possible: frozenset[str], **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Decision"),
            choices=[(state.value, state.label) for state in DECIDED if state.value in possible],
        )
