"""The organiser's screens of batches: links of units, made, looked at, revoked."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
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
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from campaigns.contests.domain.batch_answers import receipts_of
from campaigns.contests.domain.batch_links import PERMISSION, LinkedAlreadyError, make_link, revoke_link
from campaigns.contests.domain.batch_runs import is_stuck, restart_run
from campaigns.contests.forms.batches import LinkForm
from campaigns.contests.models import BatchLink, Contest
from campaigns.contests.queries.batches import desk_links, runs_of
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView


class BatchFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = BatchLink
        fields: ClassVar[list[str]] = ["contest"]


class BatchIndexView(UnexportedIndexView):
    """The list of links."""

    model = BatchLink
    filterset_class = BatchFilterSet
    page_title = gettext_lazy("Batches of schools and units")
    header_icon = "group"
    any_permission_required: ClassVar[list[str]] = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "contest_batches:index"
    index_results_url_name = "contest_batches:index_results"

    @cached_property
    def permission_policy(self) -> Any:
        """Let those in who may change competitions, as the menu and every other screen of batches do."""
        return policy_registry.get_by_type(Contest)

    @cached_property
    def columns(self) -> list[Column]:
        """Show unit, competition, whether the link is good, until when, and how many entries came by it."""
        return [
            TitleColumn("unit", label=_("School or unit"), get_url=_url),
            Column("contest", label=_("Competition")),
            StatusTagColumn("state", label=_("State"), accessor=_state, primary=_is_good),
            DateColumn("expires_at", label=_("expires at"), sort_key="expires_at"),
            Column("entry_count", label=_("Entries"), accessor=_entries),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer a new link."""
        return [HeaderButton(_("New link"), url=reverse("contest_batches:new"), icon_name="plus")]

    def get_base_queryset(self) -> Any:
        """Read competition and counts along."""
        return desk_links()


def _url(link: BatchLink) -> str:
    return reverse("contest_batches:link", args=[link.pk])


def _is_good(link: BatchLink) -> bool:
    return link.revoked_at is None and link.expires_at > timezone.now()


def _state(link: BatchLink) -> str:
    if link.revoked_at is not None:
        return _("Revoked link")
    return _("Valid") if _is_good(link) else _("Expired")


def _entries(link: Any) -> int:
    return link.entry_count or 0


class _BatchMixin(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    model = Contest
    any_permission_required: ClassVar[list[str]] = ["change"]
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        items.append({"url": reverse("contest_batches:index"), "label": _("Batches of schools and units")})
        return [*items, {"url": "", "label": self.get_page_title()}]

    def private(self, request: HttpRequest, template: str, **context: Any) -> TemplateResponse:
        """Show a page that no cache keeps."""
        response = TemplateResponse(request, template, self.get_context_data(**context))
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"
        return response


class NewLinkView(_BatchMixin, View):
    """Make a link and show it, this once."""

    page_title = gettext_lazy("New link for a batch")

    def get(self, request: HttpRequest) -> TemplateResponse:
        """Show the form."""
        return self.private(request, "contests/desk/batch_new.html", form=LinkForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the link. It is on this answer alone: nothing keeps the address."""
        form = LinkForm(request.POST)
        if form.is_valid():
            try:
                made = make_link(
                    contest=form.cleaned_data["contest"],
                    unit=form.cleaned_data["unit"],
                    expires_at=form.expires_at,
                    actor=desk_user(request),
                )
            except LinkedAlreadyError:
                form.add_error("unit", _("This unit has a link already. Revoke it first, then make a new one."))
            else:
                address = str(settings.WAGTAILADMIN_BASE_URL) + reverse("contest-batch", args=[made.token])
                return self.private(request, "contests/desk/batch_made.html", link=made.link, address=address)
        return self.private(request, "contests/desk/batch_new.html", form=form)


class LinkView(_BatchMixin, View):
    """One link: what came by it, row by row, and revoking."""

    link: BatchLink | None = None

    def get_page_title(self) -> str:
        """Name the unit."""
        return self.link.unit if self.link is not None else ""

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show the link and its runs."""
        link = get_object_or_404(desk_links(), pk=pk)
        self.link = link
        found = list(runs_of(link)[:20])
        runs = [(run, rows, is_stuck(run)) for run, rows in zip(found, receipts_of(found, link), strict=True)]
        context = {"link": link, "state": _state(link), "is_good": _is_good(link), "runs": runs}
        return self.private(request, "contests/desk/batch_link.html", **context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke the link."""
        revoke_link(link=get_object_or_404(BatchLink, pk=pk), actor=desk_user(request))
        messages.success(request, _("The link is revoked. What came by it stays."))
        return redirect("contest_batches:link", pk)


@permission_required(PERMISSION)
def restart_view(request: HttpRequest, pk: int, public_id: Any) -> HttpResponse:
    """Put a run that is stuck back into the queue."""
    link = get_object_or_404(BatchLink, pk=pk)
    if request.method == "POST":
        restart_run(run=get_object_or_404(runs_of(link), public_id=public_id))
    return redirect("contest_batches:link", pk)
