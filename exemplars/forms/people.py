"""The edit form of an exemplar."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from exemplars.domain.people import CannotPublishError, judge_publication
from exemplars.models import ExemplarPage


class ExemplarPageForm(WagtailAdminPageForm):
    """Tells the editor why the page cannot go public, instead of losing what was written."""

    def clean(self) -> dict[str, Any]:
        """Judge the page as it would be published, and only when it is sent for publication."""
        cleaned: dict[str, Any] = super().clean()
        if "action-publish" in self.data and not self.errors:
            judged: ExemplarPage = self.instance
            for name, value in cleaned.items():
                if name in {"title", "unit", "citation", "body", "is_minor", "subject", "portrait"}:
                    setattr(judged, name, value)
            try:
                judge_publication(judged)
            except CannotPublishError as refusal:
                self.add_error(None, str(refusal))
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return cleaned


ExemplarPage.base_form_class = ExemplarPageForm
