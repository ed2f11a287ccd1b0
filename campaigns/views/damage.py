"""The passer-by's form at ``/d/<code>/``."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from campaigns.forms.damage import CODE_CHARACTERS
from foundation.intake.forms import clean_text
from foundation.intake.views.forms import IntakeFormView


class DamageView(IntakeFormView):
    """``/d/`` asks for the code; ``/d/<code>/`` is what the sticker opens and knows it already."""

    kind_slug = "damage-report"

    def get(self, request: HttpRequest, token: str = "", code: str = "") -> HttpResponse:
        """Show the form, with the code where the address has one."""
        self.code = clean_text(code)[:CODE_CHARACTERS]
        return super().get(request, token)

    def initial(self, _request: HttpRequest) -> dict[str, Any]:
        """Begin with the code."""
        return {"code": self.code}
