"""A piece that we have as values of its form."""

from campaigns.contests.enums import ContestKind, DeclarationKind
from campaigns.contests.forms.entry_pieces import TOOL, TOOL_WORDS
from campaigns.contests.forms.pictures import Shot, write_shots
from campaigns.contests.models import Declaration, Entry, Guardian
from campaigns.contests.queries.pictures import picture_files

TICKED = "on"


def values_of(entry: Entry) -> dict[str, str]:
    """Return the values with which its author sees a piece again; for the holder of its private link alone."""
    author = entry.contributors.get(position=0)
    shots = [Shot(str(row.file.public_id), row.caption) for row in picture_files(entry)]
    values = {
        "contest": entry.contest.slug,
        "work": "pictures" if shots and entry.contest.kind == ContestKind.BOTH else "",
        "title": entry.head.title if entry.head is not None else "",
        "text": entry.head.text if entry.head is not None else "",
        "pictures": write_shots(shots),
        "group": str(entry.group_id or ""),
        "genre": entry.genre,
        "contact_name": author.name.reveal(),
        "contact_phone": author.phone.reveal(),
        "contact_email": author.email.reveal(),
        "pen_name": author.pen_name.reveal(),
        "unit": author.unit.reveal(),
        "address": author.address.reveal(),
        "postcode": author.postcode.reveal(),
        "is_minor": TICKED if author.is_minor else "",
    }
    guardian = Guardian.objects.filter(contributor=author, withdrawn_at__isnull=True).first()
    if guardian is not None:
        values |= {
            "guardian_name": guardian.name.reveal(),
            "guardian_relation": guardian.relation,
            "guardian_phone": guardian.phone.reveal(),
            "agree_guardian": TICKED,
        }
    return values | _declared(entry)


def _declared(entry: Entry) -> dict[str, str]:
    values = {}
    for row in entry.declarations.all():
        if row.kind == DeclarationKind.ORIGINAL:
            values["agree_original"] = TICKED
        elif row.kind == DeclarationKind.LICENCE:
            values["agree_licence"] = TICKED
        elif row.kind == DeclarationKind.AI_USE:
            values |= {"ai_used": _answered(row), "ai_detail": row.detail}
    return values


def _answered(row: Declaration) -> str:
    """Return the answer whose words were accepted; none, so that it is asked again, where the words were others."""
    said = next((answer for answer, words in TOOL_WORDS.items() if str(words) == row.text), "")
    return said or (TOOL if row.detail else "")
