"""A guardian's consent at the desk: written down when it comes later, taken back when it is withdrawn."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.contests.domain.access import NotHereError, open_contributors
from campaigns.contests.domain.guardians import NoMinorError, record_consent, withdraw_consent
from campaigns.contests.forms.entry_desk import ConsentForm, ReasonForm
from campaigns.contests.models import Contributor
from foundation.views.desk import desk_user


def _person(request: HttpRequest, public_id: Any, person: Any) -> Contributor:
    """Return a person of an entry through the guarded door; raises ``Http404``."""
    try:
        people = open_contributors(public_id=public_id, user=desk_user(request))
    except NotHereError:
        raise Http404 from None
    found = next((row for row in people if row.public_id == person), None)
    if found is None:
        raise Http404
    return found


def _errors(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@require_POST
def record_view(request: HttpRequest, public_id: Any, person: Any) -> HttpResponse:
    """Write a consent down that came after the piece."""
    contributor = _person(request, public_id, person)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _errors(form))
        return redirect("entries:entry", public_id)
    try:
        record_consent(contributor=contributor, consent=form.consent(), actor=desk_user(request))
        messages.success(request, _("The guardian's consent is written down; the piece can qualify."))
    except NoMinorError:
        messages.error(request, _("This author is not under eighteen, or the data are erased."))
    return redirect("entries:entry", public_id)


@require_POST
def withdraw_view(request: HttpRequest, public_id: Any, person: Any) -> HttpResponse:
    """Write down that a guardian takes the consent back."""
    contributor = _person(request, public_id, person)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _errors(form))
        return redirect("entries:entry", public_id)
    try:
        withdraw_consent(contributor=contributor, reason=form.cleaned_data["reason"], actor=desk_user(request))
        messages.success(request, _("The consent is withdrawn; without a new one the piece cannot qualify."))
    except NoMinorError:
        messages.error(request, _("There is no consent that could be withdrawn."))
    return redirect("entries:entry", public_id)
