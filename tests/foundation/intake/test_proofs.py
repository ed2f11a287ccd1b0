"""Proof of work: good for one form, asked of nobody twice, and a slower path without it."""

import hashlib
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from foundation.intake import proofs
from foundation.intake.kinds import get_kind
from foundation.models import RawPost, Submission
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp, text

KEY = uuid.UUID("00000000-0000-4000-8000-000000000001")


def proof_of(key: uuid.UUID, bits: int) -> str:
    return next(str(number) for number in range(2**30) if proofs.is_good(key, str(number), bits))


def test_a_proof_is_good_for_its_own_key_only() -> None:
    found = proof_of(KEY, 8)
    digest = hashlib.sha256(f"{KEY}:{found}".encode()).digest()

    assert (digest[0], proofs.is_good(KEY, found, 8)) == (0, True)
    assert proofs.is_good(KEY, found, 40) is False


@given(st.text(max_size=20))
def test_no_text_is_a_proof_but_digits(text_: str) -> None:
    assert proofs.is_good(KEY, text_, 60) is False


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "with_proof", "status"), [(4, True, 200), (4, False, 422), (16, False, 200)])
def test_without_a_proof_a_form_takes_a_little_longer(
    client: Client, age: float, with_proof: bool, status: int
) -> None:
    make_contest()
    key = uuid.uuid4()
    proof = proof_of(key, get_kind("entry").proof_bits) if with_proof else ""
    sent = client.post(reverse("entry"), {**FORM, "stamp": stamp("entry", key, age=age), "proof": proof})

    assert sent.status_code == status
    assert Submission.objects.count() == int(status == 200)
    if status != 200:
        assert (RawPost.objects.get().reasons, "请等待约十五秒" in text(sent)) == (["unproved"], True)
        assert FORM["text"] in text(sent)


@pytest.mark.django_db
def test_one_address_sends_so_many_without_proof_and_more_with_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_contest()
    monkeypatch.setitem(get_kind("entry").limits.__dict__, "unproved_per_address", 2)
    codes = [client.post(reverse("entry"), {**FORM, "stamp": stamp("entry")}).status_code for _ in range(3)]
    key = uuid.uuid4()
    proof = proof_of(key, get_kind("entry").proof_bits)
    codes.append(client.post(reverse("entry"), {**FORM, "stamp": stamp("entry", key), "proof": proof}).status_code)

    assert codes == [200, 200, 422, 200]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_page_finds_a_proof_that_the_server_takes(phone_page: Page) -> None:
    make_contest()
    phone_page.goto("/contests/send/?contest=shili")
    proof = phone_page.locator("[name=proof]")
    expect(proof).not_to_have_value("", timeout=90_000)
    key = phone_page.locator("form[data-proof-key]").get_attribute("data-proof-key")
    found = proof.input_value()

    assert proofs.is_good(uuid.UUID(key), found, get_kind("entry").proof_bits)


def test_the_worker_is_where_the_page_looks_for_it() -> None:
    assert Path(settings.BASE_DIR, "site/assets/js/proof-worker.js").is_file()
