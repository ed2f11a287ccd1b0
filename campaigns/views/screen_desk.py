"""One screen at the desk: its secret address, and what it showed."""

import datetime as dt
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.domain.screens import OLDEST, digest_of, issue_address, revoke_address
from campaigns.models import Screen
from campaigns.queries.plays import screens_listed, shown_by
from foundation.intake.views.forms import qr_svg
from foundation.secrets.sealing import Binding, SealError, seal_text, unseal_text
from foundation.views.desk import desk_user

SHOWN_DAYS: Final = 30
ISSUED: Final = "issued_address"
"""In the session, sealed: an address on its way from the form that issued it to the page that shows it once."""


def _mark(screen: Screen) -> str:
    """Return a mark of the present address, so that a form sent once more does not end the address just given."""
    return (screen.token_digest or "")[:12]


def _binding(screen: Screen) -> Binding:
    return Binding("screen", str(screen.pk), ISSUED)


def _opened(sealed: str, screen: Screen) -> str:
    """Return the token that waits to be shown, or nothing where it is another screen's or no longer the present one."""
    try:
        token = unseal_text(sealed, _binding(screen))
    except SealError:
        return ""
    return token if digest_of(token) == screen.token_digest else ""


class ScreenView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Gives the address, takes it away, and lists the proof of play."""

    model = Screen
    any_permission_required = ["change"]
    template_name = "campaigns/desk/screen.html"
    page_title = _("Screen")
    header_icon = "desktop"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the screen, and its address once after it was issued: nobody can read it again."""
        screen = self._screen(pk)
        sealed = request.session.pop(ISSUED, "")
        return self._show(request, screen, _opened(sealed, screen) if sealed else "")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Issue a new address or take it away, and lead back to the page: loading that anew repeats nothing."""
        screen = self._screen(pk)
        if request.POST.get("act") == "revoke":
            revoke_address(screen=screen, actor=desk_user(request))
        elif request.POST.get("was", "") == _mark(screen):
            token = issue_address(screen=screen, actor=desk_user(request))
            request.session[ISSUED] = seal_text(token, _binding(screen))
        return redirect("screen:screen", pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [*items, {"url": reverse("screen:index"), "label": _("screens")}, {"url": "", "label": _("Screen")}]

    def _screen(self, pk: int) -> Screen:
        return get_object_or_404(screens_listed(), pk=pk)

    def _show(self, request: HttpRequest, screen: Screen, token: str = "") -> HttpResponse:
        address = request.build_absolute_uri(reverse("screen", args=[token])) if token else ""
        since = timezone.now() - dt.timedelta(days=SHOWN_DAYS)
        context = self.get_context_data(
            screen=screen,
            mark=_mark(screen),
            address=address,
            qr=qr_svg(address) if address else "",
            shown=shown_by(screen, since=since),
            days=SHOWN_DAYS,
            oldest=OLDEST.days,
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response
