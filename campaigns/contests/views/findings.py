"""Resemblances at the desk: the list, and two texts side by side with the shared passages marked."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.permissions import policy_registry

from campaigns.contests.domain.access import NotHereError, open_entry
from campaigns.contests.domain.findings import judge_finding
from campaigns.contests.enums import EntryState, FindingKind, FindingState
from campaigns.contests.forms.entry_desk import FindingFilterSet, ReasonForm
from campaigns.contests.models import Contest, Entry, EntryRevision, Finding
from campaigns.contests.queries.findings import (
    article_document,
    first_appeared,
    fresh_texts,
    listed_findings,
    picture_first_appeared,
    text_of,
)
from campaigns.contests.rules.likeness import Segment, marked
from campaigns.contests.signals import comparing_asked
from campaigns.contests.views.entries import EntryDeskMixin, entry_url
from campaigns.contests.views.entry_desk import shown_files
from foundation.intake.states import ForbiddenMoveError
from foundation.keys import key_in
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView


class FindingIndexView(UnexportedIndexView):
    """All resemblances, the greatest first."""

    model = Finding
    filterset_class = FindingFilterSet
    template_name = "contests/desk/findings.html"
    page_title = gettext_lazy("Resemblances")
    header_icon = "copy"
    paginate_by = 50
    is_searchable = False
    index_url_name = "entries:findings"
    index_results_url_name = "entries:findings_results"
    any_permission_required: ClassVar[list[str]] = ["change"]

    @cached_property
    def permission_policy(self) -> Any:
        """Ask for the right to change entries: a resemblance has none of its own."""
        return policy_registry.get_by_type(Entry)

    @cached_property
    def columns(self) -> list[Column]:
        """Show both sides, kind, shared part, verdict and time."""
        return [
            TitleColumn("entry", label=_("Entry"), accessor=_side, get_url=_finding_url),
            Column("kind", label=_("kind"), accessor="get_kind_display"),
            Column("share", label=_("Shared part"), accessor=_share, sort_key="share"),
            Column("other", label=_("Resembles"), accessor=_other_side),
            Column("where", label=_("Where"), accessor=_where),
            StatusTagColumn("state", label=_("Verdict"), accessor="get_state_display", primary=_is_open),
            DateColumn("found_at", label=_("Found at"), sort_key="found_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Read both sides with the list."""
        return listed_findings()

    def get_context_data(self, *args: Any, **kwargs: Any) -> Any:
        """Offer to compare what is new in the chosen competition."""
        context = super().get_context_data(*args, **kwargs)
        contest = Contest.objects.filter(pk=key_in(self.request.GET.get("contest", ""))).first()
        if contest is not None:
            context["search_url"] = reverse("entries:search_findings", args=[contest.pk])
            context["fresh"] = fresh_texts(contest).count()
        return context


def _named(revision: EntryRevision) -> str:
    return f"{revision.entry.submission.number} {revision.title or _('(no title)')}"


def _side(finding: Finding) -> str:
    return f"{finding.entry.submission.number} {finding.revision.title or _('(no title)')}"


def _other_side(finding: Finding) -> str:
    if finding.other is not None:
        return _named(finding.other)
    return finding.article.title if finding.article is not None else "—"


def _where(finding: Finding) -> str:
    if finding.other is None:
        return _("Our own article")
    if finding.other.entry.contest_id == finding.entry.contest_id:
        return _("Same competition")
    return finding.other.entry.contest.title


def _share(finding: Finding) -> str:
    return f"{finding.share / 10:.1f}%"


def _finding_url(finding: Finding) -> str:
    return reverse("entries:finding", args=[finding.pk])


def _is_open(finding: Finding) -> bool:
    return finding.state == FindingState.OPEN


