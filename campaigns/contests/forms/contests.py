"""The organiser's forms: a competition's facts, every rule of it, an extension, a copy."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.utils.translation import gettext_lazy as _

from campaigns.contests.enums import AskedField, ContestState, EntryChannel, FileType, TimeBasis
from campaigns.contests.models import Contest, RuleSet
from campaigns.contests.queries.rule_tables import COUNT_RULES
from foundation.forms.names import NamesField

MEGABYTE: Final = 1024 * 1024
MOST: Final = {
    "grace_minutes": 24 * 60,
    "tolerance_percent": 100,
    "per_author": 1000,
    "words_min": 1_000_000,
    "words_max": 1_000_000,
    "objection_days": 365,
    "retention_months": 600,
}
"""The largest value of each number: beyond these a digit too many was typed."""
Layout = tuple[tuple[Any, tuple[str, ...]], ...]
Sections = list[tuple[Any, list[forms.BoundField]]]


class MomentField(forms.DateTimeField):
    """A moment at the office's clock, to the second: a closing at 23:59:59 must survive being shown and sent back."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"type": "datetime-local", "step": "1"}
        kwargs["widget"] = forms.DateTimeInput(attrs=attributes, format="%Y-%m-%dT%H:%M:%S")
        super().__init__(**kwargs)


class MailboxesField(NamesField):
    """Mail addresses, separated as names are."""

    def validate(self, value: Any) -> None:
        """Refuse what is no address."""
        super().validate(value)
        for address in value:
            validate_email(address)


class SectionsMixin:
    """A form whose fields are shown in sections; ``layout`` names them."""

    layout: ClassVar[Layout] = ()

    def sections(self) -> Sections:
        """Return heading and fields of each section."""
        return [(heading, [self[name] for name in names]) for heading, names in self.layout]  # type: ignore[index]


