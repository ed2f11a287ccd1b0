"""The desk's own screens in the admin: bringing a page's text or a Word manuscript in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from foundation.views.desk import desk_user
from news.domain.importing import import_page
from news.domain.manuscripts import ImportedManuscript, import_manuscript
from news.domain.pasted import import_pasted
from news.domain.refusals import Refused
from news.forms import DocxImportForm, PageImportForm, PasteForm
from news.reading import UnreadablePage


class DeskFormView(WagtailAdminTemplateMixin, FormView[Any]):
    """A form of the desk; what a verb refuses stands above the form, which keeps what was typed."""

    template_name = "news/desk/form.html"
    submit_label = gettext_lazy("Import")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may bring articles."""
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the admin's form template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.path,
            "submit_button_label": self.submit_label,
            "submit_button_active_label": self.submit_label,
            "media": context["form"].media,
        }


class PageImportView(DeskFormView):
    """A page's text layer becomes drafts on that page."""

    form_class = PageImportForm
    page_title = gettext_lazy("Import a newspaper page")
    header_icon = "clipboard-list"

    def form_valid(self, form: Form) -> HttpResponse:
        """Import the page and show its articles."""
        values = {name: form.cleaned_data[name] for name in ("date", "issue", "page", "section_name")}
        try:
            imported = import_page(data=form.cleaned_data["file"].read(), actor=desk_user(self.request), **values)
        except (Refused, UnreadablePage) as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        made = len(imported.created)
        message = ngettext("%(made)d draft was made;", "%(made)d drafts were made;", made) % {"made": made}
        known = _("%(known)d articles were there already.") % {"known": imported.known}
        messages.success(self.request, f"{message} {known}")
        return redirect(f"{reverse('articles:index')}?edition={imported.print_page.edition_id}")


class DocxImportView(DeskFormView):
    """A Word manuscript becomes a draft."""

    form_class = DocxImportForm
    page_title = gettext_lazy("Import a Word document")
    header_icon = "doc-full"

    def form_valid(self, form: Form) -> HttpResponse:
        """Import the manuscript and open the draft."""
        file = form.cleaned_data["file"]
        try:
            imported = import_manuscript(
                data=file.read(), name=file.name, actor=desk_user(self.request), column=form.cleaned_data["column"]
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return open_draft(self.request, imported)


class PasteView(DeskFormView):
    """What was copied from Word, WPS, WeChat or a web page becomes a draft."""

    template_name = "news/desk/paste.html"
    form_class = PasteForm
    page_title = gettext_lazy("Paste an article")
    header_icon = "clipboard-list"
    submit_label = gettext_lazy("Make a draft")

    def form_valid(self, form: Form) -> HttpResponse:
        """Make the draft and open it."""
        try:
            imported = import_pasted(
                html=form.cleaned_data["html"],
                pictures=[file.read() for file in self.request.FILES.getlist("pictures")],
                rtf=[file.read() for file in self.request.FILES.getlist("rtf")],
                column=form.cleaned_data["column"],
                actor=desk_user(self.request),
            )
        except Refused as refusal:
            form.add_error("html", str(refusal))
            return self.form_invalid(form)
        opened = open_draft(self.request, imported)
        return JsonResponse({"url": opened.url}) if self.by_script else opened

    def form_invalid(self, form: Form) -> HttpResponse:
        """Tell the script, which keeps the pictures that a page shown anew would lose."""
        if self.by_script:
            problems = [str(problem) for problems in form.errors.values() for problem in problems]
            return JsonResponse({"problems": problems}, status=422)
        return super().form_invalid(form)

    @property
    def by_script(self) -> bool:
        """Whether the page's script sent the form."""
        return self.request.headers.get("Accept") == "application/json"


def open_draft(request: HttpRequest, imported: ImportedManuscript) -> HttpResponseRedirect:
    """Open a draft that was brought in, and say how many of its pictures are missing."""
    if lost := imported.lost_pictures:
        sentence = ngettext(
            "%(lost)d picture could not be taken along; insert it by hand.",
            "%(lost)d pictures could not be taken along; insert them by hand.",
            lost,
        )
        messages.warning(request, sentence % {"lost": lost})
    return redirect("wagtailadmin_pages:edit", imported.article.pk)


def may_import(user: Any) -> bool:
    """Tell whether the user may write articles somewhere below the front page."""
    home = Page.objects.filter(depth=2).first()
    return bool(home and home.permissions_for_user(user).can_add_subpage())
