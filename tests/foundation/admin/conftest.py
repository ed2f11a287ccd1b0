"""An administrator at the desk."""

import pytest
from django.test import Client

from foundation.models import User
from tests.factories.foundation import UserFactory


@pytest.fixture
def administrator() -> User:
    """Return an account with every right."""
    user: User = UserFactory.create(username="administrator", name="管理员", is_superuser=True, is_staff=True)
    return user


@pytest.fixture
def desk(administrator: User) -> Client:
    """Return a browser in which the administrator is logged in."""
    client = Client()
    client.force_login(administrator)
    return client
