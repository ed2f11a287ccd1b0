"""The form of an entry: shown, filled with files, sent; and shown again for a piece that is being changed."""

import re
import uuid
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.domain.entries import FrozenEntryError
from campaigns.contests.domain.manuscripts import refusal_sentence
from campaigns.contests.domain.readings import ask_reading, picture_sentence, read_handed_in_file
from campaigns.contests.domain.resending import frozen_sentence, resend_entry
from campaigns.contests.enums import ReadingState
from campaigns.contests.forms.entries import EntryForm
from campaigns.contests.forms.entry_values import values_of
from campaigns.contests.forms.pictures import Shot, read_shots, write_shots
from campaigns.contests.models import Entry
from campaigns.contests.queries.contests import announced, rules_of
from campaigns.contests.queries.editing import entry_of_link, may_change
from campaigns.contests.queries.entry_files import files_here, pictures
from campaigns.contests.queries.limits import is_early, is_late
from campaigns.contests.rules.file_types import MOST_PICTURES, SLOW_TYPES
from campaigns.contests.views.public import contest, listed
from foundation.intake import stamps
from foundation.intake.domain import drafts, files, raw_posts
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.drafts import SavedDraft
from foundation.intake.domain.submitting import Receipt
from foundation.intake.enums import FileState, Outcome
from foundation.intake.forms import IntakeForm
from foundation.intake.models import Draft, IntakeFile, RawPost
from foundation.intake.views.forms import IntakeFormView
from foundation.intake.views.requests import csrf_failed, too_often, too_often_sentence
from foundation.intake.visitors import give_device

READ: Final = "read"
ARRANGE: Final = re.compile(r"(up|down|drop):([0-9a-f-]{36})")


