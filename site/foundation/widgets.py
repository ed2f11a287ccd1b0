"""Choosers of regions and organisations as form widgets."""

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
