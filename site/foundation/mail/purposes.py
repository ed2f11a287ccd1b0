"""What the mails of the outbox are for, in words. An app names its purposes where it makes itself known."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_names: "dict[str, _StrPromise]" = {
    "answer_error_report": _("Reply to an error report"),
    "send_link_again": _("Private link again"),
}


def name_purpose(purpose: str, name: "_StrPromise") -> None:
    """Say how the outbox calls mails of that purpose."""
    _names[purpose] = name


def purpose_name(purpose: str) -> str:
    """Return the name of a purpose; one that nobody named is an outgoing mail."""
    return str(_names.get(purpose) or _("Other mail"))


def named_purposes() -> frozenset[str]:
    """Return the purposes that have a name."""
    return frozenset(_names)
