"""The mail desk: the queue, one mail through the guarded door with its parts side by side, and what is done with it."""

import json
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.contests.domain.access import NotHereError, open_mail, see_mail
from campaigns.contests.domain.inbound_mails import NotAnswerableError, ask_back, ignore_mail, reopen_mail
from campaigns.contests.domain.mail_entries import make_entry, read_attachment
from campaigns.contests.domain.mail_pictures import small_picture
from campaigns.contests.domain.mail_rule import contest_meant, manuscript_of
from campaigns.contests.enums import InboundState
from campaigns.contests.forms.inbound_mails import DecisionForm, QuestionForm, WorkForm, proposed
from campaigns.contests.models import InboundMail
from campaigns.contests.queries.contests import NoRulesError
from campaigns.contests.queries.inbound_mails import WAITING, listed_mails
from foundation.intake.states import ForbiddenMoveError
from foundation.limited import LimitedError
from foundation.models import User
from foundation.views.unexported import UnexportedIndexView


class InboundFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = InboundMail
        fields = ["state", "mailbox"]


class InboundIndexView(UnexportedIndexView):
    """The queue. It shows times and reasons, never sender, subject or text."""

    model = InboundMail
    filterset_class = InboundFilterSet
    page_title = gettext_lazy("Contributions by e-mail")
    header_icon = "mail"
    any_permission_required = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "inbound_mails:index"
    index_results_url_name = "inbound_mails:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Show number, state, reasons, files, time, mailbox, who decided."""
        return [
            TitleColumn("pk", label=_("Mail"), accessor=_number, get_url=_mail_url),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_waits),
            Column("problems", label=_("To look at"), accessor=_problems),
            Column("files", label=_("Attachments")),
            DateColumn("arrived_at", label=_("Arrived at"), sort_key="arrived_at"),
            Column("mailbox", label=_("Mailbox")),
            Column("decided_by", label=_("Decided by"), accessor=_decider),
        ]

    def get_base_queryset(self) -> Any:
        """Leave the sealed contents where they are."""
        return listed_mails()


def _number(mail: InboundMail) -> str:
    return _("Mail %(number)s") % {"number": mail.pk}


def _mail_url(mail: InboundMail) -> str:
    return reverse("inbound_mails:mail", args=[mail.public_id])


def _waits(mail: InboundMail) -> bool:
    return mail.state in WAITING


def _problems(mail: InboundMail) -> str:
    return "；".join(mail.problem_labels()) or "—"


def _decider(mail: InboundMail) -> str:
    return _("by rule") if mail.rule else str(mail.decided_by or "")


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _open(request: HttpRequest, public_id: Any) -> InboundMail:
    try:
        return open_mail(public_id=public_id, user=_user(request))
    except NotHereError:
        raise Http404 from None


class InboundMailView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One mail, opened through the guarded door."""

    model = InboundMail
    any_permission_required = ["change"]
    template_name = "contests/desk/inbound_mail.html"
    page_title = gettext_lazy("Contribution by e-mail")
    header_icon = "mail"

    def get(self, request: HttpRequest, public_id: Any) -> TemplateResponse:
        """Show the mail."""
        return self._show(request, _open(request, public_id))

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        """Make an entry of the mail, put it aside, take it up again or ask its sender."""
        mail = _open(request, public_id)
        act = request.POST.get("act", "")
        form = _form(act, request, mail)
        if act != "reopen" and not form.is_valid():
            return self._show(request, mail, **{act if act in {"entry", "ask"} else "ignore": form})
        try:
            messages.success(request, _act(act, mail, form, _user(request)))
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has decided about this mail meanwhile."))
        except NotAnswerableError:
            messages.error(request, _("This mail cannot be answered."))
        except NoRulesError:
            messages.error(request, _("The competition has no rules yet."))
        return redirect("inbound_mails:mail", mail.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the queue."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("inbound_mails:index"), "label": _("Contributions by e-mail")},
            {"url": "", "label": self.get_page_title()},
        ]

    def _show(self, request: HttpRequest, mail: InboundMail, **forms: Form) -> TemplateResponse:
        contents = _contents(mail)
        context = self.get_context_data(
            mail=mail,
            contents=contents,
            times=_times(mail, contents),
            texts=_texts(contents),
            note=mail.note.reveal(),
            entries=mail.entries.select_related("submission"),
            decision=forms.get("ignore") or DecisionForm(),
            question=forms.get("ask") or QuestionForm(),
            work=forms.get("entry") or _proposal(mail, contents),
            is_waiting=_waits(mail),
            may_enter=_waits(mail) or mail.state == InboundState.CONVERTED,
            may_ask=bool(mail.sender) and not mail.is_automated and mail.question is None,
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def _texts(contents: dict[str, Any]) -> list[dict[str, str]]:
    """Return the texts that were read of the mail's manuscripts, each with the name of its file."""
    names = {str(each["index"]): each["name"] for each in contents.get("attachments", [])}
    return [{"name": names[index], "text": text} for index, text in contents.get("texts", {}).items() if index in names]