class ContestForm(SectionsMixin, forms.ModelForm[Contest]):
    """What is said of a competition besides its rules."""

    layout: ClassVar[Layout] = ((_("The competition"), ("title", "slug", "kind", "organisers", "sponsor", "notice")),)

    class Meta:
        model = Contest
        fields = ("title", "slug", "kind", "organisers", "sponsor", "notice")
        help_texts: ClassVar[dict[str, Any]] = {
            "slug": _("Lower-case letters, digits and hyphens, such as wenming-2027. It stays once announced."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state != ContestState.DRAFT:
            self.fields["slug"].disabled = self.fields["kind"].disabled = True

    def facts(self) -> dict[str, Any]:
        """Return the fields for the verb."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RulesForm(SectionsMixin, forms.ModelForm[RuleSet]):
    """Every rule. The verb makes the version; nothing is saved here."""

    opens_at = MomentField(label=_("opens at"))
    closes_at = MomentField(label=_("closes at"), help_text=_("Beijing time. The last second counts: 23:59:59."))
    count_rule = forms.ChoiceField(label=_("rule of counting"), choices=tuple(COUNT_RULES.items()))
    by_sending = forms.MultipleChoiceField(
        label=_("Channels for which the time of sending counts"),
        choices=EntryChannel,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Date of the mail or postmark. For the others it is the arrival that counts."),
    )
    genres = NamesField(label=_("genres"), help_text=_("Separate several by 、. Empty: any genre."))
    groups = NamesField(label=_("groups offered"), help_text=_("Separate several by 、. Empty: no groups."))
    mailboxes = MailboxesField(label=_("mailboxes"))
    asked = forms.MultipleChoiceField(
        label=_("asked for beyond name and telephone"),
        choices=AskedField,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    file_types = forms.MultipleChoiceField(
        label=_("file types"),
        choices=FileType,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all that suit what is asked for."),
    )
    file_megabytes = forms.IntegerField(label=_("Largest file (MB)"), min_value=1, max_value=200)

    layout: ClassVar[Layout] = (
        (_("Time"), ("opens_at", "closes_at", "grace_minutes", "late_policy", "by_sending")),
        (_("Length"), ("words_min", "words_max", "count_rule", "is_hard", "tolerance_percent")),
        (_("What may be sent"), ("groups", "genres", "per_author", "file_types", "file_megabytes")),
        (_("By e-mail"), ("mailboxes", "label")),
        (_("What authors are asked"), ("asked", "minors_policy", "ai_policy", "licence_text")),
        (_("Judging and afterwards"), ("is_anonymous", "objection_days", "retention_months")),
    )

    class Meta:
        model = RuleSet
        fields = (
            *(
                "opens_at",
                "closes_at",
                "grace_minutes",
                "late_policy",
                "count_rule",
                "words_min",
                "words_max",
                "is_hard",
            ),
            *("tolerance_percent", "per_author", "genres", "groups", "label", "mailboxes", "asked", "file_types"),
            *("is_anonymous", "ai_policy", "minors_policy", "licence_text", "objection_days", "retention_months"),
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "grace_minutes": _("Applied silently after closing; it is not published."),
            "is_hard": _("Not ticked: a longer text is warned about and taken all the same."),
            "per_author": _("Empty: no limit."),
            "label": _("What the notice asks to be written in the subject, such as “征文”."),
            "retention_months": _("After closing; then contact and text are erased."),
        }

    def __init__(self, data: Any = None, *, rules: RuleSet | None = None) -> None:
        """Take the rules that hold as what the form starts with."""
        self.source = source = rules or RuleSet()
        initial = {name: getattr(source, name) for name in self.Meta.fields}
        initial["groups"] = source.groups if source.groups is not None else _names(rules)
        initial["by_sending"] = [name for name, basis in source.time_basis.items() if basis == TimeBasis.SENT]
        initial["file_megabytes"] = source.file_bytes // MEGABYTE
        super().__init__(data, initial=initial)
        for name, most in MOST.items():
            field = self.fields[name]
            field.validators.append(MaxValueValidator(most))
            field.widget.attrs["max"] = most
        self.fields["retention_months"].validators.append(
            MinValueValidator(1, _("At least a month: with none, entries would be erased before they are judged."))
        )
        self.fields["retention_months"].widget.attrs["min"] = 1

    def clean(self) -> dict[str, Any]:
        """Refuse times and bounds in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("Closing lies before opening."))
        least, most = cleaned.get("words_min"), cleaned.get("words_max")
        if least is not None and most is not None and most < least:
            self.add_error("words_max", _("The upper bound lies below the lower one."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the rules for the verb."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        values["time_basis"] = dict.fromkeys(self.cleaned_data["by_sending"], TimeBasis.SENT.value)
        for name in ("opens_at", "closes_at"):
            values[name] = self._unrounded(name, values[name])
        values["file_bytes"] = self.cleaned_data["file_megabytes"] * MEGABYTE
        return values

    def _unrounded(self, name: str, typed: datetime) -> datetime:
        """Return the moment as it stood, where what was typed is what had been shown: the form shows whole seconds."""
        before: datetime | None = getattr(self.source, name)
        return before if before is not None and before.replace(microsecond=0) == typed else typed


def _names(rules: RuleSet | None) -> list[str]:
    return [group.name for group in rules.contest.groups.all()] if rules is not None else []


class ReviseForm(RulesForm):
    """The rules with the reason that the public reads."""

    reason = forms.CharField(
        label=_("public reason of this version"), max_length=300, help_text=_("It stands on the competition's page.")
    )
    layout: ClassVar[Layout] = ((_("Public reason"), ("reason",)), *RulesForm.layout)


class ExtendForm(SectionsMixin, forms.Form):
    """A later closing with its public reason."""

    closes_at = MomentField(label=_("New closing time"), help_text=_("Beijing time. The last second counts: 23:59:59."))
    reason = forms.CharField(
        label=_("Public reason"), max_length=300, help_text=_("It stands on the competition's page.")
    )
    layout: ClassVar[Layout] = ((_("Extend the closing time"), ("closes_at", "reason")),)


class CopyForm(SectionsMixin, forms.Form):
    """Name and times of the competition that follows."""

    title = forms.CharField(label=_("title"), max_length=120)
    slug = forms.SlugField(label=_("address part"), max_length=60)
    opens_at = MomentField(label=_("opens at"))
    closes_at = MomentField(label=_("closes at"))
    layout: ClassVar[Layout] = ((_("Copy as a new competition"), ("title", "slug", "opens_at", "closes_at")),)

    def clean_slug(self) -> str:
        """Refuse an address that is taken."""
        slug: str = self.cleaned_data["slug"]
        if Contest.objects.filter(slug=slug).exists():
            raise ValidationError(_("Another competition has this address part."), code="taken")
        return slug

    def clean(self) -> dict[str, Any]:
        """Refuse times in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("Closing lies before opening."))
        return cleaned
