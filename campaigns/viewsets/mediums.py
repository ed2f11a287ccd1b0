"""The list of media."""

from typing import Any, ClassVar

from django.forms import Widget
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, TitleColumn

from campaigns.models import Medium
from foundation.forms.names import NamesField
from foundation.viewsets.audited import AuditedViewSet


class MediumForm(WagtailAdminModelForm):
    """A medium with the names under which sheets know it."""

    aliases = NamesField(label=_("Also known as"))

    class Meta:
        model = Medium
        fields: ClassVar[list[str]] = ["name", "aliases", "is_physical", "has_share", "is_active"]
        widgets: ClassVar[dict[str, type[Widget]]] = {}


class MediumViewSet(AuditedViewSet):
    """Media, in an order that is dragged."""

    model = Medium
    icon = "list-ol"
    menu_label = _("media of placements")
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="medium:edit"),
        BooleanColumn("is_physical", label=_("hangs at a place")),
        BooleanColumn("is_active", label=_("in use")),
    ]
    search_fields: ClassVar[list[str]] = ["name"]
    sort_order_field = "sort_order"

    def get_form_class(self, for_update: bool = False) -> type[MediumForm]:  # noqa: ARG002 - Wagtail's signature
        """Return the form, the same for both."""
        return MediumForm
