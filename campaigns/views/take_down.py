"""What is to be taken down: by unit and ad, some or all of a page at once."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from campaigns.domain.ending import take_down
from campaigns.forms.placements import ActForm, OverFilterForm
from campaigns.models import DamageTask, Placement
from campaigns.queries.placements import over_for
from campaigns.views.placements import PlacementDeskView
from foundation.keys import key_in
from foundation.views.desk import desk_user

if TYPE_CHECKING:
    from django.db.models import QuerySet

ROWS: Final = 100
"""Of one page."""


class TakeDownView(PlacementDeskView):
    """What still hangs although its time is over."""

    # The units that hang ads mend them too; this permission is the one that both they and the office have.
    model = DamageTask
    template_name = "campaigns/desk/take_down.html"
    page_title = gettext_lazy("To take down")

    def get(self, request: HttpRequest) -> HttpResponse:
        """List it."""
        return self._list(request, _day_form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say that the ticked ones came down."""
        form = _day_form(request.POST)
        keys = [key_in(key) for key in request.POST.getlist("placement")][:ROWS]
        if not form.is_valid():
            return self._list(request, form)
        found = over_for(desk_user(request)).filter(pk__in=keys)
        count = take_down(placements=found, on=form.cleaned_data["on"], actor=desk_user(request))
        text = ngettext("%(count)d placement is down.", "%(count)d placements are down.", count)
        messages.success(request, text % {"count": count})
        if refused := found.count():
            text = ngettext(
                "%(count)d is not: it went up after that day.",
                "%(count)d are not: they went up after that day.",
                refused,
            )
            messages.warning(request, text % {"count": refused})
        query = request.GET.urlencode()
        return redirect(f"{reverse('placement:take_down')}{'?' if query else ''}{query}")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list of placements those who may see it."""
        items = super().get_breadcrumbs_items()
        return items if self._keeps else [items[0], items[-1]]

    @cached_property
    def _keeps(self) -> bool:
        return desk_user(self.request).has_perm("campaigns.change_placement")

    def _list(self, request: HttpRequest, form: ActForm) -> HttpResponse:
        over = over_for(desk_user(request))
        filters = OverFilterForm(request.GET, over=over)
        page: Page[Placement] = Paginator(_narrowed(over, filters), ROWS).get_page(request.GET.get("p"))
        query = request.GET.copy()
        query.pop("p", None)
        context = {"page": page, "placements": page.object_list, "query": query.urlencode()}
        return self.show(request, **context, filters=filters, form=form, keeps=self._keeps)


def _day_form(data: Any = None) -> ActForm:
    """Return the form of a day; photos belong to one placement and are added there."""
    form = ActForm(data)
    del form.fields["photo"]
    return form


def _narrowed(over: "QuerySet[Placement]", filters: forms.Form) -> "QuerySet[Placement]":
    """Keep what the filters ask for, in the order of unit and day."""
    wanted = filters.cleaned_data if filters.is_valid() else {}
    if wanted.get("unit"):
        over = over.filter(organisation=wanted["unit"])
    if wanted.get("ad"):
        over = over.filter(psa_file__psa=wanted["ad"])
    return over.order_by("organisation__name", "ends_on", "pk")
