"""What one final submission asks of the database, and who is never locked out."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.intake.domain.throttling import hidden_key
from foundation.intake.kinds import get_kind
from foundation.models import Submission, Throttle
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp, text
from tests.foundation.intake.test_proofs import proof_of

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
SCHOOL = "203.0.113.30"


def post(client: Client, **more: str) -> int:
    key = uuid.uuid4()
    proof = proof_of(key, get_kind("entry").proof_bits)
    form = {**FORM, "stamp": stamp("entry", key), "proof": proof, "contact_email": "author@example.cn", **more}
    return client.post(reverse("entry"), form, REMOTE_ADDR=SCHOOL).status_code


@pytest.mark.django_db(transaction=True)
def test_a_submission_is_two_commits_and_few_statements(client: Client, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    make_contest()
    post(client)  # the first of a year makes its counter
    with CaptureQueriesContext(connection) as asked:
        status = post(client)
    said = [query["sql"].split()[0] for query in asked.captured_queries]

    assert (status, said.count("COMMIT")) == (200, 2), "stored first; judged and taken in after"
    assert len([word for word in said if word not in FRAME]) <= 28, "the furniture of the page included"


def school_has_asked(times: int) -> None:
    Throttle.objects.filter(scope="entry:address").update(count=times)


@pytest.mark.django_db
def test_a_school_of_three_hundred_behind_one_address_is_never_locked_out(client: Client) -> None:
    """Each saves, has a file read, sends, corrects and sends again within one hour."""
    make_contest()
    post(client)
    row = Throttle.objects.get(scope="entry:address")
    school_has_asked(300 * 5)

    assert row.key == hidden_key(SCHOOL)
    assert post(Client()) == 200
    school_has_asked(get_kind("entry").limits.per_address)
    assert post(Client()) == 429, "the ceiling is high, but there is one"


@pytest.mark.django_db
def test_a_school_without_scripts_is_not_locked_out_either(client: Client) -> None:
    make_contest()
    sent = {**FORM, "stamp": stamp("entry", age=100)}
    client.post(reverse("entry"), sent, REMOTE_ADDR=SCHOOL)
    Throttle.objects.filter(scope="entry:unproved").update(count=300 * 2)
    page = client.post(reverse("entry"), {**FORM, "stamp": stamp("entry", age=100)}, REMOTE_ADDR=SCHOOL)

    assert (page.status_code, Submission.objects.count()) == (200, 2)


@pytest.mark.django_db
def test_a_flood_is_answered_and_not_stored(client: Client) -> None:
    make_contest()
    post(client)
    school_has_asked(get_kind("entry").limits.per_address)
    kept = {**FORM, "stamp": stamp("entry"), "text": "这段文字要留住。"}
    page = Client().post(reverse("entry"), kept, REMOTE_ADDR=SCHOOL)

    assert (page.status_code, "这段文字要留住。" in text(page)) == (429, True)
    assert "60 分钟后再试" in text(page), "the window of an address is an hour"
    assert Submission.objects.get().raw_posts.count() == 1
