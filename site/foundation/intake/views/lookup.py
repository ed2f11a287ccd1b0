"""Looking up what became of a submission: by number and query code, or by the private link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from foundation.intake.domain import access
from foundation.intake.domain.resending import send_link_again
from foundation.intake.forms import LookupForm, ResendForm
from foundation.intake.kinds import get_kind
from foundation.intake.models import Submission
from foundation.intake.views.forms import private


def show_status(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Show number, time and progress; contact data are on no public page."""
    kind = get_kind(submission.kind)
    context = {"kind": kind, "submission": submission, "status": kind.status(submission)}
    return private(render(request, "foundation/intake/status.html", context))


class LookupView(View):
    """Number and query code."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the two fields."""
        return self._page(request, LookupForm(initial={"number": request.GET.get("number", "")[:40]}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the submission, or one sentence that says the same for a wrong number and a wrong code."""
        form = LookupForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            found = access.by_code(number=form.cleaned_data["number"], code=form.cleaned_data["code"])
        except access.LockedOutError:
            message = _("There were too many wrong attempts for this number. Please try again in fifteen minutes.")
            return self._page(request, form, message, 429)
        except access.NotHereError:
            message = _("Number and query code do not fit together. Please compare both with your receipt.")
            return self._page(request, form, message, 404)
        return show_status(request, found)

    def _page(self, request: HttpRequest, form: LookupForm, error: str = "", status: int = 200) -> HttpResponse:
        context = {"form": form, "errors": [error] if error else []}
        return private(render(request, "foundation/intake/lookup.html", context, status=status))


class ResendView(View):
    """Number and telephone tail send the link again to the address that was left; they show nothing."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the two fields."""
        return self._page(request, ResendForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send the link if there is one to send; the page says the same either way."""
        form = ResendForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            found = access.by_tail(number=form.cleaned_data["number"], tail=form.cleaned_data["tail"])
            link = request.build_absolute_uri(reverse("intake-link", args=[found.link_token.reveal()]))
            send_link_again(submission=found, link=link)
        except access.LockedOutError:
            message = _("There were too many wrong attempts for this number. Please try again in fifteen minutes.")
            return self._page(request, form, message, 429)
        except access.NotHereError:
            pass  # the same page, so that nobody learns which numbers and telephones belong together
        return private(render(request, "foundation/intake/resent.html"))

    def _page(self, request: HttpRequest, form: ResendForm, error: str = "", status: int = 200) -> HttpResponse:
        context = {"form": form, "errors": [error] if error else []}
        return private(render(request, "foundation/intake/resend.html", context, status=status))


def link_view(request: HttpRequest, token: str) -> HttpResponse:
    """Show a submission by its private link; opening it does not use it up (mail scanners open links too)."""
    try:
        return show_status(request, access.by_link(token=token))
    except access.NotHereError:
        return private(render(request, "foundation/intake/link_gone.html", status=404))
