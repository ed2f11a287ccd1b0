"""What stands for an ad: its master, the poster of its film, or a drawing; never an empty place."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtailmedia.forms import get_media_form

from campaigns.models import PsaPage
from campaigns.queries.psa_desk import desk_context
from media.enums import Consent
from media.forms import RecordingForm
from media.models import Recording, Rendition
from search.models import Document
from tests.factories.campaigns import psa, psa_file
from tests.factories.foundation import UserFactory
from tests.factories.media import PictureFactory, RecordingFactory, picture_bytes
from tests.factories.news import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def film() -> PsaPage:
    """Make a film with a poster that has one public rendition, and no master."""
    poster = PictureFactory.create()
    file = ContentFile(picture_bytes("JPEG", width=8, height=6), name="p.jpg")
    Rendition.objects.create(image=poster, filter_spec="width-400|format-jpeg", focal_point_key="", file=file)
    return psa(psa_kind="video", recording=RecordingFactory.create(poster=poster))


def address_of_poster() -> str:
    return str(Rendition.objects.get(filter_spec="width-400|format-jpeg").url)


def test_the_poster_of_a_film_stands_for_it_everywhere(client: Client, film: PsaPage) -> None:
    Site.objects.update(root_page=home())
    poster = address_of_poster()
    for address in ("/psa/", f"/psa/{film.number_id}/frame/", "/"):
        assert poster in client.get(address).content.decode(), address
    page = client.get(film.path_on_site()).content.decode()
    assert re.search(r'<video[^>]* poster="([^"]*)"', page)[1] == poster  # type: ignore[index] # it is there
    assert client.get(reverse("psa_json")).json()["items"][0]["image"].endswith(poster)
    film.save_revision().publish()
    assert Document.objects.get(kind="psa").picture_id == film.recording.poster_id  # type: ignore[union-attr] # it has one


def test_without_any_picture_a_drawing_stands_there(client: Client) -> None:
    Site.objects.update(root_page=home())
    made = psa(psa_kind="video", recording=RecordingFactory.create())
    for address in ("/psa/", f"/psa/{made.number_id}/frame/", "/"):
        assert client.get(address).content.decode().count('class="psa-drawn"') == (
            1 if "frame" in address else 1 + (address == "/psa/")
        ), address
    assert 'poster="/static/icons/film.svg"' in client.get(made.path_on_site()).content.decode()


def test_an_ad_whose_film_loses_its_consent_leaves_search_at_once(film: PsaPage) -> None:
    film.save_revision().publish()
    recording = Recording.objects.get()
    recording.consent = Consent.WITHDRAWN
    recording.save()
    assert not Document.objects.filter(kind="psa").exists()


def test_an_unknown_length_is_said() -> None:
    recording = RecordingFactory.create(duration=0)
    made = psa_file(psa=psa(psa_kind="video", recording=recording), seconds=0).psa
    assert desk_context(made)["unknown_length"]
    form = RecordingForm._meta  # noqa: SLF001 - only to see that it is the form of recordings
    assert form is not None


def test_a_film_that_many_screens_cannot_show_is_said() -> None:
    coded = b"\0\0\0\x18stsd" + bytes(7) + b"\x01\0\0\0\x08hvc1"
    for kind in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        coded = (len(coded) + 8).to_bytes(4, "big") + kind + coded
    recording = RecordingFactory.create(file=ContentFile(coded, name="film.mp4"))
    made = psa_file(psa=psa(psa_kind="video", recording=recording), seconds=3).psa
    assert "H.264" in str(desk_context(made)["hard_to_play"])
    form = get_media_form(Recording)(instance=recording, user=UserFactory.create(is_superuser=True))
    assert "H.264" in str(form.fields["file"].help_text)
    recording.file.storage.delete(recording.file.name)
    assert desk_context(made)["hard_to_play"] == ""
