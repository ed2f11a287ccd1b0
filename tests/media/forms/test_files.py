"""Attachments and recordings through the desk's doors, and the player."""

import io
import wave
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from foundation.models import AuditLine, User
from media.domain.files import inspect_attachment, inspect_recording
from media.enums import Consent
from media.models import Attachment, Picture, Recording
from media.rules import ATTACHMENT_LARGEST_BYTES
from tests.factories.media import RecordingFactory
from tests.media.workshop.test_recordings import POSITION, archive, film

pytestmark = pytest.mark.django_db


def sound() -> bytes:
    """Return half a second of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 8000, 4000, "NONE", ""))
        writer.writeframes(bytes(8000))
    return file.getvalue()


def send_document(desk: Client, name: str, data: bytes) -> Any:
    return desk.post(reverse("wagtaildocs:add"), {"title": "启事", "file": SimpleUploadedFile(name, data)})


def send_recording(desk: Client, kind: str, name: str, data: bytes, **fields: Any) -> Any:
    address = reverse("wagtailmedia:add", args=(kind,))
    return desk.post(address, {"title": "短片", "file": SimpleUploadedFile(name, data), **fields})


def test_an_attachment_comes_in(desk: Client, admin: User) -> None:
    assert send_document(desk, "通知.pdf", b"%PDF-1.4").status_code == 302
    attachment = Attachment.objects.get()
    assert len(attachment.sha256) == 64
    assert AuditLine.objects.get(verb="add_attachment").actor == admin


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.exe", b"MZ", "这里不接收“.exe”文件。"),
        ("a.html", b"<script>", "这里不接收“.html”文件。"),
        ("a.pdf", b"MZ", "文件名以“.pdf”结尾，但内容并非如此。请核对后再上传。"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "文件中含有宏（程序）。"),
        ("a.docx", b"PK\x03\x04", "文件已损坏或不完整"),
    ],
)
def test_bad_attachments_get_one_sentence(desk: Client, name: str, data: bytes, sentence: str) -> None:
    response = send_document(desk, name, data)
    (error,) = response.context["form"].errors["file"]
    assert error.startswith(sentence)
    assert Attachment.objects.count() == 0


def test_a_video_comes_in_without_its_position(desk: Client) -> None:
    captions = SimpleUploadedFile("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n你好".encode())
    response = send_recording(desk, "video", "VID.mp4", film(), captions=captions, photographers="甲明")
    assert response.status_code == 302, response.context["form"].errors
    recording = Recording.objects.get()
    assert (recording.duration, recording.width, recording.height) == (12.0, 1280, 720)
    assert (recording.photographers, len(recording.sha256)) == (["甲明"], 64)
    assert str(recording.file.name).startswith("recordings/")
    with recording.file.open() as file:
        assert POSITION not in file.read()
    assert AuditLine.objects.filter(verb="add_recording").count() == 1


@pytest.mark.parametrize(
    ("kind", "name", "data", "sentence"),
    [
        ("video", "a.avi", b"RIFF", "这里不接收“.avi”文件。请上传 MP4, WEBM 中的一种。"),
        ("audio", "a.mp4", film(), "这里不接收“.mp4”文件。请上传 MP3, M4A, OGG, WAV 中的一种。"),
        ("audio", "a.mp3", b"words", "文件名以“.mp3”结尾，但内容并非如此。请核对后再上传。"),
        ("video", "a.mp4", film()[:60], "文件已损坏或不完整，请从来源处重新获取后再上传。"),
    ],
)
def test_bad_recordings_get_one_sentence(desk: Client, kind: str, name: str, data: bytes, sentence: str) -> None:
    response = send_recording(desk, kind, name, data)
    assert response.context["form"].errors["file"] == [sentence]
    assert Recording.objects.count() == 0


@pytest.mark.parametrize("data", [b"1\n00:00:01,000", "WEBVTT 你好".encode("gb18030")])
def test_captions_must_be_webvtt(desk: Client, data: bytes) -> None:
    response = send_recording(desk, "video", "a.mp4", film(), captions=SimpleUploadedFile("a.vtt", data))
    assert response.context["form"].errors == {
        "captions": ["字幕不是 UTF-8 编码的 WebVTT 文件。请另存为 .vtt 后上传。"]
    }


def test_audio_has_no_poster(desk: Client) -> None:
    assert "poster" not in desk.get(reverse("wagtailmedia:add", args=("audio",))).context["form"].fields
    assert send_recording(desk, "audio", "a.wav", sound()).status_code == 302
    assert Recording.objects.get().duration in {0.0, 0.5}  # known where ffprobe is installed


def test_an_edit_without_a_new_file_keeps_the_figures(desk: Client) -> None:
    recording = RecordingFactory.create()
    address = reverse("wagtailmedia:edit", args=(recording.pk,))
    assert desk.post(address, {"title": "改名", "licence": "own"}).status_code == 302
    recording.refresh_from_db()
    assert (recording.title, recording.duration, recording.licence) == ("改名", 12.5, "own")


def test_facts_of_a_recording() -> None:
    facts = inspect_recording(SimpleUploadedFile("a.mp4", film(wide=True, seconds=7)), "video")
    assert (facts["duration"], facts["width"], facts["height"], len(facts["sha256"])) == (7.0, 1280, 720, 64)


def played(recording: Recording | None) -> str:
    return Template("{% load recordings %}{% recording_player recording %}").render(Context({"recording": recording}))


def test_the_player_shows_poster_captions_and_transcript(made: Picture) -> None:
    recording = RecordingFactory.create(
        poster=made, captions="recordings/a.vtt", transcript="第一段<b>", width=1280, height=720
    )
    largest = made.renditions.filter(filter_spec__startswith="width", filter_spec__endswith="jpeg").latest("width")
    html = played(recording)
    assert f'poster="{largest.url}"' in html
    assert '<track kind="captions" srclang="zh-Hans" label="中文字幕"' in html
    assert 'src="/recordings/a.vtt" default>' in html
    assert f'<source src="{recording.file.url}" type="video/mp4">' in html
    assert "第一段&lt;b&gt;" in html


def test_audio_plays_too() -> None:
    html = played(RecordingFactory.create(type="audio"))
    assert html.startswith('<audio class="recording" controls preload="metadata">')
    assert "transcript" not in html


def test_nothing_is_played_that_may_not_be() -> None:
    assert played(None).strip() == ""
    assert played(RecordingFactory.create(consent=Consent.WITHDRAWN)).strip() == ""


def test_the_pages_own_transcript_replaces_the_librarys() -> None:
    tag = '{% load recordings %}{% recording_player recording replaced_by="本页文字稿" %}'
    recording = RecordingFactory.create(transcript="库中文字稿")
    assert "库中文字稿" not in Template(tag).render(Context({"recording": recording}))
    assert "库中文字稿" in played(recording)


def test_empty_and_too_large_files_are_refused() -> None:
    with pytest.raises(ValidationError) as empty:
        inspect_attachment(SimpleUploadedFile("a.pdf", b""))
    large = SimpleUploadedFile("a.pdf", b"%PDF")
    large.size = ATTACHMENT_LARGEST_BYTES + 1
    with pytest.raises(ValidationError) as heavy:
        inspect_attachment(large)
    assert (empty.value.code, heavy.value.code) == ("empty", "bytes")
