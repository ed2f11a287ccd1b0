"""The desk of messages of support: each is read and let through, or not."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
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

from exemplars.domain.support import TellsTooMuchError, decide_support
from exemplars.enums import SupportState
from exemplars.models import SupportMessage
from exemplars.queries.support import desk_support
from exemplars.rules.support import DECIDED_SUPPORT
from foundation.intake.states import ForbiddenMoveError
from foundation.keys import key_in
from foundation.views.desk import desk_user

PAGE_LENGTH = 50


class SupportDeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """The messages of one state, the newest first."""

    model = SupportMessage
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "exemplars/desk/support.html"
    page_title = gettext_lazy("Messages of support")
    header_icon = "comment"

    def get(self, request: HttpRequest) -> TemplateResponse:
        """Show what nobody has read yet, or another state."""
        state = self._state(request)
        paginator = Paginator(desk_support().filter(state=state), PAGE_LENGTH)
        context = self.get_context_data(
            page_obj=paginator.get_page(request.GET.get("p")),
            state=state,
            states=[(each.value, each.label, each == state) for each in SupportState],
            choices=[(each.value, each.label) for each in DECIDED_SUPPORT if each != state],
        )
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show a message, or not."""
        to = request.POST.get("to", "")
        if to not in DECIDED_SUPPORT:
            raise Http404
        found = SupportMessage.objects.select_related("exemplar")
        message = get_object_or_404(found, pk=key_in(request.POST.get("message", "")))
        try:
            decide_support(message=message, to=SupportState(to), actor=desk_user(request))
            messages.success(request, _("Decided."))
        except ForbiddenMoveError:
            messages.error(request, _("Somebody has decided on this message meanwhile."))
        except TellsTooMuchError:
            sentence = _("It names class, home or date of birth of somebody under eighteen and cannot be shown.")
            messages.error(request, sentence)
        return redirect(f"{reverse('support:index')}?state={self._state(request)}")

    def _state(self, request: HttpRequest) -> str:
        wanted = request.GET.get("state", "")
        return wanted if wanted in SupportState.values else SupportState.NEW.value

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [*items, {"url": "", "label": self.get_page_title()}]
