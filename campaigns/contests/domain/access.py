"""The guarded door of the competitions: who opens a stranger's mail is written down."""

from typing import Any

from django.db import transaction

from campaigns.contests.models import InboundMail
from foundation.domain.audit import record
from foundation.models import User

DESK_PERMISSION = "contests.change_inboundmail"


class NotHereError(Exception):
    """There is no such mail for this person. The same whether it does not exist or may not be seen."""


@transaction.atomic
def open_mail(*, public_id: Any, user: User) -> InboundMail:
    """Return a mail to somebody at the desk and write down that they opened it; raises ``NotHereError``."""
    row = InboundMail.objects.select_related("decided_by", "question").filter(public_id=public_id).first()
    if row is None or row.erased_at is not None or not user.is_active or not user.has_perm(DESK_PERMISSION):
        raise NotHereError
    record(verb="open_inbound_mail", subject=row, actor=user)
    return row
