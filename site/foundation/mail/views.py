"""The outbox in the admin: what waits, what failed, and two acts. Addresses and texts are not shown here."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn

from foundation.mail.domain.outbox import drop_mail, retry_mail
from foundation.mail.enums import MailState
from foundation.mail.models import OutboxMail
from foundation.mail.purposes import purpose_name
from foundation.models import User
from foundation.views.unexported import UnexportedIndexView


class MailFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = OutboxMail
        fields = ["state"]


class _ActsColumn(Column):
    cell_template_name = "foundation/mail/acts_cell.html"


class OutboxIndexView(UnexportedIndexView):
    """The list of mails."""

    model = OutboxMail
    filterset_class = MailFilterSet
    page_title = gettext_lazy("Outgoing mail")
    header_icon = "mail"
    any_permission_required = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "outbox:index"
    index_results_url_name = "outbox:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Purpose, number, state, attempts, error, time, acts."""
        return [
            Column("purpose", label=_("Purpose"), accessor=_purpose),
            Column("submission", label=_("Receipt number"), accessor="submission"),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_unsent),
            Column("attempts", label=_("Attempts")),
            Column("error", label=_("Last error")),
            DateColumn("created_at", label=_("Written at")),
            _ActsColumn("acts", label="", accessor=_is_unsent),
        ]

    def get_base_queryset(self) -> Any:
        """Read the submission with the list."""
        return OutboxMail.objects.select_related("submission")


def _purpose(mail: OutboxMail) -> str:
    return purpose_name(mail.purpose)


def _is_unsent(mail: OutboxMail) -> bool:
    return mail.state in {MailState.WAITING, MailState.FAILED}


@require_POST
def act_view(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """Send a mail again or give it up."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("foundation.change_outboxmail"):
        raise PermissionDenied
    mail = get_object_or_404(OutboxMail, public_id=public_id)
    if act == "retry":
        retry_mail(mail=mail, actor=user)
        messages.success(request, _("The mail will be sent again."))
    else:
        drop_mail(mail=mail, actor=user)
        messages.success(request, _("The mail was given up."))
    return redirect("outbox:index")
