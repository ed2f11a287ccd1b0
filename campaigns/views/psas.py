"""The library's public pages: the gallery, an ad, and its downloads."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.domain.downloads import archive, archive_name, file_name, register_download
from campaigns.models import PsaLibraryPage
from campaigns.queries.gallery import psa_by_number
from campaigns.queries.placements import placements_under
from foundation.intake.domain.throttling import count
from foundation.intake.visitors import address_of
from media.views.ranges import ranged
from news.views.articles import through_hooks

SHORT: Final = timedelta(minutes=10)
MOST_DOWNLOADS: Final = 200
"""By one address in that time: a whole school behind one address, and no script."""


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Serve the gallery."""
    page = PsaLibraryPage.objects.live().first()
    if page is None:
        raise Http404
    return through_hooks(page, request)


@require_safe
def psa(request: HttpRequest, number: str) -> HttpResponse:
    """Serve the ad of a public number through every hook of the page tree."""
    page = psa_by_number(int(number))
    if page is None:
        raise Http404
    return through_hooks(page, request)


def keep_placed(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Answer in place of a deletion where an ad, here or below, hangs or hung somewhere: its record must stay."""
    for page in pages:
        placed = placements_under(page.path)
        if placed:
            sentence = ngettext(
                "“%(title)s” cannot be deleted: %(count)s placement in the accounts is of it. Unpublish it instead, or "
                "set its last day of use; then it is shown nowhere any more and the record stays.",
                "“%(title)s” cannot be deleted: %(count)s placements in the accounts are of it. Unpublish it instead, "
                "or set its last day of use; then it is shown nowhere any more and the record stays.",
                placed,
            )
            messages.error(request, sentence % {"title": page.get_admin_display_title(), "count": placed})
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@require_safe
def film(request: HttpRequest, number: str) -> HttpResponseBase:
    """Play the film or sound of an ad, as long as the ad may be shown: its file has no address that outlives it."""
    page = psa_by_number(int(number))
    if page is None or page.recording is None or not page.is_showable() or page.get_view_restrictions().exists():
        raise Http404
    response = ranged(request, page.recording.file)
    response["Cache-Control"] = "no-cache"
    return response


@csrf_exempt
@require_POST
def download(request: HttpRequest, number: str) -> HttpResponseBase:
    """Register a download and hand out one file, or all in an archive.

    Nobody is logged in here and nothing changes but the register, so a request from elsewhere does no more than a
    visit; without the token the ad's page is the same for every reader and a shared cache may keep it.
    """
    page = psa_by_number(int(number))
    if page is None or not page.is_showable() or page.get_view_restrictions().exists():
        raise Http404
    wanted = request.POST.get("file", "")
    chosen = [file for file in page.files.usable() if wanted in {"", file.name}]
    if not chosen:
        raise Http404
    if count(scope="psa:fetched", value=address_of(request), window=SHORT) > MOST_DOWNLOADS:
        sentence = _("From your network very many files were fetched in a short time. Please try again in ten minutes.")
        return HttpResponse(sentence, status=429, content_type="text/plain; charset=utf-8")
    # Whoever fetches the same once more, or whose browser asks twice, is one download in the register.
    if count(scope="psa:entered", value=f"{address_of(request)} {page.pk} {wanted}", window=SHORT) == 1:
        register_download(psa=page, size=chosen[0].size if wanted else "", purpose=request.POST.get("purpose", ""))
    if not wanted:
        response = StreamingHttpResponse(archive(page, chosen), content_type="application/zip")
        response["Content-Disposition"] = str(
            content_disposition_header(as_attachment=True, filename=archive_name(page))
        )
        return response
    name = file_name(page, chosen[0])
    return FileResponse(chosen[0].file.open("rb"), as_attachment=True, filename=name)
