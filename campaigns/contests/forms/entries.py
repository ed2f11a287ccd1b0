"""The contributor's form. It asks for what the rules ask for, and for nothing else."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.entries import TooManyEntriesError
from campaigns.contests.enums import AiPolicy, AskedField, ContestKind, MinorsPolicy
from campaigns.contests.forms.entry_pieces import GUARDIAN, NO_TOOL, TOOL, piece_of
from campaigns.contests.forms.pictures import PicturesField
from campaigns.contests.models import Contest, RuleSet
from campaigns.contests.queries.contests import announced, groups_offered, rules_of
from campaigns.contests.queries.editing import entries_of_author
from campaigns.contests.queries.limits import is_early, is_refused
from campaigns.contests.rules.declarations import ORIGINAL, ORIGINAL_PICTURES, PLAIN_LICENCE
from campaigns.contests.rules.file_types import accepted, spelled, takes_pictures
from foundation.intake import stamps
from foundation.intake.forms import CleanTextField, IntakeForm, PhoneField
from foundation.intake.models import Submission
from foundation.text import counting

TEXT_CHARACTERS: Final = 100_000


class EntryForm(IntakeForm):
    """Title, text or pictures, and people.

    ``contest`` is the address part of the competition it is for; ``work`` says "pictures" where it takes essays too;
    ``change`` is the private link of a piece that is being changed.
    """

    machine_fields = (
        "stamp",
        "draft",
        "website",
        "proof",
        "contest",
        "work",
        "change",
        "hand_in",
        "pictures",
        "drop_files",
    )
    contact_fields = (
        "contact_name",
        "pen_name",
        "contact_phone",
        "contact_email",
        "unit",
        "address",
        "postcode",
    )
    conditional_fields = ("guardian_name", "guardian_phone", "agree_guardian")
    guardian_fields = ("is_minor", "guardian_name", "guardian_relation", "guardian_phone", "agree_guardian")
    declaration_fields = ("ai_used", "ai_detail", "agree_original", "agree_licence")

    contest = forms.SlugField(widget=forms.HiddenInput, required=False)
    work = forms.CharField(max_length=10, widget=forms.HiddenInput, required=False)
    change = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    pictures = PicturesField(label=_("Pictures"), required=False)
    hand_in = forms.BooleanField(
        label=_("If I have not sent it by closing, hand in what is saved then"), required=False
    )
    drop_files = forms.BooleanField(label=_("Leave this file out: the text below is the entry"), required=False)
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
    pen_name = CleanTextField(label=_("Pen name"), max_length=60, required=False)
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
        choices=[("", _("Please choose")), (NO_TOOL, _("No")), (TOOL, _("Yes"))],
        error_messages={"required": _("Please choose one.")},
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
        slug = self._given("contest")
        if slug:
            self.competition = announced().filter(slug=slug).first()
        if self.competition is not None:
            self.rules = rules_of(self.competition)
            self._fit(self.competition, self.rules)

    def _given(self, name: str) -> str:
        return str((self.data.get(name) if self.is_bound else self.initial.get(name)) or "")[:64]

    @classmethod
    def typed(cls, data: Mapping[str, str]) -> dict[str, str]:
        """Return what a draft keeps; the pictures' pairs of fields are one value."""
        pictures = PicturesField.widget().value_from_datadict(data, None, "pictures")
        return {**super().typed(data), "pictures": pictures}

    @property
    def is_change(self) -> bool:
        """Tell whether a piece that we have is being changed."""
        return bool(self._given("change"))

    @property
    def has_pictures(self) -> bool:
        """Tell whether this work is made of pictures."""
        return self.competition is not None and takes_pictures(self.competition.kind, self._given("work"))

    @property
    def accept(self) -> str:
        """The endings of the files that may be chosen."""
        return accepted(self.rules.file_types if self.rules else (), pictures=self.has_pictures)

    @property
    def files_taken(self) -> str:
        """The kinds of file that may be chosen, in words."""
        return spelled(self.rules.file_types if self.rules else (), pictures=self.has_pictures)

    def _fit_work(self, contest: Contest) -> None:
        """Ask for a text or for pictures."""
        if contest.kind != ContestKind.BOTH:
            self._drop("work")
        if not self.has_pictures:
            self._drop("pictures")
            return
        self.fields["pictures"].required = True
        self._drop("genre", "ai_used", "ai_detail")
        text = self.fields["text"]
        text.label, text.required = _("About the pictures"), False
        text.widget.attrs["rows"] = 4
        self.fields["agree_original"].label = ORIGINAL_PICTURES

    def _fit(self, contest: Contest, rules: RuleSet) -> None:
        """Ask for what these rules ask for."""
        self.fields["contact_name"].required = True
        self.fields["contact_name"].error_messages["required"] = _("Please give the author's name.")
        self.fields["contact_phone"].required = True
        self.fields["contact_phone"].error_messages["required"] = _("Please give a telephone number.")
        for asked in AskedField:
            self._ask("contact_email" if asked == AskedField.EMAIL else str(asked), asked, rules)
        groups = [(str(group.pk), group.name) for group in groups_offered(rules)]
        self._offer("group", groups)
        self._offer("genre", [(name, name) for name in rules.genres])
        self._fit_work(contest)
        if rules.minors_policy == MinorsPolicy.ADULTS:
            self._drop(*self.guardian_fields)
        if rules.ai_policy != AiPolicy.DECLARE and not self.has_pictures:
            self._drop("ai_used", "ai_detail")
        self.fields["agree_licence"].label = rules.licence

    def _ask(self, name: str, asked: AskedField, rules: RuleSet) -> None:
        if asked in rules.asked:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("The rules ask for this. Please fill it in.")
        elif asked != AskedField.EMAIL:  # an address for the copy of the receipt is always welcome
            self._drop(name)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if not choices or not isinstance(field, forms.ChoiceField):
            self._drop(name)
            return
        field.choices = [("", _("Please choose")), *choices]
        field.required = True
        field.error_messages["required"] = _("Please choose one.")

    def _drop(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def _bound(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def draft_names(self) -> tuple[str, ...]:
        """A draft keeps which competition it is for and what the machine must know, too."""
        return (*super().draft_names, "contest", "work", "change", "pictures", "hand_in", "drop_files")

    @property
    def asked_of_work(self) -> list[forms.BoundField]:
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
        self._check_per_author(cleaned, self.competition, self.rules)
        if not self.errors:
            cleaned["entry"] = piece_of(cleaned, self.competition, self.fields)
        return cleaned

    def _check_length(self, cleaned: dict[str, Any]) -> None:
        words = counting.count(cleaned.get("text") or "").words
        if self.rules is not None and not self.has_pictures and cleaned.get("text") and is_refused(self.rules, words):
            message = _("The text has %(words)s words; the rules ask for %(least)s to %(most)s.")
            params = {"words": words, "least": self.rules.words_min or 0, "most": self.rules.words_max or "∞"}
            self.add_error("text", forms.ValidationError(message, code="length", params=params))

    def _check_per_author(self, cleaned: dict[str, Any], contest: Contest, rules: RuleSet) -> None:
        name, phone = cleaned.get("contact_name"), cleaned.get("contact_phone")
        if rules.per_author is None or self.is_change or not name or not phone:
            return
        stamp = stamps.read(self._given_stamp())
        known = stamp is not None and Submission.objects.filter(submission_key=stamp.key).exists()
        if not known and entries_of_author(contest, name=name, phone=phone) >= rules.per_author:
            self.add_error(None, TooManyEntriesError(rules.per_author))

    def _given_stamp(self) -> str:
        return str(self.data.get("stamp") or "")[:500]

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