class FindingView(EntryDeskMixin, View):
    """One resemblance: both texts, what they share, and the verdict. Opening it opens both entries at the door."""

    template_name = "contests/desk/finding.html"
    page_title = gettext_lazy("Resemblance")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show both texts."""
        return self._show(request, self._open(request, pk), ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the verdict."""
        finding = self._open(request, pk)
        form, to = ReasonForm(request.POST), request.POST.get("to", "")
        if to not in FindingState.values:
            raise Http404
        reason = request.POST.get("reason", "").strip() if to == FindingState.OPEN else ""
        if to != FindingState.OPEN:
            if not form.is_valid():
                return self._show(request, finding, form)
            reason = form.cleaned_data["reason"]
        try:
            row = judge_finding(finding=finding, to=FindingState(to), actor=desk_user(request), reason=reason)
            messages.success(request, _("The verdict is now: %(state)s.") % {"state": row.get_state_display()})
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has judged this resemblance meanwhile."))
        return redirect("entries:finding", pk)

    def _open(self, request: HttpRequest, pk: int) -> Finding:
        finding = get_object_or_404(listed_findings(), pk=pk)
        try:
            open_entry(public_id=finding.entry.submission.public_id, user=desk_user(request))
            if finding.other is not None:
                open_entry(public_id=finding.other.entry.submission.public_id, user=desk_user(request))
        except NotHereError:
            raise Http404 from None
        return finding

    def _show(self, request: HttpRequest, finding: Finding, form: ReasonForm) -> HttpResponse:
        self.contest = finding.entry.contest
        document = article_document(finding.article_id) if finding.article_id else None
        first = text_of(finding.revision)
        second = document.text if document is not None else text_of(finding.other)
        other = finding.other.entry.submission.public_id if finding.other is not None else None
        pictures = [
            shown_files(finding.revision, finding.entry.submission.public_id)["pictures"],
            shown_files(finding.other, other)["pictures"],
        ]
        shown = any(pictures) if finding.kind == FindingKind.PHOTO else bool(first and second)
        left, right = marked(first, second) if first and second else ([Segment(first, 0)], [Segment(second, 0)])
        return self.show(
            request,
            finding=finding,
            share=_share(finding),
            where=_where(finding),
            left={
                "name": _side(finding),
                "url": entry_url(finding.entry),
                "at": _appeared(finding, finding.revision, second),
            },
            right=_right(finding, document, first),
            left_text=left,
            right_text=right,
            left_pictures=pictures[0] if finding.kind == FindingKind.PHOTO else (),
            right_pictures=pictures[1] if finding.kind == FindingKind.PHOTO else (),
            is_photo=finding.kind == FindingKind.PHOTO,
            is_gone=not shown,
            is_open=_is_open(finding),
            may_screen=finding.entry.state == EntryState.RECEIVED,
            screen_url=reverse("entries:screen", args=[finding.entry.submission.public_id]),
            verdicts=[state for state in FindingState if state != FindingState.OPEN],
            form=form,
        )


def _appeared(finding: Finding, revision: EntryRevision, counterpart: str) -> datetime:
    """Return the time that decides who was first."""
    is_photo = finding.kind == FindingKind.PHOTO
    return picture_first_appeared(revision) if is_photo else first_appeared(revision, counterpart)


def _right(finding: Finding, document: Any, first: str) -> dict[str, Any]:
    if finding.other is not None:
        at = _appeared(finding, finding.other, first)
        return {"name": _named(finding.other), "url": entry_url(finding.other.entry), "at": at}
    return {
        "name": _other_side(finding),
        "url": document.url if document is not None else "",
        "at": document.date if document is not None else None,
    }


@require_POST
def search_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a competition's new texts compared by the worker."""
    user = desk_user(request)
    if not user.is_active or not user.has_perm("contests.change_entry"):
        raise Http404
    comparing_asked.send(sender=Contest, contest=get_object_or_404(Contest, pk=pk))
    messages.success(request, _("The new texts are being compared; what is found appears in this list."))
    return redirect(f"{reverse('entries:findings')}?contest={pk}")
