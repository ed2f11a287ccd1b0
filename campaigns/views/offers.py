"""The public form by which a unit offers an ad."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from campaigns.domain.offer_files import check_complete
from foundation.intake.domain import drafts, raw_posts
from foundation.intake.enums import Outcome
from foundation.intake.forms import IntakeForm
from foundation.intake.models import RawPost
from foundation.intake.views.forms import IntakeFormView
from foundation.intake.views.keeping import kept_files


class OfferView(IntakeFormView):
    """Shows and takes the form, and asks for the work itself where it is not among the files."""

    def _submit(self, request: HttpRequest, form: IntakeForm, raw: RawPost, key: uuid.UUID) -> HttpResponse:
        draft = self._draft(str(form.cleaned_data.get("draft") or ""))
        if draft is None or drafts.sent_already(draft) is None:
            types = [file.media_type for file in kept_files(draft)]
            try:
                check_complete(kind=form.cleaned_data["psa_kind"], types=types)
            except ValidationError as error:
                raw_posts.judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=[str(error.code)])
                return self._again(request, key, error.messages, status=422, form=form)
        return super()._submit(request, form, raw, key)
