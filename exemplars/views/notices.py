"""Public notices: the list, one notice, and the form for objections."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from exemplars.queries.notices import public_notices, selected, shown, takes_objections, today
from foundation.intake.views.forms import IntakeFormView


def notices_view(request: HttpRequest) -> HttpResponse:
    """List the public notices and what was announced, the newest first."""
    return render(request, "exemplars/notices.html", {"rounds": public_notices()[:100]})


def notice_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is selected, as far as consent and age allow, and where to object."""
    round_ = get_object_or_404(public_notices(), pk=pk)
    context = {
        "round": round_,
        "nominees": [shown(nomination) for nomination in selected([round_])],
        "takes_objections": takes_objections(round_, today()),
    }
    return render(request, "exemplars/notice.html", context)


class ObjectView(IntakeFormView):
    """``/notices/objection/?about=<nomination>``."""

    kind_slug = "objection"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Choose whom the link named."""
        return {"about": request.GET.get("about", "")[:20]}