class EntryView(IntakeFormView):
    """``/contests/send/?contest=<address part>``; ``&work=pictures`` where a competition takes both."""

    kind_slug = "entry"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Say which competition the link named."""
        return {"contest": request.GET.get("contest", "")[:60], "work": request.GET.get("work", "")[:10]}

    def get(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Show the form of a competition; without one, the list to choose from."""
        if token:
            return self._resume(request, token)
        named = request.GET.get("contest", "")[:60].replace("\0", "")  # PostgreSQL takes none in a question
        chosen = announced().filter(slug=named).first()
        if chosen is None:
            choice = listed(request)
            give_device(request, choice)
            return choice
        rules = rules_of(chosen)
        if is_early(rules, timezone.now()) or is_late(rules, timezone.now()):
            return contest(request, chosen.slug)
        return super().get(request)

    def _resume(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show a draft; with ``?read=<file>`` the text of that file stands in it."""
        wanted = request.GET.get("read", "")[:36]
        draft = self._draft(token)
        file = files_here(draft, None).get(wanted) if draft is not None else None
        if draft is None or file is None or drafts.sent_already(draft) is not None:
            return super().get(request, token)
        return self._with_text(request, SavedDraft(draft, token), file)

    def _take(self, request: HttpRequest, body: bytes) -> HttpResponse:
        """Bring in chosen files first, or put pictures in order; otherwise take the entry."""
        action = request.POST.get("action", "")
        moved = ARRANGE.fullmatch(action)
        if moved:
            return self._arrange(request, moved[1], moved[2])
        chosen = any(upload.name for upload in request.FILES.getlist("files"))
        unread = chosen and (
            not request.POST.get("text", "").strip() or _has_pictures(self.kind.form_class(request.POST))
        )
        if action == READ or unread:
            return self._bring(request)
        return super()._take(request, body)

    def _key(self, request: HttpRequest) -> uuid.UUID | None:
        stamp = stamps.read(request.POST.get("stamp", "")[:500])
        return stamp.key if stamp is not None and stamp.kind == self.kind.slug else None

    def _bring(self, request: HttpRequest) -> HttpResponse:
        """Keep the chosen files with the draft; show the text of a manuscript, or the pictures."""
        key = self._key(request)
        if csrf_failed(request):
            message = _("The page had been open for a long time. Nothing is lost: please press once more.")
            return self._again(request, key, [message], status=403)
        if too_often(request, self.kind, str(key or "")):
            message = too_often_sentence(request, self.kind, str(key or ""))
            return self._again(request, key, [message], status=429)
        uploads = [upload for upload in request.FILES.getlist("files") if upload.name]
        if not uploads:
            return self._again(request, key, [_("Please choose a file first.")], status=422)
        saved = self._keep(request, key, {})
        if _has_pictures(self.kind.form_class(request.POST)):
            return self._bring_pictures(request, saved, uploads)
        try:
            file = files.take_whole(kind=self.kind, upload=uploads[0], draft=saved.draft)
        except ValidationError as error:
            return self._shown(request, saved, errors=error.messages)
        for old in saved.draft.files.filter(state=FileState.COMPLETE).exclude(pk=file.pk):
            files.erase_file(file=old)
        return self._with_text(request, saved, file)

    def _bring_pictures(self, request: HttpRequest, saved: SavedDraft, uploads: list[Any]) -> HttpResponse:
        shots = read_shots(drafts.draft_values(saved.draft).get("pictures"))
        errors = []
        for upload in uploads:
            try:
                file = files.take_whole(kind=self.kind, upload=upload, draft=saved.draft)
            except ValidationError as error:
                errors += [f"{upload.name}{_(': ')}{sentence}" for sentence in error.messages]
            else:
                shots.append(Shot(str(file.public_id), ""))
        saved = self._keep(request, saved.draft.submission_key, {"pictures": write_shots(shots)}, saved.token)
        return self._shown(request, saved, errors=errors)

    def _arrange(self, request: HttpRequest, act: str, name: str) -> HttpResponse:
        """Move a picture of the row, or take it out."""
        key = self._key(request)
        if csrf_failed(request):
            message = _("The page had been open for a long time. Nothing is lost: please press once more.")
            return self._again(request, key, [message], status=403)
        shots = read_shots(self.kind.form_class.typed(request.POST)["pictures"])
        place = next((at for at, shot in enumerate(shots) if shot.file == name), None)
        if place is not None:
            shot = shots.pop(place)
            if act != "drop":
                shots.insert(max(place - 1 if act == "up" else place + 1, 0), shot)
        saved = self._keep(request, key, {"pictures": write_shots(shots)})
        dropped = files_here(saved.draft, None).get(name) if act == "drop" else None
        if dropped is not None and dropped.submission_id is None:
            files.erase_file(file=dropped)
        return self._shown(request, saved)

    def _keep(
        self, request: HttpRequest, key: uuid.UUID | None, more: dict[str, str], token: str | None = None
    ) -> SavedDraft:
        values = self.kind.form_class.typed(request.POST) | more
        wanted = request.POST.get("draft", "")[:64] if token is None else token
        try:
            return drafts.save_draft(kind=self.kind, values=values, token=wanted, key=key)
        except NotHereError:
            return drafts.save_draft(kind=self.kind, values=values, key=key)

    def _shown(
        self, request: HttpRequest, saved: SavedDraft, *, text: str = "", notice: str = "", errors: Any = ()
    ) -> HttpResponse:
        """Show what a draft holds, with the text just read if there is one."""
        initial = {**drafts.draft_values(saved.draft), "draft": saved.token}
        if text:
            initial["text"] = text
        initial["stamp"] = stamps.resume(self.kind.slug, saved.draft.submission_key, saved.draft.saved_at)
        form = self.kind.form_class(initial=initial)
        status = 422 if errors else 200
        return self._page(request, form, notice=notice, draft=saved.draft, errors=errors, status=status)

    def _with_text(self, request: HttpRequest, saved: SavedDraft, file: IntakeFile) -> HttpResponse:
        """Show the text of a manuscript in the form, or the page that waits for it."""
        reading = ask_reading(file=file) if file.media_type in SLOW_TYPES else read_handed_in_file(file=file)
        if reading.state == ReadingState.WAITING:
            return HttpResponseRedirect(reverse("entry-waiting", args=[saved.token, file.public_id]))
        if reading.state == ReadingState.REFUSED:
            files.erase_file(file=file)
            return self._shown(request, saved, errors=[refusal_sentence(reading.reason)])
        notice = _("This is the text of your file. Please check it; what stands here is your entry.")
        return self._shown(request, saved, text=reading.text.reveal(), notice=notice)

    def more_context(self, form: IntakeForm, draft: Draft | None) -> dict[str, Any]:
        """Return the pictures of the work, and why a piece was sent back."""
        entry = entry_of_link(str(form["change"].value() or "")) if isinstance(form, EntryForm) else None
        shots = read_shots(form["pictures"].value()) if "pictures" in form.fields else []
        here = files_here(draft, entry) if shots else {}
        shown = pictures([(shot.file, shot.caption) for shot in shots], here)
        token = str(form["draft"].value() or "")
        return {
            "entry": entry,
            "files_url": reverse("entry-files"),
            "most_pictures": MOST_PICTURES,
            "standing_files": _standing(entry),
            "pictures": [{"picture": each, **_look(each.file, token, entry)} for each in shown],
        }

    def _submit(self, request: HttpRequest, form: IntakeForm, raw: RawPost, key: uuid.UUID) -> HttpResponse:
        """Take a new piece in, or the change of one that we have."""
        link = str(form.cleaned_data.get("change") or "")
        if not link:
            return super()._submit(request, form, raw, key)
        entry = entry_of_link(link)
        if entry is None:
            raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=["frozen"])
            return self._again(request, key, frozen_sentence().messages, status=422, form=form)
        draft = self._draft(str(form.cleaned_data.get("draft") or ""))
        try:
            keeps_files = not form.cleaned_data["drop_files"]
            piece = form.cleaned_data["entry"]
            entry = resend_entry(entry=entry, piece=piece, draft=draft, raw=raw, keeps_files=keeps_files)
        except (FrozenEntryError, ValidationError) as error:
            told = error if isinstance(error, ValidationError) else frozen_sentence()
            raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=[str(told.code)])
            return self._again(request, key, told.messages, status=422, form=form)
        return self._show(request, Receipt(entry.submission, is_new=False), timezone.now())


def _standing(entry: Entry | None) -> list[str]:
    """Return the names of the files of a piece as it stands, for its author alone."""
    if entry is None or entry.head is None:
        return []
    return [row.file.name.reveal() for row in entry.head.files.select_related("file").order_by("position")]


def _has_pictures(form: IntakeForm) -> bool:
    return isinstance(form, EntryForm) and form.has_pictures


def _look(file: IntakeFile, token: str, entry: Entry | None) -> dict[str, str]:
    """Return where the small picture of a file is shown, or why there is none."""
    reading = getattr(file, "reading", None)
    if reading is not None and reading.state == ReadingState.REFUSED:
        return {"preview": "", "problem": picture_sentence(reading.reason)}
    if entry is not None and file.submission_id == entry.pk:
        address = reverse("entry-preview", args=[entry.submission.link_token.reveal(), file.public_id])
    else:
        address = reverse("entry-draft-preview", args=[token, file.public_id])
    is_ready = reading is not None and reading.state == ReadingState.DONE
    return {"preview": address, "problem": "", "waiting": "" if is_ready else "1"}


class ChangeView(EntryView):
    """``/contests/send/entry/<private link>/``: a piece on the same screen, until closing or when it was sent back."""

    def get(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Show the piece as it stands."""
        entry = entry_of_link(token)
        if entry is None:
            raise Http404
        if not may_change(entry, timezone.now()):
            return HttpResponseRedirect(reverse("intake-link", args=[token]))
        initial = {**values_of(entry), "change": token, "draft": ""}
        initial["stamp"] = stamps.mint(self.kind.slug)
        return self._page(request, self.kind.form_class(initial=initial))
