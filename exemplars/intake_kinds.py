"""What the intake machine is told about nominations; it finds this module by its name."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from exemplars.domain.nominations import erase_nomination, store_nomination
from exemplars.forms.nominations import NominationForm
from exemplars.queries.progress import received, status
from exemplars.rules.nominations import NOMINATION_STATES
from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import IntakeKind, register

MEGABYTE: Final = 1024 * 1024
EVIDENCE: Final = FileRule(
    max_count=6,
    max_bytes=10 * MEGABYTE,
    types=("image/jpeg", "image/png", "image/webp", "application/pdf"),
)

NOMINATION: Final = register(
    IntakeKind(
        slug="nomination",
        name=_("Nomination"),
        title=_("Nominate somebody"),
        prefix="TM",
        form_url="nominate-form",
        form_class=NominationForm,
        store=store_nomination,
        received=received,
        status=status,
        erase=erase_nomination,
        states=NOMINATION_STATES,
        desk_permission="exemplars.change_nomination",
        retention_days=3 * 365,
        files=EVIDENCE,
        template="exemplars/nominate_form.html",
    )
)
