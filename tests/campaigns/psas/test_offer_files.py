"""What comes with an offered ad: pictures, films and sounds, kept through every refusal, probed as they arrive."""

import json
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaigns.domain.offers import accept_offer
from campaigns.models import PsaOffer
from campaigns.offer_kind import PSA_OFFER
from foundation.intake import stamps
from foundation.intake.enums import FileState
from foundation.intake.models import IntakeFile
from foundation.models import Submission
from tests.campaigns.psas.test_offers import GOOD
from tests.factories.campaigns import psa_library
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes
from tests.foundation.intake.contract import stamp

pytestmark = pytest.mark.django_db
FLAT = {**GOOD, "psa_kind": "flat"}
VIDEO = {**GOOD, "psa_kind": "video"}
AUDIO = {**GOOD, "psa_kind": "audio"}
FILM = ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=5:duration=1"]
SOUND = ["-f", "lavfi", "-i", "sine=duration=1"]


def made(name: str, source: list[str]) -> SimpleUploadedFile:
    """Return a recording that ffmpeg makes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        subprocess.run(["ffmpeg", "-loglevel", "error", *source, str(path)], check=True)  # noqa: S603, S607 - our own command
        return SimpleUploadedFile(name, path.read_bytes())


def poster(name: str = "海报.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(width=900, height=1200))


def send(client: Client, values: dict[str, str], *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(reverse("offer-psa"), {"stamp": stamp("psa-offer"), **values, "files": files, **more})


@pytest.mark.parametrize(
    ("values", "files", "kind"),
    [
        (VIDEO, [("一滴水.webm", FILM)], "video"),
        (VIDEO, [("一滴水.mp4", FILM)], "video"),
        (AUDIO, [("一滴水.mp3", SOUND)], "audio"),
        (AUDIO, [("一滴水.wav", SOUND)], "audio"),
        ({**GOOD, "psa_kind": "animation"}, [("动漫.mp4", FILM)], "video"),
    ],
)
def test_a_film_or_a_sound_becomes_the_drafts_recording_with_its_still(
    client: Client, values: dict[str, str], files: list[tuple[str, list[str]]], kind: str
) -> None:
    psa_library()

    answer = send(client, values, poster(), *(made(name, source) for name, source in files))

    assert answer.status_code == 200, answer.context and answer.context.get("errors")
    draft = accept_offer(offer=PsaOffer.objects.get(), actor=UserFactory.create(is_superuser=True))
    assert draft.recording is not None
    assert draft.master is not None
    assert (draft.recording.type, round(draft.recording.duration), draft.recording.rights_holder) == (
        kind,
        1,
        "榆桥区实验小学",
    )


def test_a_refused_form_keeps_its_files(client: Client) -> None:
    refused = send(client, {**FLAT, "title": ""}, poster())
    assert refused.status_code == 422
    assert "海报.jpg" in refused.content.decode()
    form = refused.context["form"]

    again = client.post(reverse("offer-psa"), {**FLAT, "stamp": form["stamp"].value(), "draft": form["draft"].value()})

    assert again.status_code == 200
    assert Submission.objects.get().files.filter(state=FileState.COMPLETE).count() == 1


def test_a_file_that_is_not_wanted_is_left_out(client: Client) -> None:
    form = send(client, {**FLAT, "title": ""}, poster(), poster("错的.jpg")).context["form"]
    wrong = IntakeFile.objects.order_by("-pk")[0]

    kept = {**FLAT, "stamp": form["stamp"].value(), "draft": form["draft"].value()}
    client.post(reverse("offer-psa"), {**kept, "action": f"drop:{wrong.public_id}"})
    assert client.post(reverse("offer-psa"), kept).status_code == 200

    wrong.refresh_from_db()
    assert (wrong.state, Submission.objects.get().files.filter(state=FileState.COMPLETE).count()) == ("erased", 1)


@pytest.mark.parametrize(
    ("values", "file", "sentence"),
    [
        (FLAT, SimpleUploadedFile("a.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40), "JPG"),
        (VIDEO, SimpleUploadedFile("a.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 40), "损坏"),
        (AUDIO, SimpleUploadedFile("a.mp3", b"ID3\x03" + b"\0" * 40), "损坏"),
        (AUDIO, SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "MP3"),
        (VIDEO, poster(), "MP4"),
        (AUDIO, poster(), "MP3"),
    ],
)
def test_what_is_refused_gets_one_sentence_and_the_text_stays(
    client: Client, values: dict[str, str], file: SimpleUploadedFile, sentence: str
) -> None:
    file.seek(0)
    answer = send(client, values, file)

    (said,) = answer.context["errors"]
    assert (answer.status_code, sentence in str(said)) == (422, True), said
    assert answer.context["form"]["title"].value() == "𠮷水长流"
    assert not PsaOffer.objects.exists()


@pytest.mark.parametrize("values", [FLAT, VIDEO, AUDIO, {**GOOD, "wording": ""}])
def test_an_offer_without_its_work_is_asked_for_it(client: Client, values: dict[str, str]) -> None:
    assert send(client, values).status_code == 422
    assert not PsaOffer.objects.exists()


def test_a_film_comes_in_pieces_and_goes_on_after_a_broken_connection(client: Client) -> None:
    film = made("长片.webm", FILM).read()
    fresh = stamps.mint("psa-offer", uuid.uuid4())
    draft = client.post(reverse("offer-psa-autosave"), {**VIDEO, "stamp": fresh}).json()["draft"]
    head = {"X-Draft": draft}
    begun = client.post(
        reverse("offer-psa-files"),
        json.dumps({"name": "长片.webm", "size": len(film)}),
        content_type="application/json",
        headers=head,
    ).json()
    half = len(film) // 2

    def put(offset: int, data: bytes) -> dict[str, Any]:
        sent = client.put(
            begun["url"], data, content_type="application/octet-stream", headers={**head, "Upload-Offset": str(offset)}
        )
        found: dict[str, Any] = sent.json()
        return found

    assert put(0, film[:half])["offset"] == half
    assert client.get(begun["url"], headers=head).json()["offset"] == half
    assert put(half, film[half:])["state"] == "complete"
    assert IntakeFile.objects.get().media_type == "video/webm"
    assert PSA_OFFER.files is not None
    claimed = json.dumps({"name": "x.webm", "size": 2 * 1024**3})
    answer = client.post(reverse("offer-psa-files"), claimed, content_type="application/json", headers=head)
    assert answer.status_code == 422
