"""The selected of a round beside pages from before that may be theirs."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.domain.nominee_pages import PageTakenError, decide_page
from exemplars.models import ExemplarPage, Nomination, NomineePage, Round
from exemplars.queries.earlier import earlier_of_each
from exemplars.queries.notices import selected
from exemplars.views.desk import named
from foundation.intake.states import ForbiddenMoveError
from foundation.keys import key_in
from foundation.views.desk import desk_user


class NomineePagesView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Whether a nominee has a page: offered with its evidence, said by an editor."""

    model = Round
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "exemplars/desk/nominee_pages.html"
    page_title = gettext_lazy("Pages of the selected")
    header_icon = "user"

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show each selected nominee with the pages that may be theirs."""
        round_ = get_object_or_404(Round, pk=pk)
        said = {
            each.pk: each for each in NomineePage.objects.filter(nomination__round=round_).select_related("exemplar")
        }
        nominees = selected([round_])
        earlier = earlier_of_each(nominees)
        rows = [{"nomination": each, "earlier": earlier[each.pk], "said": said.get(each.pk)} for each in nominees]
        context = self.get_context_data(round=round_, rows=rows)
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the editor's word on one nominee."""
        nomination = get_object_or_404(
            Nomination.objects.filter(round=pk), submission__public_id=named(request.POST.get("nomination", ""))
        )
        key = request.POST.get("page", "")
        page = get_object_or_404(ExemplarPage, pk=key_in(key)) if key.isdecimal() else None
        try:
            decide_page(nomination=nomination, exemplar=page, actor=desk_user(request))
            messages.success(request, _("Saved."))
        except PageTakenError:
            messages.error(request, _("Another nominee of this round was said to be the person of this page."))
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has moved this round meanwhile."))
        return redirect("nominations:pages", pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the desk."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        desk = {"url": reverse("nominations:index"), "label": _("Review desk")}
        return [*items, desk, {"url": "", "label": self.get_page_title()}]
