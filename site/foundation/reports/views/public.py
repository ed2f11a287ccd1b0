"""The public form."""

from typing import Any

from django.http import HttpRequest

from foundation.intake.forms import clean_text
from foundation.intake.views.forms import IntakeFormView
from foundation.reports.forms import PAGE_CHARACTERS, page_written


class ReportErrorView(IntakeFormView):
    """``/report-error/?page=<address or number>``."""

    kind_slug = "error-report"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in the page that the link named."""
        return {"page": page_written(clean_text(request.GET.get("page", "")[:PAGE_CHARACTERS]))}
