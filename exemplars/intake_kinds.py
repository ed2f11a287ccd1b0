"""What the intake machine is told about nominations and objections; it finds this module by its name."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from exemplars.domain.nominations import erase_nomination, store_nomination
from exemplars.domain.objections import erase_objection, store_objection
from exemplars.domain.support import erase_support, store_support
from exemplars.forms.nominations import NominationForm
from exemplars.forms.objections import ObjectionForm
from exemplars.forms.support import SupportForm
from exemplars.queries.progress import objection_received, objection_status, received, status
from exemplars.queries.support import support_received, support_status
from exemplars.rules.nominations import NOMINATION_STATES
from exemplars.rules.notices import OBJECTION_STATES
from exemplars.rules.support import SUPPORT_STATES
from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import IntakeKind, Limits, register

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

SUPPORT: Final = register(
    IntakeKind(
        slug="support",
        name=_("Message of support"),
        title=_("Leave a message of support"),
        prefix="JY",
        form_url="support-form",
        form_class=SupportForm,
        store=store_support,
        received=support_received,
        status=support_status,
        erase=erase_support,
        states=SUPPORT_STATES,
        desk_permission="exemplars.change_supportmessage",
        retention_days=2 * 365,
        # A school behind one address may send hundreds; one device may not.
        limits=Limits(per_form=5, per_device=5, per_address=600),
        template="exemplars/support_form.html",
    )
)
