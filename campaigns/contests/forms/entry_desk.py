"""What the desk types about entries: filters of the list, a contact to look for, a decision, a verdict."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from campaigns.contests.domain.pieces import Consent
from campaigns.contests.enums import (
    ConsentMethod,
    EntryChannel,
    EntryState,
    FindingState,
    ScreeningReason,
    ScreeningResult,
)
from campaigns.contests.forms.pieces import SIGNED
from campaigns.contests.models import Contest, Entry, EntryGroup, Finding
from campaigns.contests.models.screenings import NOTE_CHARACTERS
from campaigns.contests.queries.entry_desk import without_consent
from campaigns.contests.rules.screening import lacks_reason
from foundation.intake.forms import CleanTextField, PhoneField
from foundation.keys import key_in
from foundation.models import Region

NONE = "none"
FLAGS = [
    ("late", _("Late piece")),
    ("similar", _("Resemblance to look at")),
    ("consent", _("A guardian's consent is missing")),
]
RECEIVED_STATES = [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT]


def _day(label: Any, lookup: str) -> DateFilter:
    return DateFilter(
        label=label, field_name="received_at", lookup_expr=lookup, widget=forms.DateInput(attrs={"type": "date"})
    )


class EntryFilterSet(WagtailFilterSet):
    """Filters by competition, group, genre, channel, region, state of screening, flags and day.

    Days are those of the office's clock. Groups and genres are those of the chosen competition.
    """

    contest = ModelChoiceFilter(label=_("Competition"), queryset=Contest.objects.all(), empty_label=_("Any"))
    group = ModelChoiceFilter(
        label=_("Group"),
        queryset=EntryGroup.objects.select_related("contest"),
        empty_label=_("Any"),
        null_label=_("No group"),
        null_value=NONE,
    )
    genre = ChoiceFilter(label=_("Genre"), choices=[], empty_label=_("Any"))
    channel = ChoiceFilter(label=_("Channel"), choices=EntryChannel.choices, empty_label=_("Any"))
    region = ModelChoiceFilter(
        label=_("Region"),
        queryset=Region.objects.none(),
        empty_label=_("Any"),
        null_label=_("Region not known"),
        null_value=NONE,
        method="by_region",
    )
    state = ChoiceFilter(label=_("State of screening"), choices=RECEIVED_STATES, empty_label=_("Any"))
    flag = ChoiceFilter(label=_("Flags"), choices=FLAGS, method="by_flag", empty_label=_("Any"))
    received_from = _day(_("Received from"), "date__gte")
    received_to = _day(_("Received until"), "date__lte")

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contest = key_in((self.data or {}).get("contest", ""))
        rows = Entry.objects.order_by()
        if contest:
            rows = rows.filter(contest=contest)
            groups = self.filters["group"]
            groups.queryset = groups.queryset.filter(contest=contest)
        genres = rows.exclude(genre="").values_list("genre", flat=True).distinct().order_by("genre")
        self.filters["genre"].extra["choices"] = [(genre, genre) for genre in genres]
        self.filters["region"].queryset = Region.objects.filter(pk__in=rows.exclude(region=None).values("region"))

    def by_region(self, rows: "QuerySet[Entry]", _name: str, value: Any) -> "QuerySet[Entry]":
        """Keep what comes from a region or one below it, or from none that is known."""
        if value == NONE:
            return rows.filter(region=None)
        return rows.filter(region__path__startswith=value.path)

    def by_flag(self, rows: "QuerySet[Entry]", _name: str, value: str) -> "QuerySet[Entry]":
        """Keep what bears a flag."""
        if value == "late":
            return rows.filter(is_late=True)
        if value == "similar":
            return rows.filter(Q(finding_count__gt=0))
        return rows.filter(pk__in=without_consent().values("entry"))


class FindingFilterSet(WagtailFilterSet):
    """Filters of the resemblances."""

    contest = ModelChoiceFilter(
        field_name="entry__contest", label=_("Competition"), queryset=Contest.objects.all(), empty_label=_("Any")
    )
    state = ChoiceFilter(label=_("Verdict"), choices=FindingState.choices, empty_label=_("Any"))

    class Meta:
        model = Finding
        fields: ClassVar[list[str]] = ["kind"]


class ContactForm(forms.Form):
    """An exact telephone, e-mail address or name."""

    contact = CleanTextField(
        label=_("Telephone, e-mail address or name"),
        max_length=254,
        help_text=_("Give it whole: these data are sealed, so a part finds nothing. Each search is written down."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DecisionForm(forms.Form):
    """One decision about a piece. ``seen`` is the revision that was read."""

    result = forms.ChoiceField(
        choices=[choice for choice in ScreeningResult.choices if choice[0] != ScreeningResult.UNDONE]
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    code = forms.ChoiceField(
        label=_("Reason"), choices=ScreeningReason.choices, required=False, widget=forms.RadioSelect
    )
    note = CleanTextField(
        label=_("Words to the author"),
        max_length=NOTE_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What exactly is to be changed, or why it does not qualify. The author reads it."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the decision needs one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if lacks_reason(cleaned.get("result", ""), cleaned.get("code", ""), cleaned.get("note", "")):
            self.add_error("code", _("Please choose a reason or write one; nothing has been decided yet."))
        return cleaned


class ConsentForm(forms.Form):
    """A guardian's consent that came after the piece."""

    guardian_name = CleanTextField(
        label=_("Guardian's name"), max_length=60, error_messages={"required": _("Please give the guardian's name.")}
    )
    guardian_relation = CleanTextField(label=_("Relation to the author"), max_length=20, required=False)
    guardian_phone = PhoneField(label=_("Guardian's telephone"), max_length=30, required=False)
    has_consent = forms.BooleanField(
        label=SIGNED, error_messages={"required": _("Please tick this only with the signed consent before you.")}
    )

    def consent(self) -> Consent:
        """Return the consent as written down."""
        cleaned = self.cleaned_data
        return Consent(
            name=cleaned["guardian_name"],
            relation=cleaned["guardian_relation"],
            phone=cleaned["guardian_phone"],
            method=ConsentMethod.SCAN,
            text=str(SIGNED),
        )


class ReasonForm(forms.Form):
    """Why something is undone, or why a resemblance is judged so."""

    reason = CleanTextField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Please give a reason in a few words.")},
    )
