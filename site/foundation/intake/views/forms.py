"""The public form: shown, stored, judged, answered with a receipt."""

import logging
import re
import traceback
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import segno
from django.core.exceptions import ValidationError
from django.forms.widgets import CheckboxInput, HiddenInput, Input, Textarea
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token

from foundation.intake import proofs, stamps
from foundation.intake.domain import drafts, raw_posts, submitting
from foundation.intake.domain.access import NotHereError
from foundation.intake.enums import FileState, Outcome
from foundation.intake.forms import IntakeForm
from foundation.intake.kinds import IntakeKind, get_kind
from foundation.intake.models import Draft, RawPost
from foundation.intake.views.keeping import DROP, drop_file, keep_uploads, kept_files, save_typed
from foundation.intake.views.requests import (
    UnreadableRequestError,
    csrf_failed,
    read_request,
    tallies,
    too_often,
    too_often_sentence,
    unproved_scope,
)
from foundation.intake.visitors import give_device

log = logging.getLogger(__name__)
KEPT_CHARACTERS: Final = 150_000
SAVE: Final = "save"
QR_MASK: Final = 3
"""Any of the eight masks makes a sound code; weighing them all took a fifth of the time of a whole submission."""


def _key_of(form: IntakeForm) -> str:
    """Return the submission key of a form's stamp, for which its page finds the proof of work."""
    stamp = stamps.read(str(form["stamp"].value() or ""))
    return str(stamp.key) if stamp is not None else ""


