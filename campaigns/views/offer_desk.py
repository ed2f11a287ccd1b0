"""The desk of offered ads: the list, one offer, what was sent with it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.domain.offer_files import PICTURES, preview_of
from campaigns.domain.offers import accept_offer, refuse_offer
from campaigns.enums import OfferState
from campaigns.forms.offers import OfferAnswerForm
from campaigns.models import PsaOffer
from campaigns.offer_kind import PSA_OFFER
from campaigns.queries.offers import offers_listed
from campaigns.queries.psa_desk import explained
from campaigns.views.damage_desk import CONTACT
from foundation.intake.domain.access import NotHereError, for_desk
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.intake.file_rules import EXTENSIONS
from foundation.intake.models import IntakeFile, Submission
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView

FIELDS = ("title", "wording", "introduction", "unit", "producer", "licence_text", "reason")


class OfferFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = PsaOffer
        fields = ["state", "category"]


class OfferIndexView(UnexportedIndexView):
    """The offers, the newest first; contacts are not in it."""

    model = PsaOffer
    filterset_class = OfferFilterSet
    page_title = gettext_lazy("Offered ads")
    header_icon = "inbox"
    any_permission_required = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "psa_offers:index"
    index_results_url_name = "psa_offers:index_results"
    default_ordering = ("-submission_id",)

    @cached_property
    def columns(self) -> list[Column]:
        """Show number, title, unit, category, state and the day by which it should be answered."""
        return [
            TitleColumn("title", label=_("Title of the ad"), accessor=_title, get_url=_offer_url),
            Column("unit", label=_("offering unit"), accessor=_unit),
            Column("category", label=_("category")),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_new),
            Column("number", label=_("receipt number"), accessor="submission.number"),
            Column("due_on", label=_("Due on"), sort_key="due_on"),
        ]

    def get_base_queryset(self) -> Any:
        """Read everything a row shows with the list."""
        return offers_listed()


def _title(offer: PsaOffer) -> str:
    return offer.title.reveal() or offer.submission.number


def _unit(offer: PsaOffer) -> str:
    return str(offer.unit.reveal())


def _offer_url(offer: PsaOffer) -> str:
    return reverse("psa_offers:offer", args=[offer.pk])


def _is_new(offer: PsaOffer) -> bool:
    return offer.state == OfferState.NEW


def _offer(request: HttpRequest, pk: int) -> tuple[PsaOffer, Submission]:
    """Open an offer through the guarded door, which writes down who looked."""
    if not request.user.has_perm(PSA_OFFER.desk_permission):
        raise PermissionDenied
    offer = get_object_or_404(offers_listed(), pk=pk)
    try:
        return offer, for_desk(kind=PSA_OFFER, public_id=str(offer.submission.public_id), user=desk_user(request))
    except NotHereError:
        raise Http404 from None


class OfferView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One offer: make a draft of it, or refuse it with a reason."""

    model = PsaOffer
    any_permission_required = ["change"]
    template_name = "campaigns/desk/offer.html"
    page_title = gettext_lazy("Offered ad")
    header_icon = "inbox"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the offer."""
        return self._show(request, pk, OfferAnswerForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept or refuse it."""
        offer, _submission = _offer(request, pk)
        form = OfferAnswerForm(request.POST)
        try:
            if request.POST.get("act") == "accept":
                psa = accept_offer(offer=offer, actor=desk_user(request))
                messages.success(request, _("The ad is a draft in the library now. Check it and publish it there."))
                return redirect("wagtailadmin_pages:edit", psa.pk)
            if not form.is_valid():
                return self._show(request, pk, form)
            refuse_offer(offer=offer, reason=form.cleaned_data["reason"], actor=desk_user(request))
            messages.success(request, _("The offer is refused, and the unit can read why."))
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has answered this offer meanwhile."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("psa_offers:offer", pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        index = {"url": reverse("psa_offers:index"), "label": _("Offered ads")}
        return [*items, index, {"url": "", "label": self.get_page_title()}]

    def _show(self, request: HttpRequest, pk: int, form: OfferAnswerForm) -> TemplateResponse:
        offer, submission = _offer(request, pk)
        contact = [(each.field.verbose_name, getattr(submission, each.field.attname).reveal()) for each in CONTACT]
        facts = [(_field_label(name), getattr(offer, name).reveal()) for name in FIELDS]
        words = "\n".join(getattr(offer, name).reveal() for name in ("title", "introduction", "wording"))
        context = self.get_context_data(
            offer=offer,
            submission=submission,
            facts=[(label, value) for label, value in facts if value],
            contact=[(label, value) for label, value in contact if value],
            files=[
                (file, EXTENSIONS[file.media_type][1:].upper(), file.media_type in PICTURES)
                for file in submission.files.filter(state=FileState.COMPLETE).order_by("pk")
            ],
            findings=explained(words),
            is_new=_is_new(offer),
            form=form,
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def _field_label(name: str) -> str:
    return str(getattr(PsaOffer, name).field.verbose_name)


def preview_view(request: HttpRequest, pk: int, file_id: str) -> HttpResponse:
    """Show a small picture drawn anew from a received one: nothing that a stranger wrote reaches the browser."""
    _offer_row, submission = _offer(request, pk)
    file = get_object_or_404(IntakeFile, submission=submission, public_id=file_id, state=FileState.COMPLETE)
    shown = preview_of(file)
    if shown is None:
        raise Http404
    response = HttpResponse(shown, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def file_view(request: HttpRequest, pk: int, file_id: str) -> StreamingHttpResponse:
    """Give a received file to the desk, as a download: a browser must not show what a stranger sent."""
    offer, submission = _offer(request, pk)
    file = get_object_or_404(IntakeFile, submission=submission, public_id=file_id, state=FileState.COMPLETE)
    response = StreamingHttpResponse(read_file(file), content_type="application/octet-stream")
    name = f"{offer.pk}-{file.pk}{EXTENSIONS.get(file.media_type, '')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
