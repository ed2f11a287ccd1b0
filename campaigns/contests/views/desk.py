"""The clerk's desk: entering what came on paper, and the receipt to print."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.contests.domain.desk import PERMISSION, enter_paper, print_receipt
from campaigns.contests.filing.receipts import TEMPLATE, receipt_context, receipt_pdf
from campaigns.contests.forms.desk import PaperForm
from campaigns.contests.models import Entry
from foundation.intake.domain.access import NotHereError
from foundation.models import SiteIdentity, User
from foundation.printing import PrintingUnavailableError


class PaperView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Enter one manuscript; afterwards its receipt."""

    model = Entry
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "contests/desk/paper.html"
    page_title = gettext_lazy("Enter a manuscript on paper")
    header_icon = "edit"

    def get(self, request: HttpRequest) -> TemplateResponse:
        """Show the empty form, for the competition of the link if it names one."""
        return self._show(PaperForm(initial={"contest": request.GET.get("contest", "")[:12]}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Enter the piece."""
        form = PaperForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        receipt = enter_paper(
            piece=form.piece(),
            key=form.cleaned_data["key"],
            uploads=form.cleaned_data["scans"],
            actor=_clerk(request),
        )
        messages.success(request, _("Entry %(number)s is made.") % {"number": receipt.number})
        return redirect("contest_paper:receipt", receipt.submission.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name the screen behind the dashboard."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def _show(self, form: PaperForm) -> TemplateResponse:
        context = self.get_context_data(form=form, media=form.media)
        response = TemplateResponse(self.request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def _clerk(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    return request.user


def _context(request: HttpRequest, public_id: Any) -> dict[str, Any]:
    try:
        receipt = print_receipt(public_id=public_id, user=_clerk(request))
    except NotHereError:
        raise Http404 from None
    identity = SiteIdentity.for_request(request)
    return receipt_context(receipt, office=identity.organiser or identity.site_name)


def receipt_view(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Show the receipt as a page to print."""
    response = render(request, TEMPLATE, _context(request, public_id))
    response["Cache-Control"] = "no-store, private"
    return response


def pdf_view(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Give the receipt as PDF; where that cannot be drawn, say so and lead back to the page."""
    context = _context(request, public_id)
    try:
        data = receipt_pdf(context)
    except PrintingUnavailableError:
        messages.error(request, _("PDF cannot be made on this server. Please print the page from the browser."))
        return redirect(reverse("contest_paper:receipt", args=[public_id]))
    response = HttpResponse(data, content_type="application/pdf")
    name = f"{context['receipt'].number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
