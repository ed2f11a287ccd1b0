"""Form widgets: choosers of regions and organisations, and a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BaseChooser

from foundation.models import Organisation, Region


class RegionChooser(BaseChooser):
    """Chooses a region in a window: a list of three thousand is no list to choose from."""

    model = Region
    icon = "globe"
    choose_one_text = _("Choose a region")
    choose_another_text = _("Choose another region")
    link_to_chosen_text = _("Edit this region")
    chooser_modal_url_name = "region_chooser:choose"


class OrganisationChooser(BaseChooser):
    """Chooses an organisation in a window."""

    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    link_to_chosen_text = _("Edit this organisation")
    chooser_modal_url_name = "organisation_chooser:choose"


class DayInput(forms.DateInput):
    """The browser's own date field, which takes its value in ISO form only, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
