"""The desk's forms for placements."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Widget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from campaigns.domain.placements import Details
from campaigns.models import Medium, Placement, PsaFile, PsaPage
from campaigns.rules.months import FIRST_YEAR, LAST_YEAR, Span, later, month_of
from foundation.models import Organisation
from foundation.widgets import DayInput, OrganisationChooser, RegionChooser

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_TIMES: Final = 100_000_000
LEAST_SHARE: Final = Decimal("0.01")


class MonthField(forms.CharField):
    """A month, written 2026-07; its value is the month's first day."""

    default_error_messages = {"month": _("Please write the month like 2026-07.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=7, widget=forms.TextInput(attrs={"type": "month"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a date as its month."""
        return f"{value:%Y-%m}" if isinstance(value, dt.date) else value

    def clean(self, value: Any) -> Any:
        """Return the first day; raises ``ValidationError``."""
        text = super().clean(value)
        if not text:
            return None
        try:
            month = dt.date.fromisoformat(f"{text}-01")
        except ValueError:
            raise ValidationError(self.error_messages["month"], code="month") from None
        if not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["month"], code="month")
        return month


class FileChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # Wagtail's metaclass cannot subscript it
    """A file of an ad, told by the ad's title."""

    def label_from_instance(self, file: Any) -> str:
        """Name ad and file."""
        return f"{file.psa.title}（{file}）"


def share_field() -> forms.DecimalField:
    """Return the field for the share that an ad takes of a surface, in percent; nothing is written for "none"."""
    return forms.DecimalField(
        label=_("share of the surface in percent"),
        min_value=LEAST_SHARE,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        error_messages={
            "min_value": _("A share lies above 0 and up to 100. Leave it empty where there is none."),
            "max_value": _("A share lies above 0 and up to 100. Leave it empty where there is none."),
        },
    )


class PlacementForm(WagtailAdminModelForm):
    """One placement. The point is shown and typed as it was given."""

    psa_file = FileChoice(label=_("file of the ad"), queryset=PsaFile.objects.none())
    times_shown = forms.IntegerField(
        label=_("times shown"), min_value=0, max_value=MOST_TIMES, initial=1, required=True
    )
    surface_share = share_field()
    longitude = forms.FloatField(label=_("longitude"), min_value=-180, max_value=180, required=False)
    latitude = forms.FloatField(label=_("latitude"), min_value=-90, max_value=90, required=False)
    is_up = forms.BooleanField(label=_("It is up since its first day"), required=False)

    class Meta:
        model = Placement
        fields: ClassVar[list[str]] = [
            "psa_file",
            "medium",
            "region",
            "address",
            "organisation",
            "starts_on",
            "ends_on",
            "times_shown",
            "surface_share",
            "longitude",
            "latitude",
            "datum",
            "reference",
            "note",
        ]
        widgets: ClassVar[dict[str, type[Widget]]] = {
            "region": RegionChooser,
            "organisation": OrganisationChooser,
            "starts_on": AdminDateInput,
            "ends_on": AdminDateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["psa_file"]
        choice.queryset = PsaFile.objects.select_related("psa").order_by("-psa_id", "part", "pk")
        self.fields["medium"].queryset = Medium.objects.filter(is_active=True)
        if self.instance.pk:
            del self.fields["is_up"]
            self.initial["longitude"] = self.instance.given_longitude
            self.initial["latitude"] = self.instance.given_latitude

    def _post_clean(self) -> None:
        """Leave the row alone: the verbs fill and check it."""

    def details(self) -> Details:
        """Return what was typed."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Details(**values)


class SheetForm(forms.Form):
    """A filled-in sheet."""

    sheet = forms.FileField(
        label=_("Filled-in sheet (.xlsx or .csv)"),
        error_messages={"required": _("Please choose the filled-in sheet.")},
    )


class CopyForm(forms.Form):
    """Which month is planned again, and for which."""

    source = MonthField(label=_("Copy from"))
    target = MonthField(label=_("Plan for"))
    organisation = forms.ModelChoiceField(
        label=_("Only this unit (optional)"), queryset=Organisation.objects.order_by("name"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        month = month_of(timezone.localdate())
        self.fields["source"].initial = later(month, -1)
        self.fields["target"].initial = month

    def clean(self) -> dict[str, Any]:
        """Refuse a month onto itself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("source") and cleaned.get("source") == cleaned.get("target"):
            self.add_error("target", _("Please choose another month to plan for."))
        return cleaned

    def spans(self) -> tuple[Span, Span]:
        """Return both months."""
        source, target = self.cleaned_data["source"], self.cleaned_data["target"]
        return Span(source, source), Span(target, target)


class OverFilterForm(forms.Form):
    """Which unit's and which ad's placements are listed; only those are offered that have any."""

    unit = forms.ModelChoiceField(
        label=_("unit"), queryset=Organisation.objects.none(), required=False, empty_label=_("All")
    )
    ad = forms.ModelChoiceField(label=_("Ad"), queryset=PsaPage.objects.none(), required=False, empty_label=_("All"))

    def __init__(self, data: Any, *, over: "QuerySet[Placement]") -> None:
        super().__init__(data)
        rows = over.order_by()
        units = Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("name")
        ads = PsaPage.objects.filter(pk__in=rows.values("psa_file__psa")).order_by("title")
        self.fields["unit"].queryset, self.fields["ad"].queryset = units, ads  # type: ignore[attr-defined]


class ActForm(forms.Form):
    """A day for an act, and a photo where one is at hand."""

    on = forms.DateField(label=_("Day"), widget=DayInput())
    photo = forms.FileField(label=_("Photo"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def clean_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day
