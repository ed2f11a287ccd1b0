"""Lines of screening, declaring and correcting against SQL: added only; erasure alone empties words."""

import pytest
from django.db import DatabaseError, connection, transaction

from campaigns.contests.domain.corrections import correct_entry
from campaigns.contests.domain.screening import screen_entry
from campaigns.contests.enums import DeclarationKind, ScreeningResult
from campaigns.contests.models import Declaration, Entry, EntryCorrection, Screening
from foundation.intake.domain.erasing import erase_submission
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


def full_entry() -> Entry:
    """Return a piece with a line of each kind."""
    words = {DeclarationKind.AI_USE: "用过"}
    entry = make_entry(make_contest(), declarations=words, ai_detail="样例工具")
    user = UserFactory.create()
    head = entry.head_id or 0
    correct_entry(entry=entry, values={"name": "样例作者改"}, reason="姓名误录", seen=head, actor=user)
    screen_entry(entry=entry, result=ScreeningResult.INELIGIBLE, actor=user, seen=head, note="样例作者重复投稿")
    return entry


FORBIDDEN = (
    "UPDATE contests_screening SET result = 'eligible'",
    "UPDATE contests_screening SET note = ''",
    "UPDATE contests_screening SET code = 'other', note = '', erased_at = made_at",
    "DELETE FROM contests_screening",
    "UPDATE contests_declaration SET text = '别的话'",
    "UPDATE contests_declaration SET detail = '别的工具'",
    "UPDATE contests_declaration SET kind = 'original', detail = ''",
    "DELETE FROM contests_declaration",
    "UPDATE contests_entrycorrection SET reason = '别的理由'",
    "UPDATE contests_entrycorrection SET fields = '[]'",
    "UPDATE contests_entrycorrection SET made_by_id = made_by_id + 1",
    "DELETE FROM contests_entrycorrection",
)


def test_sql_can_neither_change_nor_delete_a_line() -> None:
    full_entry()
    done = []
    for statement in FORBIDDEN:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            continue
        done.append(statement)

    with connection.cursor() as cursor:  # as rotating the keys does
        cursor.execute("UPDATE contests_entrycorrection SET before = before || ' '")

    assert done == []


def test_erasure_empties_the_words_of_all_three_and_leaves_the_rest() -> None:
    entry = full_entry()
    erase_submission(submission=entry.submission, actor=None)
    screening, declared, line = Screening.objects.get(), Declaration.objects.get(), EntryCorrection.objects.get()

    assert (screening.note, screening.result, screening.erased_at is not None) == ("", "ineligible", True)
    assert (declared.detail, declared.text) == ("", "用过")
    assert (line.reason, line.before.reveal(), line.after.reveal(), line.fields) == ("", "", "", ["name"])
