"""The kinds of submission: what an app says to get the whole machine.

An app writes a module ``intake_kinds`` that registers its kinds; it is found on first use.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

from foundation.intake.file_rules import FileRule
from foundation.intake.states import StateTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from foundation.intake.forms import IntakeForm
    from foundation.intake.models import IntakeFile, Submission

    Text = str | _StrPromise


@dataclass(frozen=True)
class Fact:
    """One labelled line of a receipt or look-up page. It never holds contact data."""

    label: "Text"
    value: "Text"


@dataclass(frozen=True)
class Action:
    """Something that the person who handed it in may do now: words and address of a page."""

    label: "Text"
    url: str


@dataclass(frozen=True)
class Status:
    """What the person who handed it in may see of its progress, and do about it."""

    label: "Text"
    facts: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How often the form may be sent: by form and by device in ten minutes, by address in an hour.

    The ceiling by address is high on purpose: a school or a village stands behind one address. It is lower for forms
    that come without a proof of work.
    """

    per_form: int = 20
    per_device: int = 20
    per_address: int = 600
    unproved_per_address: int = 200


@dataclass(frozen=True, kw_only=True)
class IntakeKind:
    """One kind of submission and how the machine treats it.

    ``store`` makes the kind's own row for a new submission, inside the same transaction. It may set another day in
    ``erase_on``. The number is not given yet: what needs it, a mail say, is written by ``numbered``, last of all and in
    few statements, because everybody else waits for it. ``received`` lists what the receipt repeats; ``status`` is what
    look-up shows; ``erase`` overwrites what the kind's row knows of a person. ``prefix`` begins every number.
    ``form_url`` names the form's URL. Days count from receipt.

    ``files`` is the widest rule for files; ``files_for`` narrows it for the values of one form. ``file_complete`` is
    told of each file that has come whole, ``file_erased`` of each that is forgotten. ``hand_in_at`` says from the
    values of a draft when it is to be handed in by itself, if ever. ``proof_bits`` is how dear the proof of work is;
    nought asks for none. ``is_same`` tells whether
    cleaned values are what a submission was made of; where it is given, other content under a key that is known is told
    so, not answered with the old receipt.
    """

    slug: str
    name: "Text"
    title: "Text"
    prefix: str
    form_url: str
    form_class: "type[IntakeForm]"
    store: "Callable[[Submission, Mapping[str, Any]], Any]"
    received: "Callable[[Submission], tuple[Fact, ...]]"
    status: "Callable[[Submission], Status]"
    erase: "Callable[[Submission], None]"
    states: StateTable
    desk_permission: str
    retention_days: int
    numbered: "Callable[[Submission, Mapping[str, Any]], None] | None" = None
    files: FileRule | None = None
    files_for: "Callable[[Mapping[str, str]], FileRule] | None" = None
    file_complete: "Callable[[IntakeFile], None] | None" = None
    file_erased: "Callable[[IntakeFile], None] | None" = None
    is_same: "Callable[[Submission, Mapping[str, Any]], bool] | None" = None
    hand_in_at: "Callable[[Mapping[str, str]], datetime | None] | None" = None
    draft_days: int = 30
    proof_bits: int = 0
    limits: Limits = field(default_factory=Limits)
    template: str = "foundation/intake/form.html"

    def file_rule(self, values: "Mapping[str, str]") -> FileRule | None:
        """Return what files are taken with these values of the form; None for none at all."""
        if self.files is None or self.files_for is None:
            return self.files
        return self.files_for(values)


class UnknownKindError(LookupError):
    """No app has registered such a kind."""


_kinds: dict[str, IntakeKind] = {}


def register(kind: IntakeKind) -> IntakeKind:
    """Add a kind; raises ``ValueError`` when its slug or number prefix is taken by another."""
    for other in _kinds.values():
        if other is not kind and (other.slug == kind.slug or other.prefix == kind.prefix):
            message = f"intake kind {kind.slug} ({kind.prefix}) clashes with {other.slug} ({other.prefix})"
            raise ValueError(message)
    _kinds[kind.slug] = kind
    return kind


def unregister(kind: IntakeKind) -> None:
    """Take a kind out again."""
    _kinds.pop(kind.slug, None)


@cache
def _discover() -> None:
    """Import the apps' kinds, once: asking every app again costs each request ten milliseconds."""
    autodiscover_modules("intake_kinds")


def get_kind(slug: str) -> IntakeKind:
    """Return the kind of that slug; raises ``UnknownKindError``."""
    _discover()
    try:
        return _kinds[slug]
    except KeyError:
        raise UnknownKindError(slug) from None


def all_kinds() -> tuple[IntakeKind, ...]:
    """Return every registered kind."""
    _discover()
    return tuple(_kinds.values())
