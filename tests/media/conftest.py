"""An administrator, and pictures whose renditions are made."""

import pytest
from django.test import Client

from foundation.models import User
from media.domain import renditions
from media.models import Picture
from tests.factories.media import PictureFactory


@pytest.fixture
def admin(db: None) -> User:  # noqa: ARG001 -- asks for the database
    return User.objects.create_superuser("admin-of-media", "correct horse battery", name="管理员")


@pytest.fixture
def desk(client: Client, admin: User) -> Client:
    """Give a browser in which the administrator is logged in."""
    client.force_login(admin)
    return client


@pytest.fixture
def made(db: None) -> Picture:  # noqa: ARG001 -- asks for the database
    """Give a picture with all its renditions."""
    picture: Picture = PictureFactory.create()
    renditions.make(picture)
    return picture
