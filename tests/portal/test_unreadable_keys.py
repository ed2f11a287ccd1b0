"""A key in an address that no row can have finds nothing and breaks nothing."""

import pytest
from django.test import Client
from django.urls import reverse

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
