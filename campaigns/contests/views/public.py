"""The competitions' pages: which there are, what one asks for, and the form."""

import re
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.models import ContestIndexPage, ContestPage
from campaigns.contests.queries.contests import announced, rules_of
from campaigns.contests.queries.limits import is_early, is_late
from campaigns.contests.queries.pages import contest_context, list_context, page_by_number
from foundation.intake import stamps
from foundation.intake.domain import drafts, files
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.drafts import SavedDraft
from foundation.intake.enums import FileState
from foundation.intake.views.forms import IntakeFormView
from foundation.intake.views.requests import csrf_failed, too_often
from foundation.intake.visitors import give_device
from news.views.articles import through_hooks

READ = "read"
NUMBER: Final = re.compile(r"[0-9]{1,18}")


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """List the competitions that take entries, and those that did."""
    page = ContestIndexPage.objects.live().first()
    if page is not None:
        return through_hooks(page, request)
    return _listed(request)


def _listed(request: HttpRequest) -> HttpResponse:
    return render(request, "contests/contests.html", list_context())


@require_safe
def contest_page(request: HttpRequest, number: int) -> HttpResponse:
    """Serve the page of a public number through every hook of the page tree."""
    page = page_by_number(number)
    if page is None:
        raise Http404
    return through_hooks(page, request)


@require_safe
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to a competition's page; one without a published page shows its rules here."""
    found = announced().select_related("page").filter(slug=slug).first()
    if found is None and NUMBER.fullmatch(slug):  # the path of the page in Wagtail's tree
        return contest_page(request, int(slug))
    if found is None:
        raise Http404
    page: ContestPage | None = getattr(found, "page", None)
    if page is not None and page.live:
        return redirect(page.path_on_site())
    return render(request, "contests/contest.html", contest_context(found))


def guard(page: Page, request: HttpRequest) -> HttpResponse | None:
    """Answer in place of a page that readers may not see or that they reached by another address."""
    if isinstance(page, ContestPage) and not page.is_showable():
        raise Http404
    if isinstance(page, (ContestPage, ContestIndexPage)):
        address = page.get_url_parts(request)
        if address is not None and request.path_info != address[2]:
            return HttpResponsePermanentRedirect(str(address[2]))
    return None


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show how to send an entry."""
    return render(request, "contests/help.html")


class EntryView(IntakeFormView):
    """``/contests/send/?contest=<address part>``."""

    kind_slug = "entry"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Say which competition the link named."""
        return {"contest": request.GET.get("contest", "")[:60]}

    def get(self, request: HttpRequest, token: str = "") -> HttpResponse:
        """Show the form of a competition; without one, the list to choose from."""
        if not token:
            chosen = announced().filter(slug=request.GET.get("contest", "")[:60]).first()
            if chosen is None:
                listed = _listed(request)
                give_device(request, listed)
                return listed
            rules = rules_of(chosen)
            if is_early(rules, timezone.now()) or is_late(rules, timezone.now()):
                return contest(request, chosen.slug)
        return super().get(request, token)

    def _take(self, request: HttpRequest, body: bytes) -> HttpResponse:
        """Read a chosen file first, where its text is not in the form yet; otherwise take the entry."""
        chosen = any(upload.name for upload in request.FILES.getlist("files"))
        asked = request.POST.get("action") == READ
        if asked or (chosen and not request.POST.get("text", "").strip()):
            return self._read(request)
        return super()._take(request, body)

    def _read(self, request: HttpRequest) -> HttpResponse:
        """Put the text of the chosen file into the form and keep the file with the draft."""
        stamp = stamps.read(request.POST.get("stamp", "")[:500])
        key = stamp.key if stamp is not None and stamp.kind == self.kind.slug else None
        if csrf_failed(request):
            message = _("The page had been open for a long time. Nothing is lost: please press once more.")
            return self._again(request, key, [message], status=403)
        if too_often(request, self.kind, str(key or "")):
            message = _("There were too many attempts in a short time. Your text is still here; try in ten minutes.")
            return self._again(request, key, [message], status=429)
        uploads = [upload for upload in request.FILES.getlist("files") if upload.name]
        if not uploads:
            return self._again(request, key, [_("Please choose a file first.")], status=422)
        upload = uploads[0]
        try:
            if self.kind.files is not None:
                self.kind.files.check_size(upload.size or 0)
            text = read_manuscript(data=upload.read())
            upload.seek(0)
            saved = self._keep(request, key, text)
            self._replace(saved, upload)
        except ValidationError as error:
            return self._again(request, key, error.messages, status=422)
        initial = {**drafts.draft_values(saved.draft), "draft": saved.token}
        initial["stamp"] = stamps.mint(self.kind.slug, saved.draft.submission_key)
        notice = _("This is the text of your file. Please check it; what stands here is your entry.")
        return self._page(request, self.kind.form_class(initial=initial), notice=notice, draft=saved.draft)

    def _keep(self, request: HttpRequest, key: Any, text: str) -> SavedDraft:
        values = {name: request.POST.get(name, "") for name in self.kind.form_class().draft_names} | {"text": text}
        try:
            return drafts.save_draft(kind=self.kind, values=values, token=request.POST.get("draft", "")[:64], key=key)
        except NotHereError:
            return drafts.save_draft(kind=self.kind, values=values, key=key)

    def _replace(self, saved: SavedDraft, upload: Any) -> None:
        """Keep the newest file as the manuscript; one chosen before it goes."""
        for old in saved.draft.files.filter(state=FileState.COMPLETE):
            files.erase_file(file=old)
        files.take_whole(kind=self.kind, upload=upload, draft=saved.draft)
