"""What the intake machine is told about nominations and objections; it finds this module by its name."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from exemplars.domain.nominations import erase_nomination, store_nomination
from exemplars.domain.objections import erase_objection, store_objection
from exemplars.forms.nominations import NominationForm
from exemplars.forms.objections import ObjectionForm
from exemplars.queries.progress import objection_received, objection_status, received, status
from exemplars.rules.nominations import NOMINATION_STATES
from exemplars.rules.notices import OBJECTION_STATES
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

OBJECTION: Final = register(
    IntakeKind(
        slug="objection",
        name=_("Objection"),
        title=_("Object to a nominee under public notice"),
        prefix="YY",
        form_url="objection-form",
        form_class=ObjectionForm,
        store=store_objection,
        received=objection_received,
        status=objection_status,
        erase=erase_objection,
        states=OBJECTION_STATES,
        desk_permission="exemplars.change_objection",
        retention_days=3 * 365,
        files=EVIDENCE,
        template="exemplars/objection_form.html",
    )
)
