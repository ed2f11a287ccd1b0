"""The organiser's screens of a competition: the list, and one competition with its rules and what hangs on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton

from campaigns.contests.domain.access import DESK_PERMISSION
from campaigns.contests.domain.contests import StillOpenError, move_contest
from campaigns.contests.enums import ContestState, Standing
from campaigns.contests.models import Contest, ContestPage
from campaigns.contests.queries.contest_desk import desk_contests
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.rule_tables import revisions, rule_rows
from campaigns.contests.queries.standing import extensions, standing
from campaigns.contests.rules.contest_states import CONTEST_STATES
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView

ADD_PERMISSION: Final = "contests.add_contest"
CHANGE_PERMISSION: Final = "contests.change_contest"
ACTIONS: Final = (
    ("extend", gettext_lazy("Extend the closing time"), CHANGE_PERMISSION),
    ("rules", gettext_lazy("New version of the rules"), CHANGE_PERMISSION),
    ("facts", gettext_lazy("Title and organisers"), CHANGE_PERMISSION),
    ("copy", gettext_lazy("Copy as a new competition"), ADD_PERMISSION),
)
"""What may be done with a competition: the name of its address, its words, the right it needs."""


@dataclass(frozen=True)
class Screen:
    """A screen that hangs on a competition. ``address`` gives its URL."""

    label: Any
    permission: str
    address: Callable[[Contest], str]


SCREENS: Final[tuple[Screen, ...]] = (
    Screen(
        gettext_lazy("List of entries"),
        "contests.change_entry",
        lambda contest: f"{reverse('entries:index')}?contest={contest.pk}",
    ),
    Screen(
        gettext_lazy("Screening"),
        "contests.change_entry",
        lambda contest: reverse("entries:screening", args=[contest.pk]),
    ),
    Screen(
        gettext_lazy("Counts"), "contests.change_entry", lambda contest: reverse("entries:counts", args=[contest.pk])
    ),
    Screen(
        gettext_lazy("Resemblances"),
        "contests.change_entry",
        lambda contest: f"{reverse('entries:findings')}?contest={contest.pk}",
    ),
    Screen(gettext_lazy("Contributions by e-mail"), DESK_PERMISSION, lambda _contest: reverse("inbound_mails:index")),
)
"""Every desk of the competitions adds its line here."""


class ContestFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = Contest
        fields: ClassVar[list[str]] = ["state", "kind"]


class ContestIndexView(UnexportedIndexView):
    """The list of competitions."""

    model = Contest
    filterset_class = ContestFilterSet
    page_title = gettext_lazy("Competitions")
    header_icon = "form"
    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "contest_desk:index"
    index_results_url_name = "contest_desk:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Show title, kind, state, whether it takes entries, its times and how many came."""
        return [
            TitleColumn("title", label=_("Title"), get_url=contest_url),
            Column("kind", label=_("What is asked for"), accessor="get_kind_display"),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_running),
            Column("standing", label=_("Taking entries"), accessor=_standing),
            DateColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
            DateColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
            Column("version", label=_("Version of the rules")),
            Column("entry_count", label=_("Entries"), accessor=_entries),
        ]

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Offer a new competition to those who may make one."""
        if not self.request.user.has_perm(ADD_PERMISSION):
            return []
        return [HeaderButton(_("New competition"), url=reverse("contest_desk:add"), icon_name="plus")]

    def get_base_queryset(self) -> Any:
        """Read times and counts along."""
        return desk_contests()


def _actions(request: HttpRequest, contest: Contest) -> list[tuple[Any, str]]:
    return [
        (label, reverse(f"contest_desk:{name}", args=[contest.pk]))
        for name, label, permission in ACTIONS
        if request.user.has_perm(permission)
    ]


def contest_url(contest: Contest) -> str:
    """Return the address of a competition's own screen."""
    return reverse("contest_desk:contest", args=[contest.pk])


def _is_running(contest: Contest) -> bool:
    return contest.state == ContestState.OPEN


def _standing(contest: Any) -> str:
    """Say whether entries are taken; the row carries the newest rules' times."""
    return str(standing(contest.state, contest, timezone.now()).label) if contest.version else "—"


def _entries(contest: Any) -> int:
    return contest.entry_count or 0


class DeskMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What the screens of one competition share: permission, icon, and the way back."""

    model: Any = Contest
    any_permission_required: ClassVar[list[str]] = ["change"]
    header_icon = "form"
    contest: Contest | None = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list and to the competition."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        items.append({"url": reverse("contest_desk:index"), "label": _("Competitions")})
        if self.contest is not None and self.get_page_title() != self.contest.title:
            items.append({"url": contest_url(self.contest), "label": self.contest.title})
        return [*items, {"url": "", "label": self.get_page_title()}]


class ContestDeskView(DeskMixin, View):
    """One competition: where it stands, its rules by version, groups, and the screens that hang on it."""

    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    template_name = "contests/desk/contest.html"

    def get_page_title(self) -> str:
        """Name the competition."""
        return self.contest.title if self.contest is not None else ""

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show the competition."""
        contest = get_object_or_404(Contest.objects.select_related("copied_from"), pk=pk)
        self.contest = contest
        rules, now = rules_of(contest), timezone.now()
        may_change = request.user.has_perm(CHANGE_PERMISSION)
        screens = [(item.label, item.address(contest)) for item in SCREENS if request.user.has_perm(item.permission)]
        context = self.get_context_data(
            contest=contest,
            rules=rules,
            rows=rule_rows(rules),
            revisions=revisions(contest.rules.select_related("made_by").order_by("version")),
            extensions=extensions(contest),
            standing=standing(contest.state, rules, now),
            is_running=standing(contest.state, rules, now) in {Standing.OPEN, Standing.SOON},
            entry_count=contest.entries.count(),
            screens=screens,
            actions=_actions(request, contest),
            page=ContestPage.objects.filter(contest=contest).first(),
            may_change=may_change,
            next_states=[state for state in ContestState if may_change and CONTEST_STATES.allows(contest.state, state)],
        )
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move the competition's state."""
        contest = get_object_or_404(Contest, pk=pk)
        target = request.POST.get("to", "")
        if target not in ContestState.values or not request.user.has_perm(CHANGE_PERMISSION):
            raise Http404
        try:
            moved = move_contest(contest=contest, to=ContestState(target), actor=desk_user(request))
            messages.success(request, _("The competition is now: %(state)s.") % {"state": moved.get_state_display()})
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has moved this competition meanwhile."))
        except StillOpenError:
            messages.error(request, _("Entries are still taken; judging begins after closing."))
        return redirect("contest_desk:contest", pk)
