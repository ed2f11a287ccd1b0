"""The list of honours at the desk, and the same list as CSV or XLSX for the office."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from exemplars.models import Honour
from foundation.intake.sheets import safe_cell

BYTE_ORDER_MARK: Final = "\ufeff".encode()
"""Without it spreadsheet programs take the CSV for a sheet in the computer's old encoding."""


class HonourIndexView(generic.IndexView):
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

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:  # noqa: ARG002 - Wagtail's interface
        """Return numbers as numbers and everything else as text that no program takes for a formula."""
        if isinstance(value, int):
            return value
        return str(value) if export_format == self.FORMAT_XLSX else safe_cell(value)

    def generate_xlsx_row(self, worksheet: Any, row_dict: dict[str, Any], date_format: Any = None) -> Iterator[Any]:
        """Give text cells without the control characters that XLSX cannot hold."""
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - slow to import, needed by this paper only

        clean = {
            name: ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            for name, value in row_dict.items()
        }
        yield from super().generate_xlsx_row(worksheet, clean, date_format)

    def write_csv_response(self, queryset: QuerySet[Honour]) -> StreamingHttpResponse:
        """Begin the file with the mark of its encoding."""
        response: StreamingHttpResponse = super().write_csv_response(queryset)
        response["Content-Type"] = "text/csv; charset=utf-8"
        response.streaming_content = self._marked(response.streaming_content)
        return response

    @staticmethod
    def _marked(lines: Any) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from lines

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the sheet of past honours for those who record honours."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.request.user.has_perm("exemplars.add_honour"):
            label = _("Honours of past years from a sheet")
            buttons.append(Button(label, url=reverse("honour:sheet"), icon_name="table", priority=80))
        return buttons
