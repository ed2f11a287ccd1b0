"""One row of a placement sheet, as a form: every mistake gets its sentence."""

import datetime as dt
import re
import unicodedata
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.domain.placements import Details
from campaigns.enums import Datum, PlacementState
from campaigns.forms.placements import MOST_TIMES, share_field
from campaigns.models import Medium, PsaFile
from campaigns.queries.ads import file_named
from foundation.intake.forms import CleanTextField
from foundation.models import Organisation, Region

DATE_WRITTEN: Final = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?(?:\s+0?0:00(?::00)?)?")
NUMBER_WRITTEN: Final = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:%|条次|次|条)?")
DATUM_NAMES: Final = {
    "": "",
    "wgs84": Datum.WGS84,
    "gps": Datum.WGS84,
    "gcj02": Datum.GCJ02,
    "高德": Datum.GCJ02,
    "腾讯": Datum.GCJ02,
    "火星坐标": Datum.GCJ02,
    "bd09": Datum.BD09,
    "百度": Datum.BD09,
}
STATES: Final = {
    "": PlacementState.UP,
    "已上刊": PlacementState.UP,
    "在刊": PlacementState.UP,
    "up": PlacementState.UP,
    "已撤下": PlacementState.DOWN,
    "已下刊": PlacementState.DOWN,
    "down": PlacementState.DOWN,
    "计划": PlacementState.PLANNED,
    "planned": PlacementState.PLANNED,
}


def plain_number(text: str) -> str:
    """Return a number as people write it in a sheet (1,200 or 35% or 30次) without what only adorns it."""
    half = unicodedata.normalize("NFKC", text).strip()
    found = NUMBER_WRITTEN.fullmatch(half)
    return found[1].replace(",", "") if found else half


class WrittenDateField(CleanTextField):
    """A date as people write it in a sheet: 2026-07-01, 2026/7/1, 2026.7.1 or 2026年7月1日."""

    def clean(self, value: Any) -> Any:
        """Return the date; raises ``ValidationError``."""
        text = unicodedata.normalize("NFKC", super().clean(value) or "")
        if not text:
            return None
        found = DATE_WRITTEN.fullmatch(text)
        try:
            return dt.date(*(int(part) for part in found.groups())) if found else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> None:
        raise ValidationError(_("Please write the date like 2026-07-01."), code="date")


class PlacementRowForm(forms.Form):
    """Looks up what the row names. ``lookups`` remembers what earlier rows of the sheet named."""

    ad = CleanTextField(label=_("Ad"), max_length=255)
    file = CleanTextField(label=_("File"), max_length=120, required=False)
    medium = CleanTextField(label=_("medium"), max_length=30)
    region = CleanTextField(label=_("Region"), max_length=60)
    address = CleanTextField(label=_("address"), max_length=200, required=False)
    organisation = CleanTextField(label=_("unit"), max_length=120)
    starts_on = WrittenDateField(label=_("first day"))
    ends_on = WrittenDateField(label=_("last day"), required=False)
    times_shown = forms.IntegerField(label=_("times shown"), min_value=0, max_value=MOST_TIMES, required=False)
    surface_share = share_field()
    longitude = forms.FloatField(label=_("longitude"), min_value=-180, max_value=180, required=False)
    latitude = forms.FloatField(label=_("latitude"), min_value=-90, max_value=90, required=False)
    datum = CleanTextField(label=_("coordinate system"), max_length=20, required=False)
    state = CleanTextField(label=_("state"), max_length=20, required=False)
    reference = CleanTextField(label=_("own number"), max_length=60, required=False)

    def __init__(self, data: dict[str, str], *, lookups: dict[tuple[str, str], Any]) -> None:
        read = {name: plain_number(data.get(name, "")) for name in ("times_shown", "surface_share")}
        super().__init__({**data, **read})
        self.lookups = lookups

    def _once(self, field: str, text: str, find: Any) -> Any:
        key = (field, text)
        if key not in self.lookups:
            self.lookups[key] = find()
        return self.lookups[key]

    def clean_medium(self) -> Medium:
        """Find the medium by its name or another name."""
        text = self.cleaned_data["medium"]
        media = self._once("media", "", lambda: list(Medium.objects.all()))
        for medium in media:
            if text == medium.name or text in medium.aliases:
                found: Medium = medium
                return found
        raise ValidationError(_("There is no medium “%(name)s”. See the list of media."), params={"name": text})

    def clean_region(self) -> Region:
        """Find the region by its code or one of its names."""
        text = self.cleaned_data["region"]
        names = Q(code=text) | Q(name=text) | Q(short_name=text) | Q(aliases__name=text)
        found = self._once("region", text, lambda: list(Region.objects.current().filter(names).distinct()[:2]))
        if len(found) == 1:
            region: Region = found[0]
            return region
        if found:
            raise ValidationError(
                _("Several regions are called “%(name)s”. Please write the code."), params={"name": text}
            )
        raise ValidationError(_("There is no region “%(name)s”."), params={"name": text})

    def clean_organisation(self) -> Organisation:
        """Find the unit by its official or short name."""
        text = self.cleaned_data["organisation"]
        names = Q(name=text) | Q(short_name=text)
        found = self._once("organisation", text, lambda: list(Organisation.objects.filter(names)[:2]))
        if len(found) == 1:
            organisation: Organisation = found[0]
            return organisation
        raise ValidationError(_("There is no single unit “%(name)s”. See the list of units."), params={"name": text})

    def clean_datum(self) -> str:
        """Read the coordinate system by any of its names."""
        text = self.cleaned_data["datum"].casefold().replace("-", "").replace(" ", "")
        if text not in DATUM_NAMES:
            raise ValidationError(_("Please write WGS-84, GCJ-02 or BD-09."))
        return DATUM_NAMES[text]

    def clean_state(self) -> PlacementState:
        """Read the state: up where nothing is said."""
        text = self.cleaned_data["state"].casefold()
        if text not in STATES:
            raise ValidationError(_("Please write 已上刊, 已撤下 or 计划."))
        return STATES[text]

    def clean(self) -> dict[str, Any]:
        """Find the ad's file, which two cells name together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "ad" in cleaned:
            ad, file = cleaned["ad"], cleaned.get("file", "")
            found: PsaFile | None = self._once("ad", f"{ad}\0{file}", lambda: file_named(ad, file))
            if found is None:
                message = _("No ad, or no file of it, is found under this number or title.")
                self.add_error("ad", message)
            cleaned["psa_file"] = found
        return cleaned

    def details(self) -> Details:
        """Return the row as it is to be placed."""
        cleaned = self.cleaned_data
        times = cleaned["times_shown"]
        return Details(
            psa_file=cleaned["psa_file"],
            medium=cleaned["medium"],
            region=cleaned["region"],
            organisation=cleaned["organisation"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            address=cleaned["address"],
            longitude=cleaned["longitude"],
            latitude=cleaned["latitude"],
            datum=cleaned["datum"],
            times_shown=1 if times is None else times,
            surface_share=cleaned["surface_share"],
            reference=cleaned["reference"],
        )
