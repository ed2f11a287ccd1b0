"""Putting a piece right at the desk, withdrawing it at its author's written wish, excluding it."""

import json
from typing import Any, ClassVar, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.contests.domain.access import NotHereError, open_contributors, open_entry
from campaigns.contests.domain.corrections import (
    ENDED,
    OVER,
    correct_entry,
    disqualify_entry,
    standing_values,
    withdraw_at_wish,
)
from campaigns.contests.domain.screening import ChangedEntryError
from campaigns.contests.enums import CorrectedField, EntryState
from campaigns.contests.forms.corrections import CorrectionForm
from campaigns.contests.forms.entry_desk import ReasonForm
from campaigns.contests.models import Entry, EntryCorrection
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.rules.states import ENTRY_STATES
from campaigns.contests.views.entries import EntryDeskMixin
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user

PERMISSION: Final = "contests.add_entrycorrection"
OPEN_FIELDS: Final = frozenset(
    {
        CorrectedField.TITLE,
        CorrectedField.TEXT,
        CorrectedField.CAPTIONS,
        CorrectedField.GROUP,
        CorrectedField.GENRE,
    }
)
"""What tells nothing of a person; the others are shown with the people only."""


def corrections_of(entry: Entry, *, with_people: bool) -> list[dict[str, Any]]:
    """Return what the desk did to a piece, the last first, each value before and after."""
    rows = entry.corrections.select_related("made_by", "revision").order_by("-pk")
    return [{"row": row, "values": _values(row, with_people=with_people)} for row in rows]


def _values(row: EntryCorrection, *, with_people: bool) -> list[dict[str, str]]:
    shown = [name for name in row.fields if with_people or name in OPEN_FIELDS]
    before, after = json.loads(row.before.reveal() or "{}"), json.loads(row.after.reveal() or "{}")
    return [
        {"label": str(CorrectedField(name).label), "before": _told(before.get(name)), "after": _told(after.get(name))}
        for name in shown
    ]


def _told(value: Any) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(value, 1)) if isinstance(value, list) else value


def acts_for(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """Return what this person may do about a piece that stands."""
    may = request.user.has_perm(PERMISSION) and entry.submission.erased_at is None
    state, over = EntryState(entry.state), entry.contest.state in OVER
    return {
        "may_correct": may and state not in ENDED,
        "may_withdraw": may and not over and ENTRY_STATES.allows(state, EntryState.WITHDRAWN),
        "may_disqualify": may and ENTRY_STATES.allows(state, EntryState.DISQUALIFIED),
    }


def _opened(request: HttpRequest, public_id: Any) -> Entry:
    """Return an entry through the guarded door, for those who may put it right."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    try:
        return open_entry(public_id=public_id, user=desk_user(request))
    except NotHereError:
        raise Http404 from None


class CorrectView(EntryDeskMixin, View):
    """What stands on the left, what it is to be on the right."""

    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "contests/desk/correct.html"
    page_title = gettext_lazy("Put the entry right")

    def get(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Show every value; that somebody looked at the author's is written down."""
        entry = self._entry(request, public_id)
        return self._show(request, entry, _form(entry, None))

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Put right what was typed otherwise."""
        entry = self._entry(request, public_id)
        form = _form(entry, request.POST)
        if not form.is_valid():
            return self._show(request, entry, form, status=422)
        cleaned = form.cleaned_data
        try:
            correct_entry(
                entry=entry,
                values=form.values(),
                reason=cleaned["reason"],
                seen=cleaned["seen"],
                actor=desk_user(request),
            )
        except ChangedEntryError:
            form.add_error(None, _("The author has sent a new wording meanwhile. Please compare and save once more."))
            form = _again(request, entry, form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Put right. The author sees it on the receipt page, with the reason."))
            return redirect("entries:entry", public_id)
        return self._show(request, entry, form, status=422)

    def _entry(self, request: HttpRequest, public_id: Any) -> Entry:
        entry = _opened(request, public_id)
        if entry.submission.erased_at is not None or entry.state in ENDED:
            raise Http404
        open_contributors(public_id=public_id, user=desk_user(request))
        self.contest = entry.contest
        return entry

    def _show(self, request: HttpRequest, entry: Entry, form: CorrectionForm, status: int = 200) -> HttpResponse:
        is_over = entry.contest.state in OVER
        return self.show(request, status=status, entry=entry, form=form, rows=form.rows(), is_over=is_over)


def _again(request: HttpRequest, entry: Entry, form: CorrectionForm) -> CorrectionForm:
    """Return the form against the newest wording, with what was typed."""
    data = request.POST.copy()
    data["seen"] = str(entry.head_id)
    again = _form(entry, data)
    again.full_clean()
    for error in form.non_field_errors():
        again.add_error(None, error)
    return again


def _form(entry: Entry, data: Any) -> CorrectionForm:
    seen = int(entry.head_id or 0)  # the guarded door opens no entry without a revision
    values = standing_values(entry)
    return CorrectionForm(data, standing=values, contest=entry.contest, rules=rules_of(entry.contest), seen=seen)


@require_POST
def withdraw_view(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Withdraw a piece for an author who asked in writing."""
    return _act(
        request,
        public_id,
        withdraw_at_wish,
        _("Withdrawn at the author's wish. The author sees it on the receipt page."),
    )


@require_POST
def disqualify_view(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Exclude a qualified piece."""
    return _act(request, public_id, disqualify_entry, _("The entry is excluded; its author reads the reason."))


def _act(request: HttpRequest, public_id: Any, verb: Any, done: str) -> HttpResponse:
    entry = _opened(request, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form["reason"].errors))
        return redirect("entries:entry", public_id)
    try:
        verb(entry=entry, reason=form.cleaned_data["reason"], actor=desk_user(request))
        messages.success(request, done)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except ForbiddenMoveError:
        messages.error(request, _("Somebody else has moved this piece meanwhile."))
    return redirect("entries:entry", public_id)
