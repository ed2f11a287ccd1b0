"""The cutting desk in the admin: bring a page in, repair its cuts, make drafts."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton

from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView
from news.domain.cutting import ChangedMeanwhileError, begin_cutting, make_drafts, redo_step, take_step, undo_step
from news.domain.refusals import Refused
from news.forms.cuttings import BeginCuttingForm, StepForm, is_number
from news.models import Cutting
from news.queries import cuttings as shown
from news.views.desk import DeskFormView, may_import


class BeginCuttingView(DeskFormView):
    """Paste a page's text, or bring its file."""

    form_class = BeginCuttingForm
    page_title = gettext_lazy("Cut a newspaper page")
    header_icon = "cut"
    submit_label = gettext_lazy("Read the page")

    def form_valid(self, form: Form) -> HttpResponse:
        """Read the page and open the screen; of a file with several pages the list of them."""
        file = form.cleaned_data["file"]
        named = {name: form.cleaned_data[name] for name in ("date", "issue", "page", "section_name")}
        try:
            made = begin_cutting(
                text=form.cleaned_data["text"],
                data=file.read() if file else b"",
                filename=file.name if file else "",
                actor=desk_user(self.request),
                **named,
            )
        except Refused as refusal:
            form.add_error("file" if file else "text", str(refusal))
            return self.form_invalid(form)
        if len(made) == 1:
            return redirect("cuttings:cut", made[0].pk)
        sentence = ngettext("%(count)d page was read.", "%(count)d pages were read.", len(made)) % {"count": len(made)}
        messages.success(self.request, sentence)
        return redirect("cuttings:index")


class CuttingIndexView(UnexportedIndexView):
    """The pages on the desk, the newest first."""

    model = Cutting
    page_title = gettext_lazy("Pages being cut")
    header_icon = "cut"
    index_url_name = "cuttings:index"
    index_results_url_name = "cuttings:index_results"
    paginate_by = 30
    is_searchable = False
    any_permission_required = None
    default_ordering = "-created_at"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may bring articles."""
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave the texts and states where they are."""
        pages = Cutting.objects.select_related("created_by").defer("text", "proposal", "state", "changes")
        return pages.annotate(step_count=Count("steps"))

    @cached_property
    def columns(self) -> list[Column]:
        """Name the page, who began it and when, and what became of it."""
        return [
            TitleColumn("page", label=_("Print page"), accessor=str, get_url=screen_of),
            Column("section_name", label=_("Section name")),
            Column("state", label=_("State"), accessor=stage),
            Column("steps", label=_("Steps"), accessor="step_count"),
            Column("created_by", label=_("Begun by")),
            DateColumn("created_at", label=_("Begun at")),
        ]

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Offer to begin with another page."""
        return [HeaderButton(_("Cut a newspaper page"), url=reverse("cuttings:begin"), icon_name="plus")]


def screen_of(cutting: Cutting) -> str:
    """Return the address of the cutting's screen."""
    return reverse("cuttings:cut", args=(cutting.pk,))


def stage(cutting: Cutting) -> str:
    """Return what became of the page."""
    return _("Being cut") if cutting.is_open else _("Drafts made")


class DeskView(View):
    """A screen of one cutting; to those who may not bring articles it is not there."""

    cutting: Cutting

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the cutting."""
        if not may_import(request.user):
            raise Http404
        self.cutting = get_object_or_404(Cutting, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def work(self, problem: str = "") -> dict[str, Any]:
        """Return what the working part of the screen shows."""
        steps = list(self.cutting.steps.values_list("is_undone", flat=True))
        return {
            "cutting": self.cutting,
            "lines": shown.shown_lines(self.cutting),
            "cards": shown.cards(self.cutting),
            "kinds": shown.KIND_LABELS,
            "roles": shown.ROLE_LABELS,
            "columns": shown.column_titles(),
            "can_undo": False in steps,
            "can_redo": True in steps,
            "problem": problem,
        }


class CutView(WagtailAdminTemplateMixin, DeskView):
    """The screen: the page's lines on the left, the articles on the right."""

    template_name = "news/cutting/screen.html"
    header_icon = "cut"

    def get_page_title(self) -> str:
        """Name the page."""
        return _("Cut %(page)s") % {"page": self.cutting}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the page as it stands."""
        return self.render(request)

    def render(self, request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
        """Show the screen, with a sentence where something could not be done."""
        drafts = []
        if not self.cutting.is_open and self.cutting.print_page:
            drafts = list(self.cutting.print_page.placements.select_related("article").order_by("order"))
        context = self.get_context_data(drafts=drafts, **self.work(problem))
        return HttpResponse(render_to_string(self.template_name, context, request), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what Wagtail's frame of a screen needs."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | kwargs


class StepView(CutView):
    """One operation: saved at once, answered with the working part, or with the whole screen without a script."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what was asked."""
        form = StepForm(request.POST)
        try:
            self.cutting = self.do(form)
        except ValidationError as error:
            return self.answer(request, " ".join(error.messages), 422)
        except Refused as refusal:
            return self.answer(request, str(refusal), 422)
        except ChangedMeanwhileError:
            self.cutting.refresh_from_db()
            sentence = _("Somebody else changed this page meanwhile; this is how it stands now. Repeat your last step.")
            return self.answer(request, sentence, 409)
        return self.answer(request)

    def do(self, form: StepForm) -> Cutting:
        """Let the verb do it. Raises ValidationError, Refused or ChangedMeanwhileError."""
        if not form.is_valid():
            raise ValidationError([problem for problems in form.errors.values() for problem in problems])
        version, operation = form.cleaned_data["version"], form.cleaned_data["operation"]
        if operation == "undo":
            return undo_step(cutting=self.cutting, version=version)
        if operation == "redo":
            return redo_step(cutting=self.cutting, version=version)
        return take_step(
            cutting=self.cutting,
            version=version,
            operation=operation,
            arguments=form.arguments(),
            actor=desk_user(self.request),
        )

    def answer(self, request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
        """Answer the script with the working part; without it, go back to the line or show the problem."""
        if request.headers.get("Accept") == "application/json":
            html = render_to_string("news/cutting/work.html", self.work(problem), request)
            return JsonResponse({"html": html, "problem": problem}, status=status)
        if problem:
            return self.render(request, problem, status)
        line = request.POST.get("line") or ""
        return redirect(
            reverse("cuttings:cut", args=(self.cutting.pk,)) + (f"#line-{line}" if line.isdecimal() else "")
        )


class MakeDraftsView(CutView):
    """Make drafts of all articles, once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Let the verb make them and show where they stand."""
        version = request.POST.get("version", "")
        try:
            made = make_drafts(
                cutting=self.cutting, version=int(version) if is_number(version) else -1, actor=desk_user(request)
            )
        except Refused as refusal:
            return self.render(request, str(refusal), 422)
        except ChangedMeanwhileError:
            self.cutting.refresh_from_db()
            sentence = _("Somebody else changed this page meanwhile; look at it once more, then make the drafts.")
            return self.render(request, sentence, 409)
        sentence = ngettext("%(made)d draft was made.", "%(made)d drafts were made.", len(made)) % {"made": len(made)}
        messages.success(request, sentence)
        return redirect("cuttings:cut", self.cutting.pk)