def _proposal(mail: InboundMail, contents: dict[str, Any]) -> WorkForm:
    """Return the form with what the mail shows; the text is that of its one manuscript, where it can be read."""
    initial = proposed(contents, manuscript_of(mail=mail) if _waits(mail) else "", contest_meant(mail, contents))
    return WorkForm(initial=initial, contents=contents, prefix="work")


def _contents(mail: InboundMail) -> dict[str, Any]:
    contents: dict[str, Any] = json.loads(mail.contents.reveal() or "{}")
    return contents


def _form(act: str, request: HttpRequest, mail: InboundMail) -> Form:
    if act == "entry":
        return WorkForm(request.POST, contents=_contents(mail), prefix="work")
    return QuestionForm(request.POST) if act == "ask" else DecisionForm(request.POST)


def _times(mail: InboundMail, contents: dict[str, Any]) -> list[tuple[str, Any]]:
    sent, relayed = contents.get("sent_at"), contents.get("relayed_at")
    return [
        (_("Written in the mail (Date)"), parse_datetime(sent) if sent else None),
        (_("Taken by the last server (Received)"), parse_datetime(relayed) if relayed else None),
        (_("Arrived in the mailbox"), mail.arrived_at),
    ]


def _act(act: str, mail: InboundMail, form: Form, user: User) -> str:
    """Do what the button says; returns the sentence to show."""
    if act == "reopen":
        reopen_mail(mail=mail, actor=user)
        return _("The mail is back in the queue.")
    if act == "ask":
        ask_back(mail=mail, text=form.cleaned_data["text"], actor=user)
        return _("The question goes out with the outgoing mail.")
    if isinstance(form, WorkForm):
        made = make_entry(mail=mail, work=form.work(), actor=user)
        said = _("Entry %(number)s is made; an author with an e-mail address gets the receipt there.") % {
            "number": made.receipt.number
        }
        kept = _("%(count)s files are of a kind that entries do not take; they stay with the mail.")
        return f"{said} {kept % {'count': made.refused}}" if made.refused else said
    ignore_mail(mail=mail, note=form.cleaned_data["note"], actor=user)
    return _("The mail is put aside.")


def raw_view(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Give the mail as it arrived, as a download."""
    mail = _open(request, public_id)
    return _download(mail.raw.reveal(), f"mail-{mail.pk}.eml")


def file_view(request: HttpRequest, public_id: Any, index: int) -> HttpResponse:
    """Give a file of the mail, as a download: a browser must not show what a stranger sent."""
    mail = _open(request, public_id)
    try:
        data = read_attachment(mail=mail, index=index)
    except LimitedError:
        raise Http404 from None
    names = {each["index"]: each["name"] for each in _contents(mail).get("attachments", [])}
    return _download(data, names.get(index, f"mail-{mail.pk}-{index}"))


def picture_view(request: HttpRequest, public_id: Any, index: int) -> HttpResponse:
    """Show a small picture of our own making of a picture in the mail; the page that holds it was written down."""
    try:
        mail = see_mail(public_id=public_id, user=_user(request))
    except NotHereError:
        raise Http404 from None
    shown = small_picture(mail=mail, index=index)
    if shown is None:
        raise Http404
    response = HttpResponse(shown, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
