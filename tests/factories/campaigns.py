"""Makes the campaigns app's objects for tests."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from campaigns.domain.placements import Details, place_ad
from campaigns.enums import PlayKind, PsaSize
from campaigns.models import (
    CampaignIndexPage,
    CampaignPage,
    Medium,
    Placement,
    Playlist,
    PlaylistItem,
    PsaCategory,
    PsaFile,
    PsaLibraryPage,
    PsaPage,
    Screen,
)
from tests.factories.foundation import OrganisationFactory, RegionFactory
from tests.factories.news import home


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


def psa_library() -> PsaLibraryPage:
    """Return the library, made at first use."""
    found: PsaLibraryPage | None = PsaLibraryPage.objects.first()
    return found or home().add_child(instance=PsaLibraryPage(title="公益广告库", slug="psa"))


def psa(*, live: bool = True, category: str = "生态文明", **fields: Any) -> PsaPage:
    """Return an ad without files, published now unless ``live`` is False; ``category`` names its category."""
    about, _made = PsaCategory.objects.get_or_create(name=category)
    values: dict[str, Any] = {
        "title": "节约粮食 从我做起",
        "category": about,
        "producer": "澄川市文明办",
        "licence_text": "任何单位可以免费刊播，不得改动。",
        "live": live,
    }
    if live:
        values["first_published_at"] = values["last_published_at"] = timezone.now()
    languages = fields.pop("languages", ())
    page = PsaPage(**(values | fields))
    page.languages = languages
    psa_library().add_child(instance=page)
    return page


def psa_file(*, size: str = PsaSize.MASTER, content: bytes = b"a drawing", **fields: Any) -> PsaFile:
    """Return a file of an ad; ``psa`` is the ad, else one is made of the other fields (``category`` by its name)."""
    page = fields.pop("psa", None) or psa(**fields)
    made: PsaFile = PsaFile.objects.create(
        psa=page,
        size=size,
        file=ContentFile(content, name="work.jpg"),
        file_format="jpeg",
        width=1920,
        height=1080,
        byte_size=len(content),
        sha256="0" * 64,
        source_key="test",
    )
    return made


class MediumFactory(DjangoModelFactory[Medium]):
    """A medium that hangs at a place."""

    class Meta:
        model = Medium

    name = factory.Sequence(lambda number: f"示例媒介{number}")


def details(**fields: Any) -> Details:
    """Return what is entered of a placement, filled where a test does not care."""
    values: dict[str, Any] = {"starts_on": dt.date(2026, 7, 6), "address": "人民路1号", "times_shown": 10, **fields}
    values.setdefault("psa_file", None)
    for name, make in (
        ("psa_file", psa_file),
        ("medium", MediumFactory.create),
        ("region", RegionFactory.create),
        ("organisation", OrganisationFactory.create),
    ):
        if values.get(name) is None:
            values[name] = make()
    return Details(**values)


def placement(*, up: bool = True, **fields: Any) -> Placement:
    """Enter a placement."""
    return place_ad(details=details(**fields), actor=None, up=up)


def hub_index() -> CampaignIndexPage:
    """Return the list of hubs, made at first use."""
    found: CampaignIndexPage | None = CampaignIndexPage.objects.first()
    return found or home().add_child(instance=CampaignIndexPage(title="专题", slug="campaigns"))


def hub(*, live: bool = True, sections: Sequence[tuple[str, dict[str, Any]]] = (), **fields: Any) -> CampaignPage:
    """Return a hub that began yesterday, published unless ``live`` is False; sections are names and raw values."""
    values: dict[str, Any] = {
        "title": "冬日送暖行动",
        "starts_on": timezone.localdate() - dt.timedelta(days=1),
        "live": live,
        "sections": [{"type": kind, "value": {"heading": kind, **value}} for kind, value in sections],
    }
    if live:
        values["first_published_at"] = values["last_published_at"] = timezone.now()
    topics = fields.pop("topics", ())
    page = CampaignPage(**(values | fields))
    page.topics = topics
    hub_index().add_child(instance=page)
    return page
