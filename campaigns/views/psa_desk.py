"""The files of ads as the desk sees them."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns.models import PsaFile


@require_safe
def preview(request: HttpRequest, key: int) -> FileResponse:  # noqa: ARG001 - a view takes the request
    """Show a file of an ad to who may enter the desk, whether readers may see the ad or not.

    Every file is our own making or was probed at its upload; the browser is told to believe the stated type only.
    """
    file = get_object_or_404(PsaFile, pk=key)
    answer = FileResponse(file.file.open("rb"), filename=f"psa-{file.pk}.{file.file_format}")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
