"""What a piece consists of when it is handed in, whatever its channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from campaigns.contests.enums import ConsentMethod, EntryChannel

if TYPE_CHECKING:
    from campaigns.contests.models import Contest, EntryGroup
    from foundation.models import Region


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A guardian's consent, with the words consented to."""

    name: str
    phone: str = ""
    relation: str = ""
    method: ConsentMethod = ConsentMethod.WEB
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """An author or teacher. Only the name is always known."""

    name: str
    pen_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    unit: str = ""
    is_minor: bool = False
    consent: Consent | None = None


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One piece to take in. ``sent_at`` is the time written on it (mail's Date, postmark), UTC.

    ``arrived_at`` is when it reached us, where that was before it is entered: in a mailbox, at the desk, in a batch, or
    as a draft that is handed in by itself.

    ``declarations`` holds the words accepted by ``DeclarationKind``; ``ai_detail`` what was said of writing tools.
    ``captions`` go with the files in their order. ``file_order`` names the files by public id where their order is
    the author's; then only those named belong to the piece.
    """

    contest: "Contest"
    title: str
    text: str
    people: tuple[Person, ...]
    instructor: Person | None = None
    group: "EntryGroup | None" = None
    genre: str = ""
    channel: EntryChannel = EntryChannel.WEB
    region: "Region | None" = None
    sent_at: datetime | None = None
    arrived_at: datetime | None = None
    declarations: Mapping[str, str] = field(default_factory=dict)
    ai_detail: str = ""
    captions: tuple[str, ...] = ()
    file_order: tuple[str, ...] | None = None
