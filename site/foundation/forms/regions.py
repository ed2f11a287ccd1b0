"""The form of a region, and the search of its chooser."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from foundation.domain.regions import set_aliases
from foundation.forms.names import NamesField
from foundation.models import Organisation, Region
from foundation.queries.regions import matching
from foundation.widgets import RegionChooser


class RegionForm(WagtailAdminModelForm):
    """A region with its other names and successors, both typed as text."""

    alias_names = NamesField(label=_("Also known as"))
    successor_codes = NamesField(
        label=_("Codes of the successors"), help_text=_("For a region that was abolished. Separate several codes by 、")
    )

    class Meta:
        model = Region
        fields: ClassVar[list[str]] = ["code", "name", "short_name", "level", "parent", "valid_from", "valid_until"]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {"parent": RegionChooser}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["alias_names"] = list(self.instance.aliases.order_by("pk").values_list("name", flat=True))
            self.initial["successor_codes"] = list(self.instance.successors.values_list("code", flat=True))

    def clean_successor_codes(self) -> list[Region]:
        """Return the regions that bear the codes today; name a code that none bears."""
        codes: list[str] = self.cleaned_data["successor_codes"]
        found = {region.code: region for region in Region.objects.current().filter(code__in=codes)}
        if unknown := [code for code in codes if code not in found]:
            raise ValidationError(_("No region of today has the code %(codes)s."), params={"codes": "、".join(unknown)})
        return list(found.values())

    def save(self, commit: bool = True) -> Region:
        """Save the region with its other names and successors."""
        region: Region = super().save(commit)
        set_aliases(region=region, names=self.cleaned_data["alias_names"])
        region.successors.set(self.cleaned_data["successor_codes"])
        return region


class RegionFilterForm(BaseFilterForm):
    """Finds a region by code, name or alias in the chooser."""

    q = forms.CharField(label=_("Name or code"), required=False)

    def filter(self, objects: QuerySet[Region]) -> QuerySet[Region]:
        """Keep the regions that match what was typed."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return matching(objects, self.search_query) if self.search_query else objects


class OrganisationFilterForm(BaseFilterForm):
    """Finds an organisation by its name in the chooser."""

    q = forms.CharField(label=_("Name"), required=False)

    def filter(self, objects: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """Keep the organisations whose name, long or short, holds what was typed."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        if not self.search_query:
            return objects
        return objects.filter(name__icontains=self.search_query) | objects.filter(
            short_name__icontains=self.search_query
        )
