"""The list of entries: filters, search in titles and texts, export, and the door to look for a contact."""

import tempfile
from typing import Any, ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton

from campaigns.contests.domain.access import ENTRY_PERMISSION, find_by_contact
from campaigns.contests.domain.exports import write_entries
from campaigns.contests.enums import EntryState
from campaigns.contests.forms.entry_desk import ContactForm, EntryFilterSet
from campaigns.contests.models import Entry
from campaigns.contests.queries.entry_desk import listed_entries
from campaigns.contests.queries.limits import Length, judge_length
from campaigns.contests.views.contest_desk import CHANGE_PERMISSION, DeskMixin
from foundation.keys import key_in
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEARCHED: Final = ["submission__number", "head__title", "head__text"]
"""What the search box looks in. Contacts are sealed: they are found through the door alone."""


def entry_url(entry: Entry) -> str:
    """Return the address of an entry's own screen."""
    return reverse("entries:entry", args=[entry.submission.public_id])


def flags_of(entry: Any) -> list[str]:
    """Return what a row of ``listed_entries`` wants looked at."""
    length = {Length.LONG: _("Too long"), Length.SHORT: _("Too short")}
    found = [
        _("Late piece") if entry.is_late else "",
        _("Resembles another (%(count)s)") % {"count": entry.finding_count} if entry.finding_count else "",
        _("No guardian's consent") if entry.lacks_consent else "",
        length.get(judge_length(entry.rule_set, entry.head.words), "") if entry.head else "",
    ]
    return [text for text in found if text]


def _flags(entry: Any) -> str:
    return "；".join(flags_of(entry)) or "—"


def _title(entry: Entry) -> str:
    title = entry.head.title if entry.head else ""
    return title or _("(no title)")


def _waits(entry: Entry) -> bool:
    return entry.state == EntryState.RECEIVED


def _findings_url(request: HttpRequest) -> str:
    contest = key_in(request.GET.get("contest", ""))
    return reverse("entries:findings") + (f"?contest={contest}" if contest else "")


class EntryIndexView(UnexportedIndexView):
    """All entries. It shows pieces, never people."""

    model = Entry
    filterset_class = EntryFilterSet
    page_title = gettext_lazy("List of entries")
    header_icon = "list-ul"
    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    paginate_by = 50
    is_searchable = True
    search_backend_name = None
    search_fields: ClassVar[list[str]] = SEARCHED
    index_url_name = "entries:index"
    index_results_url_name = "entries:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Show title, number, competition, group, genre, channel, region, state, flags, words and arrival."""
        get_url = entry_url if self.request.user.has_perm(ENTRY_PERMISSION) else None
        return [
            TitleColumn("title", label=_("Title of the work"), accessor=_title, get_url=get_url),
            Column("number", label=_("Entry number"), accessor="submission.number"),
            Column("contest", label=_("Competition")),
            Column("group", label=_("Group")),
            Column("genre", label=_("Genre")),
            Column("channel", label=_("Channel"), accessor="get_channel_display"),
            Column("region", label=_("Region")),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_waits),
            Column("flags", label=_("Flags"), accessor=_flags),
            NumberColumn("words", label=_("Words"), accessor="head.words", sort_key="head__words"),
            DateColumn("received_at", label=_("Received at"), sort_key="received_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Read everything a row shows with the list."""
        return listed_entries()

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Lead to screening and counts of the chosen competition."""
        buttons: list[Button] = super().header_buttons
        if contest := key_in(self.request.GET.get("contest", "")):
            keys = [contest]
            buttons = [
                *buttons,
                HeaderButton(_("Screening"), url=reverse("entries:screening", args=keys), icon_name="check"),
                HeaderButton(_("Counts"), url=reverse("entries:counts", args=keys), icon_name="table"),
            ]
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer the export and looking for a contact."""
        query, export = self.request.GET.urlencode(), reverse("entries:export")
        more = [Button(_("Export (.xlsx)"), url=f"{export}?{query}", icon_name="download", priority=110)]
        if self.request.user.has_perm(CHANGE_PERMISSION):
            url = f"{export}?{query}&contacts=1"
            more.append(Button(_("Export with contacts"), url=url, icon_name="group", priority=115))
        if self.request.user.has_perm(ENTRY_PERMISSION):
            more += [
                Button(_("Resemblances"), url=_findings_url(self.request), icon_name="copy", priority=120),
                Button(_("Find by contact"), url=reverse("entries:find"), icon_name="search", priority=130),
            ]
        return [*super().header_more_buttons, *more]


class EntryDeskMixin(DeskMixin):
    """What the desk's screens of entries share."""

    model = Entry
    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list of the competition."""
        items = super().get_breadcrumbs_items()
        query = f"?contest={self.contest.pk}" if self.contest is not None else ""
        items.insert(-1, {"url": reverse("entries:index") + query, "label": _("List of entries")})
        return items

    def show(self, request: HttpRequest, *, status: int = 200, **context: Any) -> TemplateResponse:
        """Render the page; no cache keeps it."""
        response = TemplateResponse(request, self.template_name, self.get_context_data(**context), status=status)
        response["Cache-Control"] = "no-store, private"
        return response


class FindView(EntryDeskMixin, View):
    """Looking for entries by an exact contact. It travels in the body of the request, never in an address."""

    template_name = "contests/desk/find.html"
    page_title = gettext_lazy("Find by contact")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the field."""
        return self.show(request, form=ContactForm(), found=None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the entries that were found."""
        form = ContactForm(request.POST)
        if not form.is_valid():
            return self.show(request, form=form, found=None)
        found = find_by_contact(value=form.cleaned_data["contact"], user=desk_user(request))
        rows = [{"entry": entry, "title": _title(entry), "url": entry_url(entry)} for entry in found]
        return self.show(request, form=form, found=rows)


class ExportView(EntryDeskMixin, View):
    """The list as XLSX, as the filters leave it; with contacts only on being asked and for who may change contests."""

    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    template_name = "contests/desk/export.html"
    page_title = gettext_lazy("Export with contacts")

    def get(self, request: HttpRequest) -> Any:
        """Give the sheet without contacts, or ask before contacts go out."""
        if "contacts" in request.GET:
            self._may_take_contacts(request)
            return self.show(request, count=self._rows(request).count())
        return self._sheet(request, contacts=False)

    def post(self, request: HttpRequest) -> Any:
        """Give the sheet with contacts."""
        self._may_take_contacts(request)
        return self._sheet(request, contacts=True)

    def _may_take_contacts(self, request: HttpRequest) -> None:
        if not (request.user.has_perm(ENTRY_PERMISSION) and request.user.has_perm(CHANGE_PERMISSION)):
            raise PermissionDenied

    def _rows(self, request: HttpRequest) -> Any:
        """Filter and search as the list does."""
        view: Any = EntryIndexView()
        view.setup(request)
        return view.get_queryset()

    def _sheet(self, request: HttpRequest, *, contacts: bool) -> Any:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
        try:
            write_entries(entries=self._rows(request), file=file, actor=desk_user(request), contacts=contacts)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        name = _("entries-%(day)s.xlsx") % {"day": f"{timezone.localdate():%Y%m%d}"}
        response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        response["Cache-Control"] = "no-store, private"
        return response
