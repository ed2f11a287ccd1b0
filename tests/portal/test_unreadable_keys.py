"""A key in an address that no row can have finds nothing and breaks nothing."""

import pytest
from django.db import DataError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from portal.impossible_keys import ImpossibleKeys

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "²", "１２", "-1", "x", "\0"])
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("entries:index", "contest"),
        ("entries:findings", "contest"),
        ("corrections:add", "article"),
        ("wagtailadmin_pages:search", "q"),
        ("search", "page"),
    ],
)
def test_the_page_is_shown(admin_client: Client, address: str, name: str, key: str) -> None:
    answer = admin_client.get(reverse(address), {name: key}, follow=True)

    assert (answer.status_code, answer.redirect_chain) == (200, [])


@pytest.mark.parametrize("name", ["owner", "column", "edition", "region", "topic"])
@pytest.mark.parametrize("key", ["9" * 20, "-" + "9" * 20, "9" * 4000, "x", "²"])
def test_a_filter_for_a_key_that_no_database_holds_is_no_fault(admin_client: Client, name: str, key: str) -> None:
    assert admin_client.get(reverse("articles:index"), {name: key}).status_code in {200, 404}


@pytest.mark.parametrize(
    "fault",
    [OverflowError("too large to convert to SQLite INTEGER"), DataError()],
    ids=["sqlite", "postgres"],
)
def test_only_what_is_asked_is_answered_so(rf: RequestFactory, fault: Exception) -> None:
    door = ImpossibleKeys(lambda _request: HttpResponse())
    asked, sent = rf.get("/admin/articles/"), rf.post("/admin/articles/")
    answer = door.process_exception(asked, fault)
    assert answer is not None
    assert answer.status_code == 404
    assert door.process_exception(sent, fault) is None
    assert door.process_exception(rf.get("/search/"), fault) is None
    assert [door.process_exception(asked, other) for other in (ValueError(), OverflowError("date"))] == [None, None]
