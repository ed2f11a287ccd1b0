"""From a form that was found good to the piece that is taken in."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.pieces import Consent, Person, Piece
from campaigns.contests.enums import DeclarationKind, EntryChannel
from campaigns.contests.models import Contest

GUARDIAN: Final = _("I am the guardian of this author and agree to the entry and to the use of these data for it.")
NO_TOOL, TOOL = "no", "yes"
TOOL_WORDS: Final = {TOOL: _("A tool was used"), NO_TOOL: _("No tool was used")}
"""What is written down for each answer about writing tools."""


def piece_of(cleaned: Mapping[str, Any], contest: Contest, fields: Mapping[str, forms.Field]) -> Piece:
    """Return the piece that a form's cleaned values describe; the words declared are those of its fields."""
    chosen = cleaned.get("group")
    shots = cleaned["pictures"] if "pictures" in fields else None
    return Piece(
        contest=contest,
        title=cleaned["title"],
        text=cleaned.get("text") or "",
        people=(_author(cleaned),),
        group=contest.groups.filter(pk=chosen).first() if chosen else None,
        genre=cleaned.get("genre") or "",
        channel=EntryChannel.WEB,
        declarations=_declared(cleaned, fields),
        ai_detail=cleaned.get("ai_detail") or "",
        captions=tuple(shot.caption for shot in shots or ()),
        file_order=None if shots is None else tuple(shot.file for shot in shots),
    )


def _declared(cleaned: Mapping[str, Any], fields: Mapping[str, forms.Field]) -> dict[str, str]:
    declared: dict[str, str] = {
        DeclarationKind.ORIGINAL: str(fields["agree_original"].label),
        DeclarationKind.LICENCE: str(fields["agree_licence"].label),
    }
    if "ai_used" in fields:
        declared[DeclarationKind.AI_USE] = str(TOOL_WORDS[cleaned["ai_used"]])
    return declared


def _author(cleaned: Mapping[str, Any]) -> Person:
    consent = None
    if cleaned.get("is_minor"):
        consent = Consent(
            name=cleaned["guardian_name"],
            phone=cleaned["guardian_phone"],
            relation=cleaned.get("guardian_relation") or "",
            text=str(GUARDIAN),
        )
    return Person(
        name=cleaned["contact_name"],
        phone=cleaned["contact_phone"],
        email=cleaned.get("contact_email") or "",
        pen_name=cleaned.get("pen_name") or "",
        address=cleaned.get("address") or "",
        postcode=cleaned.get("postcode") or "",
        unit=cleaned.get("unit") or "",
        is_minor=consent is not None,
        consent=consent,
    )
