"""What the form's script talks to: autosave, and files piece by piece. All of it works without them too."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from foundation.intake import stamps
from foundation.intake.domain import drafts, files
from foundation.intake.domain.access import NotHereError
from foundation.intake.enums import FileState
from foundation.intake.file_rules import PIECE_BYTES
from foundation.intake.kinds import IntakeKind, get_kind
from foundation.intake.models import IntakeFile
from foundation.intake.views.forms import log_fault
from foundation.intake.views.requests import (
    UnreadableRequestError,
    content_length,
    csrf_failed,
    minutes_to_wait,
    read_request,
    too_often,
)
from foundation.intake.visitors import give_device

DRAFT_HEADER = "X-Draft"
OFFSET_HEADER = "Upload-Offset"


def answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    """Answer the script; nothing of it is kept in a cache."""
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store, private"
    return response


@method_decorator([csrf_exempt], name="dispatch")
class EndpointView(View):
    """What the endpoints share: CSRF with re-issue, limits, the draft's token in a header."""

    kind_slug: str = ""

    @property
    def kind(self) -> IntakeKind:
        """The kind this endpoint is for."""
        return get_kind(self.kind_slug)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a fault of ours (no database, a full disk) so that the script keeps what it has and tries again."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - no fault of ours may cost anybody their text
            log_fault(self.kind, error)
            return answer({"error": "unavailable"}, 503)

    def refuse_csrf(self, request: HttpRequest) -> JsonResponse | None:
        """Answer an old CSRF token with a new one, so that the script sends again and no text is lost."""
        if csrf_failed(request):
            return answer({"error": "csrf", "csrf": get_token(request)}, 403)
        return None

    def refuse_excess(self, request: HttpRequest, key: str) -> JsonResponse | None:
        """Answer a form, device or address that comes too often."""
        if too_often(request, self.kind, key):
            sentence = _("There were too many attempts in a short time. Please wait %(minutes)d minutes.")
            return answer({"error": sentence % {"minutes": minutes_to_wait(request, self.kind, key)}}, 429)
        return None


class AutosaveView(EndpointView):
    """Keep what has been typed so far."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the draft; the first time its private link comes back."""
        try:
            read_request(request, self.kind)
        except UnreadableRequestError as error:
            return answer({"error": str(error)}, 413)
        refused = self.refuse_csrf(request)
        if refused is not None:
            return refused
        stamp = stamps.read(request.POST.get("stamp", "")[:500])
        token = request.POST.get("draft", "")[:64]
        if stamp is None or stamp.kind != self.kind.slug:
            return answer({"error": "stamp", "stamp": stamps.mint(self.kind.slug)}, 409)
        if not token:
            refused = self.refuse_excess(request, str(stamp.key))
            if refused is not None:
                return refused
        values = self.kind.form_class.typed(request.POST)
        try:
            saved = drafts.save_draft(kind=self.kind, values=values, token=token, key=stamp.key)
        except NotHereError:
            return answer({"error": "draft"}, 404)
        link = request.build_absolute_uri(reverse(f"{self.kind.form_url}-draft", args=[saved.token]))
        at = timezone.localtime(saved.draft.saved_at).strftime("%H:%M:%S")
        response = answer(
            {
                "draft": saved.token,
                "link": link,
                "saved_at": at,
                "stamp": stamps.renew(stamp, saved.draft.submission_key),
            }
        )
        give_device(request, response)
        return response


class FilesView(EndpointView):
    """Begin a file of a draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take name and size as JSON and answer where to send the pieces."""
        refused = self.refuse_csrf(request)
        if refused is not None:
            return refused
        try:
            asked = json.loads(request.body[:4000])
            name, size = str(asked["name"]), int(asked["size"])
            draft = drafts.open_draft(kind=self.kind, token=request.headers.get(DRAFT_HEADER, "")[:64])
            file = files.begin_file(kind=self.kind, name=name, size=size, draft=draft)
        except NotHereError:
            return answer({"error": "draft"}, 404)
        except ValidationError as error:
            return answer({"error": error.messages[0]}, 422)
        except (ValueError, KeyError, TypeError, OverflowError):
            return answer({"error": "request"}, 400)
        url = reverse(f"{self.kind.form_url}-file", args=[file.public_id])
        return answer({"url": url, "offset": 0, "piece": PIECE_BYTES}, 201)


class FileView(EndpointView):
    """One file that is on its way."""

    http_method_names = ["get", "put", "delete"]

    def _file(self, request: HttpRequest, public_id: str) -> IntakeFile:
        draft = drafts.open_draft(kind=self.kind, token=request.headers.get(DRAFT_HEADER, "")[:64])
        row = draft.files.filter(public_id=public_id).exclude(state=FileState.ERASED).first()
        if row is None or draft.submission_id is not None:
            raise NotHereError
        return row

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Say how far the file has come: where to go on after a broken connection."""
        try:
            return _progress(self._file(request, public_id))
        except NotHereError:
            return answer({"error": "file"}, 404)

    def put(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take the next piece, which begins at the byte named in ``Upload-Offset``."""
        refused = self.refuse_csrf(request)
        if refused is not None:
            return refused
        if content_length(request) > PIECE_BYTES:
            return answer({"error": "piece", "piece": PIECE_BYTES}, 413)
        return self._take(request, public_id)

    def _take(self, request: HttpRequest, public_id: str) -> HttpResponse:
        try:
            offset = int(request.headers.get(OFFSET_HEADER, ""))
            row = self._file(request, public_id)
            return _progress(files.take_piece(kind=self.kind, file=row, offset=offset, piece=request.body))
        except NotHereError:
            return answer({"error": "file"}, 404)
        except files.WrongOffsetError as error:
            return answer({"error": "offset", "offset": error.offset}, 409)
        except ValidationError as error:
            return answer({"error": error.messages[0]}, 422)
        except ValueError:
            return answer({"error": "offset"}, 400)

    def delete(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take a file away that should not be sent after all."""
        refused = self.refuse_csrf(request)
        if refused is not None:
            return refused
        try:
            files.erase_file(file=self._file(request, public_id))
        except NotHereError:
            return answer({"error": "file"}, 404)
        return answer({"erased": True})


def _progress(row: IntakeFile) -> JsonResponse:
    return answer({"offset": row.received, "size": row.size, "state": row.state, "sha256": row.sha256})
