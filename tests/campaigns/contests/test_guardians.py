"""A guardian's consent that comes later at the desk, and one that is withdrawn."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.contests.domain.entries import NoConsentError, move_entry
from campaigns.contests.domain.guardians import NoMinorError, record_consent, withdraw_consent
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.enums import ContestState, EntryState, ScreeningResult
from campaigns.contests.models import Contest, Entry, Guardian, Screening
from foundation.models import AuditLine
from tests.campaigns.contests.test_changing import link_of
from tests.campaigns.contests.test_entry_desk import person
from tests.campaigns.contests.test_pages import send
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import text

pytestmark = pytest.mark.django_db


def minors_piece() -> Entry:
    pupil = Person(name="样例学生", phone="13900000001", is_minor=True)
    return make_entry(make_contest(), people=(pupil,))


def address(entry: Entry, name: str) -> str:
    return reverse(f"entries:{name}", args=[entry.submission.public_id, entry.contributors.get().public_id])


def test_a_consent_that_comes_later_is_written_down_and_withdrawn(client: Client) -> None:
    entry = minors_piece()
    clerk = person("change_entry")
    client.force_login(clerk)
    page = reverse("entries:entry", args=[entry.submission.public_id])
    asked = text(client.post(page))
    given = {"guardian_name": "样例家长", "guardian_phone": "13900000002", "has_consent": "on"}
    refused = text(client.post(address(entry, "record_consent"), {**given, "has_consent": ""}, follow=True))
    taken = text(client.post(address(entry, "record_consent"), given, follow=True))
    move_entry(entry=entry, to=EntryState.ELIGIBLE, actor=clerk)
    shown = text(client.post(page))
    none = text(client.post(address(entry, "withdraw_consent"), {"reason": ""}, follow=True))
    back = text(client.post(address(entry, "withdraw_consent"), {"reason": "家长来电"}, follow=True))
    again = text(client.post(address(entry, "withdraw_consent"), {"reason": "家长来电"}, follow=True))
    entry.refresh_from_db()

    assert ("补登监护人同意" in asked, "签字的同意书后再勾选" in refused, "同意已登记" in taken) == (True, True, True)
    assert ("监护人撤回同意" in shown, "请" in none, "同意已撤回" in back, "没有可以撤回" in again) == (True,) * 4
    assert entry.state == EntryState.RECEIVED
    assert Screening.objects.get().result == ScreeningResult.UNDONE
    assert AuditLine.objects.filter(verb__in=["record_consent", "withdraw_consent"]).count() == 2
    with pytest.raises(NoConsentError):
        move_entry(entry=entry, to=EntryState.ELIGIBLE, actor=clerk)


def test_the_author_may_bring_a_new_consent_after_one_was_withdrawn(client: Client) -> None:
    entry = minors_piece()
    consent, clerk = Consent(name="样例家长"), UserFactory.create()
    record_consent(contributor=entry.contributors.get(), consent=consent, actor=clerk)
    withdraw_consent(contributor=entry.contributors.get(), reason="来电", actor=clerk)
    send(
        client,
        change=link_of(entry),
        is_minor="on",
        guardian_name="另一位家长",
        guardian_phone="13900000003",
        agree_guardian="on",
    )
    guardian = Guardian.objects.get()

    assert (guardian.name.reveal(), guardian.withdrawn_at) == ("另一位家长", None)


def test_no_consent_for_grown_ups_and_none_to_withdraw() -> None:
    entry, clerk = make_entry(make_contest()), UserFactory.create()
    with pytest.raises(NoMinorError):
        record_consent(contributor=entry.contributors.get(), consent=Consent(name="样例"), actor=clerk)
    with pytest.raises(NoMinorError):
        withdraw_consent(contributor=entry.contributors.get(), reason="来电", actor=clerk)


def test_in_a_competition_that_is_over_the_decision_stands() -> None:
    entry, clerk = minors_piece(), UserFactory.create()
    record_consent(contributor=entry.contributors.get(), consent=Consent(name="样例家长"), actor=clerk)
    move_entry(entry=entry, to=EntryState.ELIGIBLE, actor=clerk)
    Contest.objects.update(state=ContestState.FINISHED)
    withdraw_consent(contributor=entry.contributors.get(), reason="来电", actor=clerk)

    assert Entry.objects.get().state == EntryState.ELIGIBLE
    assert Guardian.objects.get().withdrawn_at is not None


def test_strangers_write_down_no_consent(client: Client) -> None:
    entry = minors_piece()
    client.force_login(person())
    codes = {client.post(address(entry, name)).status_code for name in ("record_consent", "withdraw_consent")}

    assert codes <= {302, 403, 404}
    assert Guardian.objects.count() == 0
