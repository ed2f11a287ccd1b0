"""Files that leave through a check: originals and previews for the desk, attachments for readers."""

from typing import Final

from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.permissions import policy_registry

from media.models import Attachment, Picture, Rendition
from media.storages import DESK_FOLDER

MAY_SEE: Final = ("add", "change", "delete", "choose")


def guarded(response: FileResponse) -> FileResponse:
    """Forbid the browser to guess the kind and to run what is inside; the desk forbids to keep it, too."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def preview(request: HttpRequest, name: str) -> FileResponse:
    """Serve a desk preview to those who work with the library; to others it is not there."""
    rendition = get_object_or_404(Rendition.objects.select_related("image__collection"), file=f"{DESK_FOLDER}{name}")
    policy = policy_registry.get_by_type(Picture)
    if not policy.user_has_any_permission_for_instance(request.user, MAY_SEE, rendition.image):
        raise Http404
    return guarded(FileResponse(opened(rendition)))


@require_safe
def original(request: HttpRequest, key: int) -> FileResponse:
    """Serve the original, its metadata included, to those who may change the picture; to others it is not there."""
    picture = get_object_or_404(Picture, pk=key)
    if not policy_registry.get_by_type(Picture).user_has_permission_for_instance(request.user, "change", picture):
        raise Http404
    ending = picture.file.name.rpartition(".")[2]
    return guarded(FileResponse(opened(picture), as_attachment=True, filename=f"{picture.title}.{ending}"))


def opened(row: Picture | Rendition | Attachment) -> File[bytes]:
    """Return the open file. Raises Http404 when it is not there."""
    try:
        return row.file.storage.open(str(row.file.name), "rb")
    except FileNotFoundError as reason:
        raise Http404 from reason


@require_safe
def attachment(request: HttpRequest, key: int, filename: str) -> HttpResponseBase:
    """Serve an attachment as a download under its title; one that may not be shown is not there.

    Wagtail's own view names the file by its random token and takes no streaming answer from a hook, so this one stands
    before it, asks the same hooks (privacy of the collection among them) and sends the same signal.
    """
    document = get_object_or_404(Attachment, pk=key)
    if filename != document.filename or not document.is_usable():
        raise Http404
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(document, request)
        if isinstance(answer, HttpResponseBase):
            return answer
    file = opened(document)
    document_served.send(sender=Attachment, instance=document, request=request)
    response = guarded(FileResponse(file, as_attachment=True, filename=document.download_name))
    response["Content-Type"] = document.content_type
    response["Cache-Control"] = "private, max-age=600"
    return response
