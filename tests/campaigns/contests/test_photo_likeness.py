"""Pictures that look alike: which pairs are flagged, and how the desk sees them."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns.contests.domain.entries import withdraw_entry
from campaigns.contests.domain.photo_likeness import Photograph, alike_pairs, find_alike_pictures
from campaigns.contests.domain.similarity import KEPT
from campaigns.contests.enums import ContestKind, FindingKind, ReadingState
from campaigns.contests.models import Contest, Entry, EntryFile, FileReading, Finding
from campaigns.contests.tasks import find_similar
from foundation.intake.domain.files import keep_preview
from foundation.intake.enums import FileState
from foundation.intake.models import IntakeFile
from media.queries.duplicates import telling
from media.rules import DUPLICATE_DISTANCE
from tests.campaigns.contests.photographs import picture
from tests.campaigns.contests.test_entry_desk import person
from tests.factories.contests import make_contest, make_entry

pytestmark = pytest.mark.django_db
PRINT = 0x0F0F_3355_1234_5678
"""A fingerprint with enough in it to be compared."""


@pytest.fixture
def desk(client: Client) -> Client:
    """Log a screener in."""
    client.force_login(person("change_entry"))
    return client


def signed(fingerprint: int) -> int:
    """Return 64 bits as the database keeps them."""
    return fingerprint - (1 << 64) if fingerprint >> 63 else fingerprint


def photographs() -> Contest:
    """Return a competition of photographs."""
    contest = make_contest()
    Contest.objects.filter(pk=contest.pk).update(kind=ContestKind.PHOTO)
    contest.refresh_from_db()
    return contest


def sent(contest: Contest, *fingerprints: int, name: str = "") -> Entry:
    """Return an entry with one picture for each fingerprint, with previews; ``name`` makes the file's bytes."""
    entry = make_entry(contest, text="")
    for position, fingerprint in enumerate(fingerprints):
        digest = hashlib.sha256(f"{name or entry.pk}-{position}".encode()).hexdigest()
        file = IntakeFile.objects.create(
            kind="entry",
            submission=entry.submission,
            name="照片.jpg",
            media_type="image/jpeg",
            size=1,
            received=1,
            sha256=digest,
            state=FileState.COMPLETE,
        )
        keep_preview(file=file, preview=picture())
        EntryFile.objects.create(
            revision_id=entry.head_id or 0, file=file, position=position, caption=f"说明{position}龘"
        )
        FileReading.objects.create(file=file, state=ReadingState.DONE, dhash=signed(fingerprint))
    return entry


def found() -> list[tuple[int, int, int]]:
    rows = Finding.objects.filter(kind=FindingKind.PHOTO).order_by("entry_id", "other__entry_id")
    return list(rows.values_list("entry_id", "other__entry_id", "share"))


def test_the_later_of_two_like_pictures_points_to_the_earlier() -> None:
    contest = photographs()
    first = sent(contest, ~PRINT & (1 << 64) - 1, PRINT)
    same = sent(contest, 0x1111_2222_4444_8888, PRINT, name=str(first.pk))
    near = sent(contest, PRINT ^ 0b11)
    sent(contest, PRINT ^ 0xFF00)

    assert find_alike_pictures(contest=contest) == 3

    assert found() == [(same.pk, first.pk, 1000), (near.pk, first.pk, 968), (near.pk, same.pk, 968)]
    assert (find_alike_pictures(contest=contest), Finding.objects.count()) == (0, 3)
    assert set(Entry.objects.values_list("state", flat=True)) == {"received"}


@given(st.integers(0, (1 << 64) - 1), st.sets(st.integers(0, 63), max_size=DUPLICATE_DISTANCE))
def test_whatever_few_bits_differ_the_pair_meets(fingerprint: int, bits: set[int]) -> None:
    changed = fingerprint
    for bit in bits:
        changed ^= 1 << bit
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    one, other = Photograph(at, 1, 0, 1, 1, "a", signed(fingerprint)), Photograph(at, 2, 0, 2, 1, "b", signed(changed))
    pairs = set(alike_pairs([one, other]))
    if telling(one.dhash) and telling(other.dhash):
        assert pairs == {(other, one, len(bits))}


def test_plain_fields_own_pictures_essays_and_withdrawn_entries_are_left_alone() -> None:
    contest = photographs()
    sent(contest, 0)
    sent(contest, 0)
    sent(contest, PRINT, PRINT ^ 1)
    withdraw_entry(entry=sent(contest, PRINT))
    essays = make_contest("zwei")
    sent(essays, PRINT)

    assert (find_alike_pictures(contest=contest), find_alike_pictures(contest=essays)) == (0, 0)


def test_past_competitions_and_copies_by_the_dozen() -> None:
    past = photographs()
    Contest.objects.filter(pk=past.pk).update(slug="past")
    old = sent(past, PRINT)
    contest = photographs()
    for _ in range(KEPT + 3):
        last = sent(contest, PRINT)

    find_similar.call(contest.pk)

    assert Finding.objects.filter(entry=last).count() == KEPT
    assert (last.pk, old.pk, 1000) in found()
    assert Finding.objects.filter(entry=old).count() == 0


def test_pictures_stand_side_by_side_and_in_screening(desk: Client) -> None:
    contest = photographs()
    first, second = sent(contest, PRINT), sent(contest, PRINT)
    find_alike_pictures(contest=contest)

    page = desk.get(reverse("entries:finding", args=[Finding.objects.get().pk])).content.decode()
    screen = desk.get(reverse("entries:screen", args=[second.submission.public_id])).content.decode()

    files = [IntakeFile.objects.get(submission=entry.submission) for entry in (first, second)]
    keys = [(entry.submission.public_id, file.public_id) for entry, file in zip((first, second), files, strict=True)]
    addresses = [reverse("entries:preview", args=each) for each in keys]
    assert [address in page for address in addresses] == [True, True]
    assert (addresses[1] in screen, "说明0龘" in screen) == (True, True)
    assert "没有正文" not in screen


def test_a_preview_is_ours_and_for_the_desk_alone(desk: Client, client: Client) -> None:
    contest = photographs()
    entry, other = sent(contest, PRINT), sent(contest, PRINT)
    file = IntakeFile.objects.get(submission=entry.submission)
    address = reverse("entries:preview", args=[entry.submission.public_id, file.public_id])

    response: Any = desk.get(address)

    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert response.content == picture()
    assert desk.get(reverse("entries:preview", args=[other.submission.public_id, file.public_id])).status_code == 404
    IntakeFile.objects.filter(pk=file.pk).update(preview="")
    assert desk.get(address).status_code == 404
    client.force_login(person("view_entry"))
    assert client.get(address).status_code == 404


def test_screening_takes_as_many_queries_for_three_pictures_as_for_one(desk: Client) -> None:
    contest, counts = photographs(), []
    for prints in ((PRINT,), (PRINT, 5 * PRINT % (1 << 64), 7 * PRINT % (1 << 64))):
        address = reverse("entries:screen", args=[sent(contest, *prints).submission.public_id])
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
