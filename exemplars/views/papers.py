"""An exemplar on paper: the page that prints itself, and the same as PDF."""

from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from exemplars.models import ExemplarPage
from exemplars.printing import as_pdf
from exemplars.queries.sheets import printable_exemplar, sheet_context
from foundation.intake.domain.throttling import count
from foundation.intake.views.forms import qr_svg
from foundation.intake.visitors import address_of
from foundation.printing import PrintingUnavailableError, pdf_response

TEMPLATE: Final = "exemplars/exemplar_paper.html"
PDFS_AN_HOUR: Final = 120
"""By one address; whoever wants more prints the page."""


def _printable(number: str) -> ExemplarPage:
    page = printable_exemplar(int(number))
    if page is None:
        raise Http404
    return page


@require_safe
def exemplar_print(request: HttpRequest, number: str) -> HttpResponse:
    """Show the sheet as it leaves the printer."""
    context = sheet_context(_printable(number))
    return render(request, TEMPLATE, {**context, "qr": qr_svg(context["link"])})


@require_safe
def exemplar_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """Give the sheet as PDF; where none can be made, show the page that prints itself."""
    page = _printable(number)
    if count(scope="exemplar:pdf", value=address_of(request), window=timedelta(hours=1)) > PDFS_AN_HOUR:
        return redirect("exemplar-print", number)
    context = sheet_context(page, embedded=True)
    try:
        content = as_pdf(TEMPLATE, {**context, "qr": qr_svg(context["link"]), "request": request})
    except PrintingUnavailableError:
        return redirect("exemplar-print", number)
    return pdf_response(content, f"exemplar-{page.number_id}.pdf")
