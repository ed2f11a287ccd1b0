"""One entry at the desk: what came, what was said of it, and behind a button of its own the people."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from campaigns.contests.domain.access import NotHereError, open_contributors, open_entry, see_entry
from campaigns.contests.domain.screening import UNDOABLE, JudgedError, undo_screening
from campaigns.contests.forms.entry_desk import ConsentForm, ReasonForm
from campaigns.contests.models import Contributor, Entry, EntryRevision
from campaigns.contests.queries.limits import was_late
from campaigns.contests.views.corrections import acts_for, corrections_of
from campaigns.contests.views.entries import EntryDeskMixin
from foundation.intake.domain.files import read_file, read_preview
from foundation.intake.enums import FileState
from foundation.intake.file_rules import EXTENSIONS
from foundation.intake.models import IntakeFile
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user

PERSON_FIELDS: Final = (
    ("pen_name", gettext_lazy("Pen name")),
    ("phone", gettext_lazy("Telephone")),
    ("email", gettext_lazy("E-mail")),
    ("unit", gettext_lazy("Unit or school")),
    ("address", gettext_lazy("Postal address")),
    ("postcode", gettext_lazy("Postcode")),
)


def opened(request: HttpRequest, public_id: Any) -> Entry:
    """Return an entry through the guarded door; raises ``Http404``."""
    try:
        return open_entry(public_id=public_id, user=desk_user(request))
    except NotHereError:
        raise Http404 from None


def shown_files(revision: EntryRevision | None, public_id: Any) -> dict[str, Any]:
    """Return the pictures of a wording that can be shown, in order with captions, and its other files."""
    rows = revision.files.select_related("file") if revision is not None else ()
    pictures, others = [], []
    for row in rows:
        keys = [public_id, row.file.public_id]
        if row.file.preview:
            picture = {"url": reverse("entries:preview", args=keys), "caption": row.caption, "number": row.position + 1}
            pictures.append(picture)
        others.append({"row": row, "url": reverse("entries:file", args=keys), "number": row.position + 1})
    return {"pictures": pictures, "files": others}


def paragraphs(text: str) -> list[str]:
    """Return the text as the judges will see it: its lines that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class EntryView(EntryDeskMixin, View):
    """One entry with its wordings, files, declarations, decisions and resemblances."""

    template_name = "contests/desk/entry.html"
    page_title = gettext_lazy("Entry")

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Show the piece without its people."""
        return self._show(request, opened(request, public_id), None)

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Show the people too; that somebody looked is written down."""
        entry = opened(request, public_id)
        people = open_contributors(public_id=public_id, user=desk_user(request))
        return self._show(request, entry, [_person(row) for row in people])

    def _show(self, request: HttpRequest, entry: Entry, people: list[dict[str, Any]] | None) -> HttpResponse:
        self.contest = entry.contest
        head = entry.head
        return self.show(
            request,
            entry=entry,
            paragraphs=paragraphs(head.text if head else ""),
            people=people,
            revisions=entry.revisions.defer("text", "counts").order_by("-sequence"),
            **shown_files(head, entry.submission.public_id),
            declarations=list({each.kind: each for each in entry.declarations.order_by("pk")}.values()),
            is_in_time=was_late(entry.rule_set, entry.counted_at, flagged=entry.is_late),
            acts=acts_for(request, entry),
            corrections=corrections_of(entry, with_people=people is not None),
            screenings=entry.screenings.select_related("made_by", "letter", "revision").order_by("-pk"),
            findings=entry.findings.select_related("other__entry__submission", "article", "decided_by"),
            may_undo=entry.state in UNDOABLE,
            undo=ReasonForm(),
            consent=ConsentForm(),
        )


def _person(row: Contributor) -> dict[str, Any]:
    facts: list[tuple[Any, str]] = [(label, getattr(row, name).reveal()) for name, label in PERSON_FIELDS]
    guardian = getattr(row, "guardian", None)
    if guardian is not None:
        told = f"{guardian.name.reveal()}（{guardian.relation or '—'}）{guardian.phone.reveal()}"
        state = _("withdrawn") if guardian.withdrawn_at else guardian.get_method_display()
        facts.append((_("Guardian"), f"{told} · {state}"))
    has_consent = guardian is not None and guardian.withdrawn_at is None
    return {
        "row": row,
        "has_consent": has_consent,
        "name": row.name.reveal(),
        "facts": [(label, value) for label, value in facts if value],
    }


def undo_view(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Undo the decision about a piece, with a reason, and go back to where the button stood."""
    if request.method != "POST":
        return redirect("entries:entry", public_id)
    entry = opened(request, public_id)
    form = ReasonForm(request.POST)
    said = messages.error
    if not form.is_valid():
        text = " ".join(str(error) for error in form["reason"].errors)
    else:
        try:
            undo_screening(entry=entry, reason=form.cleaned_data["reason"], actor=desk_user(request))
            said = messages.success
            text = _("Undone: %(number)s waits for screening again.") % {"number": entry.submission.number}
        except ForbiddenMoveError:
            text = _("There is nothing to undo: somebody else has moved this piece meanwhile.")
        except JudgedError:
            text = _("The competition is over; what was decided stands.")
    said(request, text)
    target = "entries:screen" if request.POST.get("back") == "screen" else "entries:entry"
    return redirect(reverse(target, args=[public_id]))


def preview_view(request: HttpRequest, public_id: Any, file_id: Any) -> HttpResponse:
    """Give the small picture of a photograph: our own, without what the camera wrote into the file."""
    try:
        entry = see_entry(public_id=public_id, user=desk_user(request))
    except NotHereError:
        raise Http404 from None
    file = get_object_or_404(IntakeFile, submission=entry.submission, public_id=file_id, state=FileState.COMPLETE)
    shown = read_preview(file)
    if shown is None:
        raise Http404
    response = HttpResponse(shown, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def file_view(request: HttpRequest, public_id: Any, file_id: Any) -> HttpResponse | StreamingHttpResponse:
    """Give a file of an entry as a download: a browser must not show what a stranger sent."""
    entry = opened(request, public_id)
    file = get_object_or_404(IntakeFile, submission=entry.submission, public_id=file_id, state=FileState.COMPLETE)
    response = StreamingHttpResponse(read_file(file), content_type="application/octet-stream")
    name = f"{entry.submission.number}-{file.pk}{EXTENSIONS.get(file.media_type, '')}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
