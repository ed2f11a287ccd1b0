"""A piece as somebody at the desk writes it down, whatever it came on."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.enums import ConsentMethod
from campaigns.contests.models import Contest, EntryGroup
from campaigns.contests.queries.contests import NoRulesError, announced, rules_of
from foundation.intake.forms import CleanTextField, PhoneField

SIGNED: Final = _("The guardian's signed consent lies before me.")


class DeskForm(forms.Form):
    """A form of the desk: the server's sentences, not the browser's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg] # Django's field takes no parameter at run time
    """Chooses a group, each named with its competition."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the competition too: every announced one offers its groups here."""
        return f"{obj.contest} · {obj}"


class PieceForm(DeskForm):
    """Competition, work and author. What the rules of the chosen competition ask for is asked when it is sent."""

    contest = forms.ModelChoiceField(label=_("Competition"), queryset=Contest.objects.none())
    group = GroupField(label=_("Group"), queryset=EntryGroup.objects.none(), required=False)
    genre = CleanTextField(label=_("Genre"), max_length=40, required=False)
    title = CleanTextField(label=_("Title of the work"), max_length=200)
    text = CleanTextField(
        label=_("Text"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What the judges will read. Paste it from the file where the mail only holds a file."),
    )
    name = CleanTextField(label=_("Author's name"), max_length=60)
    phone = PhoneField(label=_("Author's telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("Author's e-mail"), required=False, help_text=_("The receipt goes there."))
    unit = CleanTextField(label=_("Unit or school"), max_length=120, required=False)
    address = CleanTextField(label=_("Postal address"), max_length=200, required=False)
    postcode = forms.RegexField(
        r"^[0-9]{6}$", label=_("Postcode"), required=False, error_messages={"invalid": _("A postcode has six digits.")}
    )
    is_minor = forms.BooleanField(label=_("The author is under eighteen"), required=False)
    guardian_name = CleanTextField(label=_("Guardian's name"), max_length=60, required=False)
    guardian_phone = PhoneField(label=_("Guardian's telephone"), max_length=30, required=False)
    has_consent = forms.BooleanField(
        label=SIGNED,
        required=False,
        help_text=_("Without it the piece is kept, and cannot qualify until the consent has come."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = announced()
        self.fields["contest"].queryset = offered  # type: ignore[attr-defined]
        groups = EntryGroup.objects.filter(contest__in=offered).select_related("contest")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Judge group, genre and guardian by the competition chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        contest = cleaned.get("contest")
        if contest is not None:
            self._check_grouping(contest, cleaned)
        if cleaned.get("has_consent") and not (cleaned.get("is_minor") and cleaned.get("guardian_name")):
            self.add_error("guardian_name", _("Whose consent is it? Please give the guardian of the author."))
        return cleaned

    def _check_grouping(self, contest: Contest, cleaned: dict[str, Any]) -> None:
        group = cleaned.get("group")
        if group is not None and group.contest_id != contest.pk:
            self.add_error("group", _("This group belongs to another competition."))
        elif group is None and "group" not in self.errors and contest.groups.exists():
            self.add_error("group", _("Please choose one."))
        try:
            genres = rules_of(contest).genres
        except NoRulesError:
            self.add_error("contest", _("The competition has no rules yet."))
            return
        if genres and cleaned.get("genre") not in genres:
            message = _("Please write one of these: %(names)s.") % {"names": "、".join(genres)}
            self.add_error("genre", message)

    def author(self) -> Person:
        """Return the author as written down."""
        cleaned = self.cleaned_data
        consent = None
        if cleaned["has_consent"]:
            consent = Consent(
                name=cleaned["guardian_name"],
                phone=cleaned["guardian_phone"],
                method=ConsentMethod.SCAN,
                text=str(SIGNED),
            )
        return Person(
            name=cleaned["name"],
            phone=cleaned["phone"],
            email=cleaned["email"],
            unit=cleaned["unit"],
            address=cleaned["address"],
            postcode=cleaned["postcode"],
            is_minor=cleaned["is_minor"],
            consent=consent,
        )