def log_fault(kind: IntakeKind, error: Exception) -> None:
    """Log where a fault happened, without its message: a database repeats values in its messages."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    log.error("intake %s: %s at %s:%s", kind.slug, type(error).__name__, frame.filename, frame.lineno)


def qr_svg(text: str) -> SafeString:
    """Return a QR code as inline SVG without style attributes, for a page under a strict CSP."""
    svg = segno.make(text, error="m", mask=QR_MASK).svg_inline(
        scale=4, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(svg)  # noqa: S308 - segno draws a path from numbers; the text is not in it


def private(response: HttpResponse) -> HttpResponse:
    """Mark a page that is for one person: kept nowhere, indexed nowhere, and its address told to no other site."""
    response["Cache-Control"] = "no-store, private"
    # Under "no-referrer" a browser posts with "Origin: null", which the CSRF check must refuse.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@method_decorator([csrf_exempt, requires_csrf_token], name="dispatch")
class IntakeFormView(View):
    """The form of one kind. It checks CSRF itself, because Django's answer would lose what was typed."""

    http_method_names = ["get", "head", "post", "options"]
    kind_slug: str = ""

    @property
    def kind(self) -> IntakeKind:
        """The kind this form is for."""
        return get_kind(self.kind_slug)

    def initial(self, _request: HttpRequest) -> dict[str, Any]:
        """Return what a new form begins with; kinds override it."""
        return {}

    def more_context(self, _form: IntakeForm, _draft: Draft | None) -> dict[str, Any]:
        """Return what a kind's own template needs besides; kinds override it."""
        return {}

    def get(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Show an empty form, or a draft by its private link."""
        initial: dict[str, Any] = self.initial(request)
        key = uuid.uuid4()
        notice, draft = "", None
        if token:
            draft = self._draft(token)
            if draft is None:
                raise Http404
            if drafts.sent_already(draft) is not None:
                return self._receipt(request, draft.submission_key)
            initial, key = drafts.draft_values(draft), draft.submission_key
            notice = _("Here is what you had saved. Please go on.")
        stamp = stamps.resume(self.kind.slug, key, draft.saved_at) if draft else stamps.mint(self.kind.slug, key)
        initial |= {"stamp": stamp, "draft": token}
        return self._page(request, self.kind.form_class(initial=initial), notice=notice, draft=draft)

    def post(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Store what was sent and then judge it."""
        try:
            body = read_request(request, self.kind)
        except UnreadableRequestError as error:
            form = self.kind.form_class(initial={"stamp": stamps.mint(self.kind.slug), "draft": token})
            return self._page(request, form, status=413, errors=[str(error)])
        try:
            return self._take(request, body)
        except Exception as error:  # noqa: BLE001 - no fault of ours may cost anybody their text
            log_fault(self.kind, error)
            return self._unavailable(request)

    def _take(self, request: HttpRequest, body: bytes) -> HttpResponse:
        stamp = stamps.read(request.POST.get("stamp", "")[:500])
        if stamp is not None and stamp.kind != self.kind.slug:
            stamp = None
        key = stamp.key if stamp else None
        action = request.POST.get("action", "")
        if action == SAVE or action.startswith(DROP):
            return (
                self._too_often(request, key)
                if too_often(request, self.kind, str(key or ""))
                else self._save(request, key)
            )
        proved = self._is_proved(request, stamp)
        over, raw = raw_posts.store_counted(
            kind=self.kind,
            body=body,
            content_type=request.content_type or "",
            key=str(key or ""),
            tallies=tallies(request, self.kind, str(key or ""), unproved=not proved),
        )
        if raw is None:
            return self._too_often(request, key)
        kept = self._keep_files(request, key)
        problem = self._suspicion(request, stamp)
        if problem is None and stamp is not None and not proved:
            problem = self._lack_of_proof(stamp, too_many=unproved_scope(self.kind) in over)
        return self._judge(request, raw, stamp, [*([problem] if problem else []), *kept])

    def _keep_files(self, request: HttpRequest, key: uuid.UUID | None) -> list[tuple[str, str]]:
        """Bring files that came with the form into its draft; return code and sentence of each that was not taken."""
        if not request.FILES or (key is not None and submitting.known_receipt(kind=self.kind, key=key) is not None):
            return []
        values = self.kind.form_class.typed(request.POST)
        problems = keep_uploads(request=request, kind=self.kind, values=values, key=key)
        return [(str(problem.code), sentence) for problem in problems for sentence in problem.messages]

    def _too_often(self, request: HttpRequest, key: uuid.UUID | None) -> HttpResponse:
        message = too_often_sentence(request, self.kind, str(key or ""))
        if request.FILES:
            message += _("Please choose the files again then.")
        return self._again(request, key, [message], status=429)

    def _judge(
        self, request: HttpRequest, raw: RawPost, stamp: stamps.Stamp | None, problems: Sequence[tuple[str, str]]
    ) -> HttpResponse:
        form = self.kind.form_class(request.POST)
        reasons = [code for code, _sentence in problems]
        if not form.is_valid():
            reasons += [f"{name}:{error.code}" for name, found in form.errors.as_data().items() for error in found]
        if reasons or stamp is None:
            raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=reasons)
            messages = [sentence for _code, sentence in problems]
            status = 403 if "csrf" in reasons else 422
            return self._again(request, stamp.key if stamp else None, messages, status=status, form=form)
        return self._submit(request, form, raw, stamp.key)

    def _suspicion(self, request: HttpRequest, stamp: stamps.Stamp | None) -> tuple[str, str] | None:
        """Return a code and a sentence when a person should press once more."""
        if csrf_failed(request):
            return "csrf", _("The page had been open for a long time. Nothing is lost: please press send once more.")
        if stamp is None:
            return "stamp", _("The page was no longer current. Nothing is lost: please press send once more.")
        if request.POST.get("website", "").strip():
            return "honeypot", _("Please empty the field “Website” and press send once more.")
        if stamp.too_fast and submitting.known_receipt(kind=self.kind, key=stamp.key) is None:
            return "too_fast", _("That was very quick. Please check what you wrote and press send once more.")
        return None

    def _is_proved(self, request: HttpRequest, stamp: stamps.Stamp | None) -> bool:
        """Tell whether a form brings its proof of work, or needs none; one without a stamp is refused anyway."""
        bits = self.kind.proof_bits
        return not bits or stamp is None or proofs.is_good(stamp.key, request.POST.get("proof", "")[:20], bits)

    def _lack_of_proof(self, stamp: stamps.Stamp, *, too_many: bool) -> tuple[str, str] | None:
        """Ask a form without proof of work for a little more time; the proof is never waited for."""
        if submitting.known_receipt(kind=self.kind, key=stamp.key) is not None:
            return None
        if stamp.age < proofs.SLOW_SECONDS or too_many:
            return "unproved", _(
                "Please wait a quarter of a minute and press send once more: that is how we keep machines out "
                "where a page runs no scripts. Nothing is lost."
            )
        return None

    def _submit(self, request: HttpRequest, form: IntakeForm, raw: RawPost, key: uuid.UUID) -> HttpResponse:
        draft = self._draft(str(form.cleaned_data.get("draft") or ""))
        try:
            receipt = submitting.submit(kind=self.kind, key=key, cleaned=form.cleaned_data, raw=raw, draft=draft)
        except submitting.KeyTakenError:
            raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=["key"])
            return self._again(request, None, [_("Please press send once more.")], status=422, form=form)
        except ValidationError as error:  # what only the kind's own row could tell, such as a limit reached meanwhile
            raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=[str(error.code)])
            return self._again(request, key, error.messages, status=422, form=form)
        if self._is_other(receipt, form):
            raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=["other_content"])
            return self._other_content(request, receipt)
        return self._show(request, receipt)

    def _is_other(self, receipt: submitting.Receipt, form: IntakeForm) -> bool:
        """Tell whether a known key came with something else than what was taken in under it."""
        if receipt.is_new or self.kind.is_same is None or receipt.submission.erased_at is not None:
            return False
        return not self.kind.is_same(receipt.submission, form.cleaned_data)

    def _other_content(self, request: HttpRequest, receipt: submitting.Receipt) -> HttpResponse:
        """Show the form again as a new one, with everything typed, and say that the old one was taken, this not."""
        data = request.POST.copy()
        data["stamp"] = stamps.resume(self.kind.slug, uuid.uuid4(), receipt.submission.received_at)
        data["draft"] = ""
        shown = self.kind.form_class(data)
        shown.errors.clear()
        message = _(
            "This form was sent before and received as %(number)s, with other content. What stands here now has not "
            "been taken yet: send it as another piece, or put it in the place of the first."
        )
        return self._page(request, shown, status=409, errors=[message % {"number": receipt.number}], known=receipt)

    def _save(self, request: HttpRequest, key: uuid.UUID | None) -> HttpResponse:
        """Keep a draft for somebody without scripts and show its private link; take a file out of it if asked."""
        problems = self._keep_files(request, key)
        if csrf_failed(request):
            message = _("The page had been open for a long time. Nothing is lost: please press once more.")
            return self._again(request, key, [message], status=403)
        values = self.kind.form_class.typed(request.POST)
        saved = save_typed(kind=self.kind, values=values, token=request.POST.get("draft", "")[:64], key=key)
        drop_file(draft=saved.draft, action=request.POST.get("action", ""))
        stamp = stamps.resume(self.kind.slug, saved.draft.submission_key, saved.draft.saved_at)
        form = self.kind.form_class(initial={**values, "stamp": stamp, "draft": saved.token})
        sentences = [sentence for _code, sentence in problems]
        status = 422 if problems else 200
        return self._page(request, form, draft=saved.draft, link=saved.token, errors=sentences, status=status)

    def _draft(self, token: str) -> Draft | None:
        try:
            return drafts.open_draft(kind=self.kind, token=token) if token else None
        except NotHereError:
            return None

    def _again(
        self,
        request: HttpRequest,
        key: uuid.UUID | None,
        messages: Sequence[str],
        *,
        status: int,
        form: IntakeForm | None = None,
    ) -> HttpResponse:
        """Show the form again with everything that was typed and a stamp that is good now."""
        data = request.POST.copy()
        old = stamps.read(data.get("stamp", "")[:500])
        if old is None or old.kind != self.kind.slug:
            data["stamp"] = stamps.mint(self.kind.slug, key)
        shown = self.kind.form_class(data)
        if form is None:
            shown.errors.clear()
        return self._page(request, shown, status=status, errors=messages, draft=self._draft(data.get("draft", "")))

    def _receipt(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        receipt = submitting.known_receipt(kind=self.kind, key=key)
        if receipt is None:
            raise Http404
        return self._show(request, receipt)

    def _show(
        self, request: HttpRequest, receipt: submitting.Receipt, changed_at: datetime | None = None
    ) -> HttpResponse:
        """Show the receipt; ``changed_at`` is given where something that we had was changed."""
        link = request.build_absolute_uri(reverse("intake-link", args=[receipt.link_token]))
        context = {
            "kind": self.kind,
            "receipt": receipt,
            "received": self.kind.received(receipt.submission),
            "file_count": receipt.submission.files.filter(state=FileState.COMPLETE).count(),
            "link": link,
            "qr": qr_svg(link),
            "changed_at": changed_at,
        }
        return private(render(request, "foundation/intake/receipt.html", context))

    def _page(  # noqa: PLR0913 - what the page shows
        self,
        request: HttpRequest,
        form: IntakeForm,
        *,
        status: int = 200,
        errors: Sequence[str] = (),
        notice: str = "",
        draft: Draft | None = None,
        link: str = "",
        known: submitting.Receipt | None = None,
    ) -> HttpResponse:
        context = {
            "kind": self.kind,
            "form": form,
            "known": known,
            "errors": errors,
            "notice": notice,
            "draft_files": [(file.public_id, file.name.reveal()) for file in kept_files(draft)],
            "resume_url": reverse(f"{self.kind.form_url}-draft", args=[draft.token.reveal()]) if draft else "",
            "draft_link": request.build_absolute_uri(reverse(f"{self.kind.form_url}-draft", args=[link]))
            if link
            else "",
            "honeypot_shown": bool(form.is_bound and form.data.get("website")),
            "proof_key": _key_of(form) if self.kind.proof_bits else "",
            "draft_url": reverse(f"{self.kind.form_url}-autosave"),
            "files_url": reverse(f"{self.kind.form_url}-files"),
            "form_url": reverse(self.kind.form_url),
            **self.more_context(form, draft),
        }
        response = render(request, self.kind.template, context, status=status)
        give_device(request, response)
        return private(response)

    def _unavailable(self, request: HttpRequest) -> HttpResponse:
        """Give the text back on a page that needs neither database nor cache."""
        form = self.kind.form_class()
        typed = form.typed(request.POST) | {name: request.POST.get(name, "") for name in ("stamp", "draft", "proof")}
        aside = {name for name, field in form.fields.items() if not isinstance(field.widget, Input | Textarea)}
        aside |= {name for name, field in form.fields.items() if isinstance(field.widget, CheckboxInput | HiddenInput)}
        aside |= set(form.machine_fields)
        kept = [
            (name, form.fields[name].label or "", value[:KEPT_CHARACTERS]) for name, value in typed.items() if value
        ]
        token = request.POST.get("csrfmiddlewaretoken", "")
        html = render_to_string(
            "foundation/intake/unavailable.html",
            {
                "csrf": token if re.fullmatch(r"[A-Za-z0-9]{32,64}", token) else "",
                "shown": [item for item in kept if item[0] not in aside],
                "hidden": [item for item in kept if item[0] in aside],
                "action": reverse(self.kind.form_url),
            },
        )
        return private(HttpResponse(html, status=503))
