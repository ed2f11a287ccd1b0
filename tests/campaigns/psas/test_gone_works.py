"""What is left at public addresses of an ad that may not be shown any more: nothing of its own."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from campaigns.models import PsaPage
from campaigns.rules.days import start_of
from campaigns.tasks import settle_pictures
from foundation.models import AuditLine
from media.domain.uses import note_recordings
from media.enums import Consent
from media.models import Picture, Recording, Rendition
from media.specs import PUBLIC_SPECS
from tests.factories.campaigns import psa
from tests.factories.media import PictureFactory, RecordingFactory, picture_bytes
from tests.factories.news import article, user

pytestmark = pytest.mark.django_db
FILM = b"0123456789"


def rendition(picture: Picture, spec: str = "width-400|format-webp") -> str:
    """Give the picture a public rendition without drawing one; return the name of its file."""
    file = ContentFile(picture_bytes("WEBP", width=8, height=8), name="p.webp")
    made = Rendition.objects.create(image=picture, filter_spec=spec, focal_point_key="", file=file)
    return str(made.file.name)


def status(client: Client, address: str) -> int:
    """Ask for a file, read it whole, and return how it was answered."""
    answer = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.status_code


@pytest.fixture
def ad() -> PsaPage:
    """Make an ad with a film that has captions and a poster, and a master picture."""
    recording = RecordingFactory.create(
        file=ContentFile(FILM, name="film.mp4"),
        captions=ContentFile(b"WEBVTT", name="film.vtt"),
        poster=PictureFactory.create(seed=2),
    )
    small = PictureFactory.create(file=ContentFile(picture_bytes(width=90, height=60), name="picture.jpg"))
    return psa(psa_kind="video", master=small, recording=recording)


def past_its_day(ad: PsaPage) -> None:
    ad.valid_until = timezone.localdate() - dt.timedelta(days=1)
    ad.save_revision().publish()


def unpublished(ad: PsaPage) -> None:
    ad.unpublish()


def past_its_hour(ad: PsaPage) -> None:
    PsaPage.objects.filter(pk=ad.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))


def rights_over(ad: PsaPage) -> None:
    assert ad.master is not None
    Picture.objects.filter(pk=ad.master.pk).update(valid_to=timezone.localdate() - dt.timedelta(days=1))


def consent_withdrawn(ad: PsaPage) -> None:
    assert ad.recording is not None
    Recording.objects.filter(pk=ad.recording.pk).update(consent=Consent.WITHDRAWN)


@pytest.mark.parametrize("end", [past_its_day, unpublished, past_its_hour, rights_over, consent_withdrawn])
def test_film_captions_and_pictures_of_an_ad_end_with_it(
    client: Client, ad: PsaPage, end: Callable[[PsaPage], None], django_capture_on_commit_callbacks: Any
) -> None:
    assert ad.master is not None
    assert ad.recording is not None
    assert ad.recording.poster is not None
    files = [rendition(ad.master), rendition(ad.recording.poster)]
    doors = [reverse("psa_film", args=[ad.number_id]), ad.recording.file.url, ad.recording.captions.url]
    assert [status(client, door) for door in doors] == [200, 200, 200]
    assert doors[1].startswith("/recordings/")
    with django_capture_on_commit_callbacks(execute=True):
        end(ad)
        assert [status(client, door) for door in doors] == [404, 404, 404]
        call_command("sweep_pictures", stdout=StringIO())
    assert [storages["default"].exists(file) for file in files] == [False, False]


def test_the_pictures_of_an_ad_that_is_taken_off_do_not_wait_for_the_night(
    ad: PsaPage, django_capture_on_commit_callbacks: Any
) -> None:
    assert ad.master is not None
    rendition(ad.master)
    with django_capture_on_commit_callbacks(execute=True):
        ad.unpublish()
    assert list(ad.master.renditions.all()) == []
    assert AuditLine.objects.filter(verb="sweep_picture", subject_id=str(ad.master.pk)).count() == 1


def test_the_pictures_of_a_deleted_ad_go(ad: PsaPage, django_capture_on_commit_callbacks: Any) -> None:
    master = ad.master
    assert master is not None
    rendition(master)
    with django_capture_on_commit_callbacks(execute=True):
        ad.delete()
    assert list(master.renditions.all()) == []


def test_what_an_open_article_shows_too_stays_and_comes_back(
    client: Client, ad: PsaPage, django_capture_on_commit_callbacks: Any
) -> None:
    assert ad.master is not None
    assert ad.recording is not None
    film = {"recording": ad.recording, "caption": "", "credits": "", "transcript": ""}
    shown = article(lead_picture=ad.master, body=[("video", film)])
    rendition(ad.master)
    with django_capture_on_commit_callbacks(execute=True):
        past_its_day(ad)
    assert (status(client, ad.recording.file.url), ad.master.renditions.count() > 0) == (200, True)
    PageViewRestriction.objects.create(page=shown, restriction_type=PageViewRestriction.LOGIN)
    assert status(client, ad.recording.file.url) == 404
    PageViewRestriction.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        shown.unpublish()
        call_command("sweep_pictures", stdout=StringIO())
    public = ad.master.renditions.filter(filter_spec__in=PUBLIC_SPECS)
    assert (status(client, ad.recording.file.url), public.count()) == (404, 0)
    with django_capture_on_commit_callbacks(execute=True):
        shown.refresh_from_db()
        shown.save_revision().publish()
    assert public.filter(filter_spec="width-400|format-webp").exists()


def test_a_published_film_does_not_wait_for_the_worker(client: Client, ad: PsaPage, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    recording = RecordingFactory.create(file=ContentFile(FILM, name="film.mp4"))
    film = {"recording": recording, "caption": "", "credits": "", "transcript": ""}
    shown = article(body=[("video", film)], live=False)
    assert status(client, recording.file.url) == 404
    shown.save_revision().publish()
    assert status(client, recording.file.url) == 200
    assert [note_recordings(page=page) for page in (shown, ad, article(lead_picture=ad.master))] == [True, True, False]


def test_the_first_moment_after_the_last_day_is_waited_for_by_the_worker(
    ad: PsaPage, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    assert ad.recording is not None
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    ad.valid_until = tomorrow + dt.timedelta(days=30)
    Recording.objects.filter(pk=ad.recording.pk).update(valid_to=tomorrow)
    ad.recording.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        ad.save_revision().publish()
    end = start_of(tomorrow + dt.timedelta(days=1))
    assert end is not None
    waiting = DBTaskResult.objects.filter(task_path=settle_pictures.module_path, run_after=end)
    assert waiting.get().args_kwargs["args"] == [ad.pk]
    with django_capture_on_commit_callbacks(execute=True):
        past_its_day(ad)
    assert waiting.count() == 1


def test_the_desk_still_plays_what_readers_may_not(client: Client, ad: PsaPage) -> None:
    past_its_day(ad)
    assert ad.recording is not None
    person = user()
    client.force_login(person)
    assert status(client, ad.recording.file.url) == 404
    person.groups.add(Group.objects.get(name="签发"))
    answer = client.get(ad.recording.file.url, headers={"Range": "bytes=2-4"})
    sent = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.status_code, sent, answer["Cache-Control"]) == (206, b"234", "private, no-cache")


def test_a_film_of_no_page_is_the_desk_s_alone_and_a_lost_one_is_not_there(client: Client, ad: PsaPage) -> None:
    recording = ad.recording
    assert recording is not None
    assert status(client, "/uploads/" + recording.file.name) == 404
    ad.delete()
    assert status(client, recording.file.url) == 404
    client.force_login(user(is_superuser=True))
    assert status(client, recording.file.url) == 200
    recording.file.storage.delete(recording.file.name)
    assert status(client, recording.file.url) == 404
    assert status(client, "/recordings/ab/0123456789abcdef.mp4") == 404


def test_a_browser_that_has_a_film_asks_and_fetches_it_once(client: Client, ad: PsaPage) -> None:
    assert ad.recording is not None
    answer = client.get(ad.recording.file.url)
    assert b"".join(answer.streaming_content) == FILM  # type: ignore[attr-defined]
    mark = answer["ETag"]
    again = client.get(ad.recording.file.url, headers={"If-None-Match": mark})
    assert (again.status_code, again["ETag"], again["Cache-Control"]) == (304, mark, "private, no-cache")
    for condition, code in ((mark, 206), ('"another"', 200)):
        piece = client.get(ad.recording.file.url, headers={"Range": "bytes=2-4", "If-Range": condition})
        assert (piece.status_code, len(b"".join(piece.streaming_content))) == (code, 3 if code == 206 else 10)  # type: ignore[attr-defined]
    past_its_day(ad)
    assert client.get(ad.recording.file.url, headers={"If-None-Match": mark}).status_code == 404
