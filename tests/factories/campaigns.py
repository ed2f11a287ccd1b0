"""Makes the campaigns app's objects for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from campaigns.enums import PlayKind
from campaigns.models import Playlist, PlaylistItem, Screen
from tests.factories.foundation import OrganisationFactory, RegionFactory


class PlaylistFactory(DjangoModelFactory[Playlist]):
    """A playlist without entries."""

    class Meta:
        model = Playlist

    name = factory.Sequence(lambda number: f"示例节目单{number}")


class PlaylistItemFactory(DjangoModelFactory[PlaylistItem]):
    """The newest headlines, all day long."""

    class Meta:
        model = PlaylistItem

    playlist = factory.SubFactory(PlaylistFactory)
    kind = PlayKind.ARTICLE
    from_time = dt.time(0)


class ScreenFactory(DjangoModelFactory[Screen]):
    """A screen that is on all day, without an address."""

    class Meta:
        model = Screen

    name = factory.Sequence(lambda number: f"示例大屏{number}")
    place = "中心广场东侧"
    region = factory.SubFactory(RegionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    opens_at = dt.time(0)
    playlist = factory.SubFactory(PlaylistFactory)
