"""Leaving a message of support, where the site takes them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from exemplars.queries.support import takes_support
from foundation.intake.views.forms import IntakeFormView


class SupportView(IntakeFormView):
    """``/exemplars/support/?to=<number>``."""

    kind_slug = "support"

    def get(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Show the form; it is nowhere while the switch is off."""
        self._refuse_closed(request)
        return super().get(request, token)

    def post(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Take a message, under the same condition."""
        self._refuse_closed(request)
        return super().post(request, token)

    def _refuse_closed(self, request: HttpRequest) -> None:
        if not takes_support(request):
            raise Http404

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Say for whom it is."""
        return {"exemplar": request.GET.get("to", "")[:18]}
