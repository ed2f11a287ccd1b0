"""The contributor's form. It asks for what the rules ask for, and for nothing else."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.pieces import Consent, Person, Piece
from campaigns.contests.enums import AiPolicy, AskedField, DeclarationKind, EntryChannel, MinorsPolicy
from campaigns.contests.models import Contest, RuleSet
from campaigns.contests.queries.contests import announced, rules_of
from campaigns.contests.queries.limits import is_early, is_refused
from foundation.intake.forms import CleanTextField, IntakeForm, PhoneField
from foundation.text import counting

TEXT_CHARACTERS: Final = 100_000
PLAIN_LICENCE: Final = _(
    "The organisers may publish this work in the newspaper, on this website and in a collection, with my name."
)
ORIGINAL: Final = _("I wrote this work myself. It copies nobody, and it has not been published before.")
GUARDIAN: Final = _("I am the guardian of this author and agree to the entry and to the use of these data for it.")
NO_TOOL, TOOL = "no", "yes"


class EntryForm(IntakeForm):
    """Title, text and people. ``contest`` is the address part of the competition it is for."""

    machine_fields = ("stamp", "draft", "website", "contest")
    contact_fields = (
        "contact_name",
        "pen_name",
        "contact_phone",
        "contact_email",
        "unit",
        "address",
        "postcode",
    )
    guardian_fields = ("is_minor", "guardian_name", "guardian_relation", "guardian_phone", "agree_guardian")
    declaration_fields = ("ai_used", "ai_detail", "agree_original", "agree_licence")

    contest = forms.SlugField(widget=forms.HiddenInput, required=False)
    title = CleanTextField(
        label=_("Title of the work"),
        max_length=200,
        error_messages={"required": _("Please give the title of your work.")},
    )
    text = CleanTextField(
        label=_("The text, as the judges will see it"),
        max_length=TEXT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": _("Please paste your text, or choose a file and have it read."),
            "max_length": _("This is longer than any entry may be. Please check what was pasted."),
        },
    )
    group = forms.ChoiceField(label=_("Group"), required=False)
    genre = forms.ChoiceField(label=_("Genre"), required=False)
    pen_name = CleanTextField(label=_("Pen name (optional)"), max_length=60, required=False)
    unit = CleanTextField(label=_("Unit or school"), max_length=120, required=False)
    address = CleanTextField(label=_("Postal address"), max_length=200, required=False)
    postcode = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Postcode"),
        required=False,
        error_messages={"invalid": _("A postcode has six digits.")},
    )
    is_minor = forms.BooleanField(label=_("The author is under eighteen"), required=False)
    guardian_name = CleanTextField(label=_("Guardian's name"), max_length=60, required=False)
    guardian_relation = CleanTextField(label=_("Relation to the author"), max_length=20, required=False)
    guardian_phone = PhoneField(label=_("Guardian's telephone"), max_length=30, required=False)
    agree_guardian = forms.BooleanField(label=GUARDIAN, required=False)
    ai_used = forms.ChoiceField(
        label=_("Did a tool write or rewrite any part of it?"),
        choices=[(NO_TOOL, _("No")), (TOOL, _("Yes"))],
        required=False,
    )
    ai_detail = CleanTextField(label=_("If yes: which tool, for what"), max_length=200, required=False)
    agree_original = forms.BooleanField(
        label=ORIGINAL, required=False, error_messages={"required": _("Please tick this, if it is so.")}
    )
    agree_licence = forms.BooleanField(label=PLAIN_LICENCE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.competition: Contest | None = None
        self.rules: RuleSet | None = None
        slug = str((self.data.get("contest") if self.is_bound else self.initial.get("contest")) or "")[:60]
        if slug:
            self.competition = announced().filter(slug=slug).first()
        if self.competition is not None:
            self.rules = rules_of(self.competition)
            self._fit(self.competition, self.rules)

    def _fit(self, contest: Contest, rules: RuleSet) -> None:
        """Ask for what these rules ask for."""
        self.fields["contact_name"].required = True
        self.fields["contact_name"].error_messages["required"] = _("Please give the author's name.")
        self.fields["contact_phone"].required = True
        self.fields["contact_phone"].error_messages["required"] = _("Please give a telephone number.")
        for asked in AskedField:
            self._ask("contact_email" if asked == AskedField.EMAIL else str(asked), asked, rules)
        groups = [(str(group.pk), group.name) for group in contest.groups.all()]
        self._offer("group", groups)
        self._offer("genre", [(name, name) for name in rules.genres])
        if rules.minors_policy == MinorsPolicy.ADULTS:
            self._drop(*self.guardian_fields)
        if rules.ai_policy != AiPolicy.DECLARE:
            self._drop("ai_used", "ai_detail")
        if rules.licence_text:
            self.fields["agree_licence"].label = rules.licence_text

    def _ask(self, name: str, asked: AskedField, rules: RuleSet) -> None:
        if asked in rules.asked:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("The rules ask for this. Please fill it in.")
        elif asked != AskedField.EMAIL:  # an address for the copy of the receipt is always welcome
            self._drop(name)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if not choices or not isinstance(field, forms.ChoiceField):
            self._drop(name)
            return
        field.choices = [("", _("Please choose")), *choices]
        field.required = True
        field.error_messages["required"] = _("Please choose one.")

    def _drop(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _bound(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def draft_names(self) -> tuple[str, ...]:
        """A draft keeps which competition it is for, too."""
        return (*super().draft_names, "contest")

    @property
    def work(self) -> list[forms.BoundField]:
        """What is asked of the work beside title and text."""
        return self._bound(("group", "genre"))

    @property
    def guardian(self) -> list[forms.BoundField]:
        """The block for authors under eighteen, after its tick."""
        return self._bound(self.guardian_fields)

    @property
    def declarations(self) -> list[forms.BoundField]:
        """What the author declares."""
        return self._bound(self.declaration_fields)

    @property
    def words(self) -> int:
        """字数 of what stands in the text."""
        return counting.count(str(self["text"].value() or "")).words

    def clean(self) -> dict[str, Any]:
        """Judge by the rules and make the piece."""
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        if self.competition is None or self.rules is None:
            self.add_error(None, forms.ValidationError(_("Please choose a competition first."), code="contest"))
            return cleaned
        if is_early(self.rules, timezone.now()):
            self.add_error(None, forms.ValidationError(_("This competition has not opened yet."), code="early"))
        self._check_length(cleaned)
        self._check_guardian(cleaned)
        self._check_declarations(cleaned)
        if not self.errors:
            cleaned["entry"] = self._piece(cleaned, self.competition)
        return cleaned

    def _check_length(self, cleaned: dict[str, Any]) -> None:
        words = counting.count(cleaned.get("text") or "").words
        if self.rules is not None and cleaned.get("text") and is_refused(self.rules, words):
            message = _("The text has %(words)s words; the rules ask for %(least)s to %(most)s.")
            params = {"words": words, "least": self.rules.words_min or 0, "most": self.rules.words_max or "∞"}
            self.add_error("text", forms.ValidationError(message, code="length", params=params))

    def _check_guardian(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("is_minor"):
            return
        for name in ("guardian_name", "guardian_phone", "agree_guardian"):
            if not cleaned.get(name) and name not in self.errors:
                sentence = _("For an author under eighteen we need a guardian's name, telephone and consent.")
                self.add_error(name, forms.ValidationError(sentence, code="guardian"))

    def _check_declarations(self, cleaned: dict[str, Any]) -> None:
        for name in ("agree_original", "agree_licence"):
            if not cleaned.get(name):
                sentence = _("Without this we cannot take the entry. Please tick it, if you agree.")
                self.add_error(name, forms.ValidationError(sentence, code="declaration"))

    def _piece(self, cleaned: dict[str, Any], contest: Contest) -> Piece:
        declared: dict[str, str] = {
            DeclarationKind.ORIGINAL: str(self.fields["agree_original"].label),
            DeclarationKind.LICENCE: str(self.fields["agree_licence"].label),
        }
        if "ai_used" in self.fields:
            is_used = cleaned.get("ai_used") == TOOL
            declared[DeclarationKind.AI_USE] = str(_("A tool was used") if is_used else _("No tool was used"))
        groups = {str(group.pk): group for group in contest.groups.all()}
        return Piece(
            contest=contest,
            title=cleaned["title"],
            text=cleaned["text"],
            people=(self._author(cleaned),),
            group=groups.get(cleaned.get("group") or ""),
            genre=cleaned.get("genre") or "",
            channel=EntryChannel.WEB,
            declarations=declared,
            ai_detail=cleaned.get("ai_detail") or "",
        )

    def _author(self, cleaned: dict[str, Any]) -> Person:
        consent = None
        if cleaned.get("is_minor"):
            consent = Consent(
                name=cleaned["guardian_name"],
                phone=cleaned["guardian_phone"],
                relation=cleaned.get("guardian_relation") or "",
                text=str(GUARDIAN),
            )
        return Person(
            name=cleaned["contact_name"],
            phone=cleaned["contact_phone"],
            email=cleaned.get("contact_email") or "",
            pen_name=cleaned.get("pen_name") or "",
            address=cleaned.get("address") or "",
            postcode=cleaned.get("postcode") or "",
            unit=cleaned.get("unit") or "",
            is_minor=consent is not None,
            consent=consent,
        )
