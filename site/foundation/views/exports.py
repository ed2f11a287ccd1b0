"""Files that leave the office out of a list: no cell is taken for a formula, and Chinese shows in every program."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import StreamingHttpResponse

from foundation.intake.sheets import safe_cell

BYTE_ORDER_MARK: Final = "\ufeff".encode()
"""Without it spreadsheet programs take the CSV for a sheet in the computer's old encoding."""


class SafeExportMixin:
    """Comes before Wagtail's list view among the bases."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:  # noqa: ARG002 - Wagtail's interface
        """Return numbers as numbers and everything else as text that no program takes for a formula."""
        if isinstance(value, int):
            return value
        return safe_cell(value) if export_format == "csv" else str(value)

    def generate_xlsx_row(self, worksheet: Any, row_dict: dict[str, Any], date_format: Any = None) -> Iterator[Any]:
        """Give text cells without the control characters that XLSX cannot hold."""
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - slow to import, needed by this paper only

        clean = {
            name: ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            for name, value in row_dict.items()
        }
        yield from super().generate_xlsx_row(worksheet, clean, date_format)  # type: ignore[misc]

    def write_csv_response(self, queryset: Any) -> StreamingHttpResponse:
        """Begin the file with the mark of its encoding."""
        response: StreamingHttpResponse = super().write_csv_response(queryset)  # type: ignore[misc]
        response["Content-Type"] = "text/csv; charset=utf-8"
        response.streaming_content = self._marked(response.streaming_content)
        return response

    @staticmethod
    def _marked(lines: Any) -> Iterator[bytes]:
        yield BYTE_ORDER_MARK
        yield from lines
