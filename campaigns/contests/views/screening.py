"""Screening: one piece to a screen, a decision by key or button, and the next piece at once."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from campaigns.contests.domain.entries import NoConsentError
from campaigns.contests.domain.screening import ChangedEntryError, screen_entry, take_seat
from campaigns.contests.enums import EntryState, ScreeningResult
from campaigns.contests.forms.entry_desk import DecisionForm, ReasonForm
from campaigns.contests.models import Contest, Entry
from campaigns.contests.queries.entry_desk import listed_entries, waiting_count
from campaigns.contests.views.entries import EntryDeskMixin, entry_url, flags_of
from campaigns.contests.views.entry_desk import opened, paragraphs, shown_files
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user

BUTTONS: Final = (
    (ScreeningResult.ELIGIBLE, "1"),
    (ScreeningResult.RETURNED, "2"),
    (ScreeningResult.INELIGIBLE, "3"),
)
"""The keys are digits: a Chinese input method leaves them alone."""

KEY_DIGITS: Final = 10


def _group(values: Any) -> int | None:
    text = values.get("group", "")
    return int(text) if text.isdecimal() and len(text) < KEY_DIGITS else None


def _number(request: HttpRequest, name: str) -> str:
    """Return an entry's number out of the address; PostgreSQL takes no NUL."""
    return request.GET.get(name, "").replace("\0", "")[:24]


def next_url(contest: int, group: int | None, **query: str) -> str:
    """Return the address that leads to the next piece of a competition, or of one group of it."""
    asked = {**({"group": str(group)} if group else {}), **query}
    return f"{reverse('entries:screening', args=[contest])}?{urlencode(asked)}"


class ScreeningView(EntryDeskMixin, View):
    """Leads to the next piece that waits, and says so when none does."""

    template_name = "contests/desk/screening_done.html"
    page_title = gettext_lazy("Screening")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a seat at the next piece; ``after`` names one to be passed over."""
        contest = get_object_or_404(Contest, pk=pk)
        group = _group(request.GET)
        after = Entry.objects.filter(contest=contest, submission__number=_number(request, "after")).first()
        found = take_seat(contest=contest, user=desk_user(request), group=group, after=after)
        if found is not None:
            query = {"group": group or "", "last": _number(request, "last")}
            return redirect(f"{reverse('entries:screen', args=[found.submission.public_id])}?{urlencode(query)}")
        self.contest = contest
        return self.show(request, contest=contest, waiting=waiting_count(contest.pk), **_last(request, contest))


def _last(request: HttpRequest, contest: Contest) -> dict[str, Any]:
    """Return the piece decided just before, which can be undone from here."""
    number = _number(request, "last")
    last = (
        Entry.objects.filter(contest=contest, submission__number=number)
        .exclude(state__in=[EntryState.RECEIVED, EntryState.WITHDRAWN])
        .select_related("submission")
        .first()
        if number
        else None
    )
    return {"last": last, "last_url": entry_url(last) if last else "", "undo": ReasonForm(auto_id="undo_%s")}


class ScreenView(EntryDeskMixin, View):
    """One piece as the judges will read it, its flags, and the three decisions."""

    template_name = "contests/desk/screen.html"
    page_title = gettext_lazy("Screening")

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Show the piece."""
        return self._show(request, opened(request, public_id), DecisionForm())

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Decide and go on; what cannot be decided is said and shown again with what was typed."""
        entry = opened(request, public_id)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._show(request, entry, form)
        refusal = self._decide(request, entry, form)
        if refusal is not None:
            messages.error(request, refusal)
            return self._show(request, opened(request, public_id), form)
        return redirect(next_url(entry.contest_id, _group(request.POST), last=entry.submission.number))

    def _decide(self, request: HttpRequest, entry: Entry, form: DecisionForm) -> str | None:
        """Return why nothing was decided, or None."""
        said = form.cleaned_data
        result = ScreeningResult(said["result"])
        try:
            line = screen_entry(
                entry=entry,
                result=result,
                actor=desk_user(request),
                seen=said["seen"],
                code=said["code"],
                note=said["note"],
            )
        except ForbiddenMoveError:
            return _("Somebody else has decided about this piece meanwhile; see what was decided.")
        except ChangedEntryError:
            return _("The author has just sent a new wording. Please read it once more.")
        except NoConsentError:
            return _("A minor's piece cannot qualify without a guardian's consent. Send it back for that.")
        text = _("%(number)s: %(result)s.") % {"number": entry.submission.number, "result": result.label}
        if result == ScreeningResult.RETURNED and line.letter is None:
            messages.warning(request, text + _("There is no e-mail address: please telephone the author."))
        else:
            messages.success(request, text)
        return None

    def _show(self, request: HttpRequest, entry: Entry, form: DecisionForm) -> HttpResponse:
        self.contest = entry.contest
        values = request.POST if request.method == "POST" else request.GET
        group = _group(values)
        row = listed_entries().get(pk=entry.pk)
        number = entry.submission.number
        return self.show(
            request,
            entry=entry,
            paragraphs=paragraphs(entry.head.text if entry.head else ""),
            flags=flags_of(row),
            findings=entry.findings.select_related("other__entry__submission", "article"),
            **shown_files(entry.head, entry.submission.public_id),
            screenings=entry.screenings.select_related("made_by", "letter", "revision").order_by("-pk"),
            form=form,
            buttons=BUTTONS,
            group=group,
            waits=entry.state == EntryState.RECEIVED,
            waiting=waiting_count(entry.contest_id, group),
            skip_url=next_url(entry.contest_id, group, after=number),
            entry_url=entry_url(entry),
            **_last(request, entry.contest),
        )
