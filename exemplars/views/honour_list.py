"""The list of honours at the desk, and the same list as CSV or XLSX for the office."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from exemplars.models import Honour
from foundation.views.exports import SafeExportMixin


class HonourIndexView(SafeExportMixin, generic.IndexView):
    """The list of honours, revoked ones included; an export holds names that no reader sees and is the office's."""

    export_filename = "honours"
    list_export: ClassVar[list[str]] = [
        "exemplar.title",
        "exemplar.get_subject_display",
        "exemplar.unit",
        "region_names",
        "programme.name",
        "get_level_display",
        "period",
        "year",
        "category",
        "awarded_on",
        "document_number",
        "get_state_display",
        "posthumous_word",
        "revoked_on",
        "exemplar.number_id",
        "shown_word",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "exemplar.title": gettext_lazy("Name"),
        "exemplar.get_subject_display": gettext_lazy("kind"),
        "exemplar.unit": gettext_lazy("unit"),
        "region_names": gettext_lazy("regions"),
        "programme.name": gettext_lazy("programme"),
        "get_level_display": gettext_lazy("level"),
        "period": gettext_lazy("period"),
        "year": gettext_lazy("year"),
        "category": gettext_lazy("category"),
        "awarded_on": gettext_lazy("awarded on"),
        "document_number": gettext_lazy("document number"),
        "get_state_display": gettext_lazy("state"),
        "posthumous_word": gettext_lazy("Posthumous"),
        "revoked_on": gettext_lazy("revoked on"),
        "exemplar.number_id": gettext_lazy("number of the page"),
        "shown_word": gettext_lazy("page is public"),
    }

    def get_base_queryset(self) -> QuerySet[Honour]:
        """Read names and programmes along, and for an export the regions."""
        found: QuerySet[Honour] = Honour.objects.select_related("exemplar", "programme", "category", "round__programme")
        return found.prefetch_related("exemplar__regions") if self.is_export else found

    def to_row_dict(self, item: Honour) -> dict[str, Any]:
        """Return the cells of an honour by their column."""
        row: dict[str, Any] = {}
        for name in self.list_export:
            value: Any = self._word(item, name)
            row[name] = "" if value is None else value
        return row

    def _word(self, honour: Honour, name: str) -> Any:
        """Return the value of one column."""
        if name == "region_names":
            return "、".join(region.name for region in honour.exemplar.regions.all())
        if name == "posthumous_word":
            return _("Yes") if honour.is_posthumous else ""
        if name == "shown_word":
            return _("Yes") if honour.exemplar.live else _("No")
        value: Any = honour
        for part in name.split("."):
            value = getattr(value, part)
        return value() if callable(value) else value

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the sheet of past honours for those who record honours."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.request.user.has_perm("exemplars.add_honour"):
            label = _("Honours of past years from a sheet")
            buttons.append(Button(label, url=reverse("honour:sheet"), icon_name="table", priority=80))
        return buttons
