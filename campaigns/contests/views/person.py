"""The screen for a person's rights: what is held, an archive of it, its erasure. No value is put into an address."""

from typing import Any, ClassVar, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.contests.domain.access import NotHereError
from campaigns.contests.domain.person import (
    ERASE_PERMISSION,
    SeveralPeopleError,
    erase_person,
    export_person,
    look_up_person,
)
from campaigns.contests.forms.person import EraseForm, PersonForm
from campaigns.contests.models import Contributor
from foundation.views.desk import desk_user

SHARED: Final = gettext_lazy(
    "%(count)s authors share this telephone or address. Please give the name too; nothing was done."
)
FIELDS: Final = ("phone", "email", "name")


class PersonView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Look up, export, erase."""

    model = Contributor
    any_permission_required: ClassVar[list[str]] = ["view"]
    template_name = "contests/desk/person.html"
    page_title = gettext_lazy("Data held about a person")
    header_icon = "user"

    def get(self, request: HttpRequest) -> TemplateResponse:
        """Ask whom it is about."""
        return self._show(request, PersonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the button says."""
        act = request.POST.get("act", "")
        form = EraseForm(request.POST) if act == "erase" else PersonForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, held=self._held(form) if act == "erase" else None)
        user, whom = desk_user(request), {name: form.cleaned_data[name] for name in FIELDS}
        try:
            if act == "export":
                return _download(export_person(**whom, user=user))
            if act == "erase":
                held = erase_person(**whom, user=user)
                messages.success(request, _("Erased: %(entries)s entries, %(mails)s mails.") % held.counts())
                return redirect("person_data:index")
            return self._show(request, form, held=look_up_person(**whom, user=user))
        except NotHereError:
            raise Http404 from None
        except SeveralPeopleError as error:
            form.add_error("name", SHARED % {"count": error.count})
            return self._show(request, form, held=self._held(form))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name the screen."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [*items, {"url": "", "label": self.get_page_title()}]

    def _held(self, form: PersonForm) -> Any:
        """Return what was shown before, when only the tick is missing."""
        whom = {name: form.cleaned_data.get(name, "") for name in FIELDS}
        return look_up_person(**whom, user=desk_user(self.request)) if whom["phone"] or whom["email"] else None

    def _show(self, request: HttpRequest, form: PersonForm, held: Any = None) -> TemplateResponse:
        may_erase = request.user.has_perm(ERASE_PERMISSION)
        erase = form if isinstance(form, EraseForm) else EraseForm()
        context = self.get_context_data(form=form, held=held, may_erase=may_erase, tick=erase["is_sure"])
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def _download(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="person.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
