"""The units that may send lists for a round: inviting them, their links, and closing them."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.domain.lists import InvitedAlreadyError, close_list, invite_unit
from exemplars.enums import RoundState
from exemplars.models import Nomination, Round, UnitList
from exemplars.queries.lists import desk_lists
from foundation.intake.forms import CleanTextField
from foundation.intake.states import ForbiddenMoveError
from foundation.keys import key_in
from foundation.views.desk import desk_user


class InviteForm(forms.Form):
    """Which unit."""

    unit = CleanTextField(
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("A community, a school, an office. It gets a link of its own."),
        max_length=120,
        error_messages={"required": gettext_lazy("Please name the unit.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


class RoundListsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The lists of one round."""

    model = Nomination
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "exemplars/desk/lists.html"
    page_title = gettext_lazy("Lists of units")
    header_icon = "clipboard-list"

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show the units with their links."""
        return self._show(request, get_object_or_404(Round, pk=pk), InviteForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Invite a unit, or close a link."""
        round_ = get_object_or_404(Round, pk=pk)
        if request.POST.get("act") == "close":
            unit_list = get_object_or_404(UnitList, round=round_, pk=key_in(request.POST.get("list", "")))
            close_list(unit_list=unit_list, actor=desk_user(request))
            messages.success(request, _("The link is closed. What the unit has sent stays."))
            return redirect("nominations:lists", pk)
        if request.POST.get("act") != "invite":
            raise Http404
        form = InviteForm(request.POST)
        if not form.is_valid():
            return self._show(request, round_, form)
        try:
            invite_unit(round_=round_, unit=form.cleaned_data["unit"], actor=desk_user(request))
            messages.success(request, _("Invited. Please give the unit its link."))
        except InvitedAlreadyError:
            messages.error(request, _("This unit has a link already."))
        except ForbiddenMoveError:
            messages.error(request, _("This round takes no nominations any more."))
        return redirect("nominations:lists", pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the round."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("nominations:index"), "label": _("Review desk")},
            {"url": reverse("nominations:round", args=[self.kwargs["pk"]]), "label": _("Round under review")},
            {"url": "", "label": self.get_page_title()},
        ]

    def _show(self, request: HttpRequest, round_: Round, form: InviteForm) -> TemplateResponse:
        rows = [
            (row, request.build_absolute_uri(reverse("nomination-list", args=[row.token.reveal()])))
            for row in desk_lists(round_)
        ]
        collects = round_.state == RoundState.COLLECTING
        context = self.get_context_data(round=round_, rows=rows, form=form if collects else None)
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response
