"""Recording consents and honours at the desk, withdrawing and revoking them."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.domain.consents import NothingToWithdrawError, record_consent, withdraw_consent
from exemplars.domain.honours import NotStandingError, number_honours, record_honour, revoke_honour
from exemplars.enums import ConsentGiver, ConsentScope, HonourState
from exemplars.forms.honours import DocumentForm, RevocationForm
from exemplars.models import ConsentRecord, Honour
from exemplars.queries.consents import outside_copies
from foundation.views.desk import desk_user


class _RecordingView(generic.CreateView):
    """Lets a verb make the row; what the verb refuses stands above the form."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Record, or show why not."""
        try:
            response: HttpResponse = super().form_valid(form)
        except ValidationError as refusal:
            self.produced_error_message = " ".join(refusal.messages)
            form.add_error(None, refusal.messages)
            response = self.form_invalid(form)
        return response


class ConsentCreateView(_RecordingView):
    """Records a consent."""

    def save_instance(self) -> models.Model:
        """Record one row for each scope."""
        told = self.form.cleaned_data
        rows = record_consent(
            exemplar=told["exemplar"],
            scopes=[ConsentScope(scope) for scope in told["scopes"]],
            giver=ConsentGiver(told["giver"]),
            given_on=told["given_on"],
            expires_on=told["expires_on"],
            actor=desk_user(self.request),
        )
        return rows[0]


class HonourCreateView(_RecordingView):
    """Records an honour."""

    def save_instance(self) -> models.Model:
        """Record it."""
        told = self.form.cleaned_data
        return record_honour(
            exemplar=told["exemplar"],
            programme=told["programme"],
            round_=told["round"],
            category=told["category"],
            year=told["year"],
            awarded_on=told["awarded_on"],
            document_number=told["document_number"],
            state=HonourState(told["state"]),
            actor=desk_user(self.request),
        )


class _EndingView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One row with the one thing that can still be done to it."""

    model: ClassVar[type[models.Model]]
    list_url_name: ClassVar[str]
    any_permission_required: ClassVar[list[str]] = ["view", "add", "change"]

    def may_change(self, request: HttpRequest) -> bool:
        """Tell whether the person may end the row."""
        options = self.model._meta  # noqa: SLF001 - Django documents it for code that handles any model
        return bool(request.user.has_perm(f"{options.app_label}.change_{options.model_name}"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        options = self.model._meta  # noqa: SLF001 - as above
        back = {"url": reverse(self.list_url_name), "label": capfirst(options.verbose_name_plural)}
        return [*super().get_breadcrumbs_items(), back, {"url": "", "label": self.get_page_title()}]

    def judge(self, request: HttpRequest) -> None:
        """Raise ``PermissionDenied`` for somebody who may only look."""
        if not self.may_change(request):
            raise PermissionDenied


class WithdrawView(_EndingView):
    """Shows a consent and withdraws it."""

    model = ConsentRecord
    list_url_name = "consent:index"
    template_name = "exemplars/desk/consent.html"
    page_title = gettext_lazy("consent record")
    header_icon = "check"

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show it."""
        row = get_object_or_404(ConsentRecord.objects.select_related("exemplar"), pk=pk)
        copies = outside_copies(row.exemplar) if row.withdrawn_at else []
        context = self.get_context_data(row=row, copies=copies, may_change=self.may_change(request))
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw it, and say where else the name stands."""
        self.judge(request)
        row = get_object_or_404(ConsentRecord.objects.select_related("exemplar"), pk=pk)
        try:
            done = withdraw_consent(exemplar=row.exemplar, scopes=[ConsentScope(row.scope)], actor=desk_user(request))
        except NothingToWithdrawError:
            messages.error(request, _("This consent was withdrawn before."))
            return redirect("consent:edit", pk)
        messages.success(request, _("Withdrawn; readers see nothing of it any more."))
        if done.still_named:
            listed = " ".join(done.still_named)
            messages.warning(request, _("These pages of ours still hold the name; look at them: %s") % listed)
        return redirect("consent:edit", pk)


class RevokeView(_EndingView):
    """Shows an honour and revokes it."""

    model = Honour
    list_url_name = "honour:index"
    template_name = "exemplars/desk/honour.html"
    page_title = gettext_lazy("honour")
    header_icon = "pick"

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show it."""
        return self.answer(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it with the reason given, or write its document number."""
        self.judge(request)
        if request.POST.get("act") == "number":
            return self.number(request, pk)
        form = RevocationForm(request.POST)
        if not form.is_valid():
            return self.answer(request, pk, revocation=form)
        try:
            revoke_honour(
                honour=get_object_or_404(Honour, pk=pk),
                reason=form.cleaned_data["reason"],
                actor=desk_user(request),
            )
            messages.success(request, _("Revoked; readers see nothing of it any more."))
        except NotStandingError:
            messages.error(request, _("This honour was revoked before."))
        return redirect("honour:edit", pk)

    def number(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write the document number."""
        form = DocumentForm(request.POST)
        if not form.is_valid():
            return self.answer(request, pk, document=form)
        honour = get_object_or_404(Honour, pk=pk)
        number = form.cleaned_data["document_number"]
        try:
            number_honours(honours=[honour], document_number=number, actor=desk_user(request))
        except ValidationError as refusal:
            form.add_error("document_number", refusal.messages)
            return self.answer(request, pk, document=form)
        messages.success(request, _("Saved."))
        return redirect("honour:edit", pk)

    def answer(
        self,
        request: HttpRequest,
        pk: int,
        *,
        revocation: RevocationForm | None = None,
        document: DocumentForm | None = None,
    ) -> TemplateResponse:
        """Return the page with its forms."""
        rows = Honour.objects.select_related("exemplar", "programme", "category", "round__programme")
        row = get_object_or_404(rows, pk=pk)
        context: dict[str, Any] = self.get_context_data(
            row=row,
            form=revocation or RevocationForm(),
            document_form=document or DocumentForm(initial={"document_number": row.document_number}),
            may_change=self.may_change(request),
        )
        return TemplateResponse(request, self.template_name, context)
