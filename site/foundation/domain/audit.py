"""The one door to the audit log."""

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import models

from foundation.models.audit import AuditLine

if TYPE_CHECKING:
    from foundation.models.user import User

Detail = int | str | date | None | list[int] | list[str] | tuple[int, ...] | tuple[str, ...]
"""What a detail may be: keys, codes, dates, or a list of keys or codes."""

CODE: Final = re.compile(r"[A-Za-z0-9_.:/+-]{0,120}")
"""Ids, enum values, slugs and hashes. No space, no ``@``, no Han: a name, a sentence or a mail address is refused."""


def record(*, verb: str, subject: models.Model, actor: "User | None", **detail: Detail) -> AuditLine:
    """Write that ``actor`` did ``verb`` to ``subject`` and return the line; call it inside the verb's transaction.

    ``actor`` is None for tasks and commands. ``detail`` names further objects by key or states by code; dates are
    written in ISO form.

    Raises ValueError when the subject has no key yet or a detail holds free text, and TypeError when a detail is of
    another type: the log outlives erasure, so it must not hold anything that might have to be erased.
    """
    if subject.pk is None:
        message = "An audit line needs a subject that is saved"
        raise ValueError(message)
    return AuditLine.objects.create(
        verb=verb,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django's documented way to a model's label
        subject_id=str(subject.pk),
        actor=actor,
        detail={key: _checked(key, value) for key, value in detail.items()},
    )


def _checked(key: str, value: Detail) -> int | str | list[int | str] | None:
    if isinstance(value, list | tuple):
        return [_checked_code(key, each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else _checked_code(key, value)


def _checked_code(key: str, value: object) -> int | str:
    if isinstance(value, int):
        return value
    if not isinstance(value, str):
        message = f"Audit detail {key} must be a key, a code or a date, not {type(value).__name__}"
        raise TypeError(message)
    if not CODE.fullmatch(value):
        message = f"Audit detail {key} looks like text; the audit log holds ids only"
        raise ValueError(message)
    return str(value)
