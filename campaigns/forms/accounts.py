"""What is asked of the accounts."""

from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.forms.placements import MonthField
from campaigns.models import Medium, PsaCategory
from campaigns.queries.accounts import Question
from campaigns.rules.accounts import Axis
from campaigns.rules.months import MONTHS_OF_YEAR, Span, last_quarter, later
from foundation.models import Region

MOST_MONTHS: Final = 10 * MONTHS_OF_YEAR
AXES: Final = [
    (Axis.CATEGORY.value, _("category")),
    (Axis.MEDIUM.value, _("medium")),
    (Axis.REGION.value, _("Region")),
    (Axis.MONTH.value, _("By month")),
    (Axis.QUARTER.value, _("By quarter")),
]


class AccountsForm(forms.Form):
    """Region, period, rows and columns; whatever is left out has a good default."""

    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), required=False, empty_label=None)
    first = MonthField(label=_("From month"), required=False)
    last = MonthField(label=_("To month"), required=False)
    rows = forms.ChoiceField(label=_("Rows"), choices=AXES, required=False)
    columns = forms.ChoiceField(label=_("Columns"), choices=AXES, required=False)
    category = forms.ModelChoiceField(
        label=_("category"), queryset=PsaCategory.objects.all(), required=False, empty_label=_("All")
    )
    medium = forms.ModelChoiceField(
        label=_("medium"), queryset=Medium.objects.all(), required=False, empty_label=_("All")
    )

    def __init__(self, data: Any, *, home: Region) -> None:
        quarter = last_quarter(timezone.localdate())
        defaults = {
            "region": str(home.pk),
            "first": f"{quarter.first:%Y-%m}",
            "last": f"{quarter.last:%Y-%m}",
            "rows": Axis.CATEGORY.value,
            "columns": Axis.MEDIUM.value,
        }
        super().__init__({**defaults, **{name: value for name, value in data.items() if value}})
        self.home = home
        region = self.fields["region"]
        region.queryset = Region.objects.filter(path__startswith=home.path).order_by("code", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that runs backwards, and two equal axes."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins."))
        elif first and last and last > later(first, MOST_MONTHS):
            self.add_error("last", _("Please ask for ten years at most."))
        if cleaned.get("rows") and cleaned.get("rows") == cleaned.get("columns"):
            self.add_error("columns", _("Please choose something else for the columns than for the rows."))
        return cleaned

    def question(self) -> Question:
        """Return what is asked."""
        cleaned = self.cleaned_data
        return Question(
            region=cleaned["region"] or self.home,
            span=Span(cleaned["first"], cleaned["last"]),
            rows=Axis(cleaned["rows"]),
            columns=Axis(cleaned["columns"]),
            category=cleaned["category"],
            medium=cleaned["medium"],
        )
