"""The switch of 长辈模式, for readers without scripts too."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from portal.reading_mode import remember, way_back


@require_safe
def reading_mode(request: HttpRequest, mode: str) -> HttpResponse:
    """Remember the mode and lead back to the page the reader came from.

    A plain link suffices: it changes nothing but how this browser shows the site, and a form's token would make every
    page private to its reader and so keep it out of every cache.
    """
    response = HttpResponseRedirect(way_back(request))
    remember(response, mode, secure=request.is_secure())
    response.headers["Cache-Control"] = "no-store"
    return response
