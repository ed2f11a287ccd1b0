"""Files, piece by piece: broken connections, lies about size and type, and what lies on the disk."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.intake import stamps
from foundation.intake.domain import files
from foundation.intake.domain.drafts import save_draft
from foundation.intake.enums import FileState
from foundation.intake.file_rules import PIECE_BYTES
from foundation.models import Draft, IntakeFile, Submission
from foundation.reports.kind import ERROR_REPORT
from foundation.secrets.sealing import SealError
from tests.foundation.intake.contract import stamp, text

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 5000
FILES = reverse("report-error-files")


@pytest.fixture
def draft() -> dict[str, str]:
    """Return a draft's token as the header that the script sends."""
    return {"X-Draft": save_draft(kind=ERROR_REPORT, values={"wrong": "错"}).token}


def begin(client: Client, draft: dict[str, str], name: str = "截图.png", size: int = len(PNG)) -> str:
    response = client.post(FILES, {"name": name, "size": size}, content_type="application/json", headers=draft)
    assert response.status_code == 201
    return str(response.json()["url"])


def put(
    client: Client, url: str, draft: dict[str, str], offset: int | str, piece: bytes
) -> tuple[int, dict[str, object]]:
    response = client.put(
        url, piece, content_type="application/octet-stream", headers={**draft, "Upload-Offset": str(offset)}
    )
    return response.status_code, response.json()


def test_a_file_goes_up_in_pieces_and_on_after_a_break(client: Client, draft: dict[str, str]) -> None:
    url = begin(client, draft)
    assert put(client, url, draft, 0, PNG[:PIECE_BYTES])[1]["offset"] == PIECE_BYTES
    # The connection broke and the browser does not know whether the piece arrived: it asks, or it tries again.
    assert client.get(url, headers=draft).json()["offset"] == PIECE_BYTES
    assert put(client, url, draft, 0, PNG[:PIECE_BYTES]) == (409, {"error": "offset", "offset": PIECE_BYTES})
    status, done = put(client, url, draft, PIECE_BYTES, PNG[PIECE_BYTES:])
    assert (status, done["state"], done["sha256"]) == (200, "complete", hashlib.sha256(PNG).hexdigest())
    assert b"".join(files.read_file(IntakeFile.objects.get())) == PNG
    assert put(client, url, draft, len(PNG), b"more")[0] == 409


def test_the_disk_holds_only_ciphertext_under_random_names(client: Client, draft: dict[str, str]) -> None:
    put(client, begin(client, draft, size=100), draft, 0, PNG[:100])
    stored = [path for path in (Path(settings.VAR_DIR) / "private" / "intake").rglob("*") if path.is_file()]
    assert stored
    assert [path for path in stored if PNG[:20] in path.read_bytes() or "截图" in path.name] == []


def test_an_exchanged_piece_does_not_open(client: Client, draft: dict[str, str]) -> None:
    for _ in range(2):
        put(client, begin(client, draft, size=100), draft, 0, PNG[:100])
    first, second = IntakeFile.objects.order_by("pk")
    first.pieces = second.pieces
    with pytest.raises(SealError):
        list(files.read_file(first))


@pytest.mark.parametrize(
    ("name", "size", "status"),
    [("a.png", 0, 422), ("a.png", -5, 422), ("a.png", 2 * 1024**3, 422), ("a.png", "x", 400), ("a.png", None, 400)],
)
def test_lies_about_the_size_are_refused_at_once(
    client: Client, draft: dict[str, str], name: str, size: object, status: int
) -> None:
    response = client.post(FILES, {"name": name, "size": size}, content_type="application/json", headers=draft)
    assert response.status_code == status
    assert IntakeFile.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"name": 1}', b"null"])
def test_nonsense_is_refused(client: Client, draft: dict[str, str], body: bytes) -> None:
    assert client.generic("POST", FILES, body, content_type="application/json", headers=draft).status_code == 400


@pytest.mark.parametrize(
    "head", [b"<svg onload=alert(1)>", b"MZ\x90\x00" + bytes(20), b"GIF89a" + bytes(20), bytes(30)]
)
def test_a_wrong_type_is_refused_by_its_first_bytes(client: Client, draft: dict[str, str], head: bytes) -> None:
    url = begin(client, draft, name="照片.png", size=len(head))
    status, answer = put(client, url, draft, 0, head)
    assert (status, "PNG" in str(answer["error"])) == (422, True)


def test_more_than_announced_is_refused(client: Client, draft: dict[str, str]) -> None:
    url = begin(client, draft, size=50)
    assert put(client, url, draft, 0, PNG[:51])[0] == 422
    assert put(client, url, draft, 0, b"")[0] == 422
    assert put(client, url, draft, 0, PNG[:3])[0] == 409
    assert put(client, url, draft, "x", PNG[:50])[0] == 400
    assert put(client, url, draft, 0, bytes(PIECE_BYTES + 1))[0] == 413


def test_no_more_files_than_the_kind_takes(client: Client, draft: dict[str, str]) -> None:
    urls = [begin(client, draft, size=100) for _ in range(3)]
    full = client.post(FILES, {"name": "x", "size": 9}, content_type="application/json", headers=draft)
    assert full.status_code == 422
    assert client.delete(urls[0], headers=draft).json() == {"erased": True}
    assert begin(client, draft, size=100)


def test_a_draft_of_somebody_else_opens_nothing(client: Client, draft: dict[str, str]) -> None:
    url = begin(client, draft)
    other = {"X-Draft": save_draft(kind=ERROR_REPORT, values={}).token}
    for headers in (other, {"X-Draft": "A" * 32}, {}):
        assert client.get(url, headers=headers).status_code == 404
        assert put(client, url, headers, 0, PNG[:100])[0] == 404
        assert client.delete(url, headers=headers).status_code == 404
    assert client.post(FILES, {"name": "x", "size": 9}, content_type="application/json").status_code == 404


def test_endpoints_ask_for_the_csrf_token(draft: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    url = reverse("report-error-file", args=["00000000-0000-0000-0000-000000000000"])
    assert client.post(FILES, "{}", content_type="application/json", headers=draft).json()["error"] == "csrf"
    assert client.put(url, b"x", headers=draft).json()["error"] == "csrf"
    assert client.delete(url, headers=draft).json()["error"] == "csrf"


def test_autosave_answers_what_it_cannot_read(client: Client) -> None:
    url = reverse("report-error-autosave")
    assert client.post(url, {"wrong": "x"}).json()["error"] == "stamp"
    assert client.post(url, {"wrong": "x", "stamp": stamps.mint("error-report"), "draft": "A" * 32}).status_code == 404
    assert client.post(url, {"wrong": "x" * 3_000_000}).status_code == 413
    codes = {client.post(url, {"stamp": stamps.mint("error-report")}).status_code for _ in range(25)}
    assert codes == {200, 429}


def test_files_of_a_draft_and_of_the_form_are_handed_in_together(client: Client, draft: dict[str, str]) -> None:
    put(client, begin(client, draft, size=100), draft, 0, PNG[:100])
    data = {"page": "1", "wrong": "错", "stamp": stamp("error-report"), "draft": draft["X-Draft"]}
    page = client.post(reverse("report-error"), {**data, "files": SimpleUploadedFile("二.png", PNG[:200])})
    assert page.status_code == 200
    assert [file.size for file in Submission.objects.get().files.order_by("size")] == [100, 200]
    assert Draft.objects.get().submission == Submission.objects.get()
    url = reverse("report-error-file", args=[IntakeFile.objects.earliest("pk").public_id])
    assert client.delete(url, headers=draft).status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\0b.png", "x" * 500 + ".png", "截图𠮷.png", "=cmd|' /C calc'!A0"]
)
def test_a_file_name_is_only_text(client: Client, name: str) -> None:
    data = {"page": "1", "wrong": "错", "stamp": stamp("error-report")}
    upload = SimpleUploadedFile("x.png", PNG[:100])
    upload.__dict__["_name"] = name
    assert client.post(reverse("report-error"), {**data, "files": upload}).status_code == 200
    assert IntakeFile.objects.get().pieces[0][0].startswith("intake/")


def test_a_bad_file_sends_the_form_back_with_its_text(client: Client) -> None:
    data = {"page": "1", "wrong": "有错字", "stamp": stamp("error-report")}
    for upload in (SimpleUploadedFile("x.exe", b"MZ" + bytes(50)), SimpleUploadedFile("empty.png", b"")):
        page = client.post(reverse("report-error"), {**data, "files": upload})
        assert (page.status_code, "有错字" in text(page)) == (422, True)
    many = [SimpleUploadedFile(f"{number}.png", PNG[:100]) for number in range(4)]
    assert client.post(reverse("report-error"), {**data, "files": many}).status_code == 422
    assert Submission.objects.count() == 0


def test_a_form_that_comes_back_has_its_files(client: Client) -> None:
    url = reverse("report-error")
    data = {"page": "1", "wrong": "", "stamp": stamp("error-report")}
    sent = [
        SimpleUploadedFile("好.png", PNG[:100]),
        SimpleUploadedFile("坏.png", b"MZ"),
        SimpleUploadedFile("二.png", PNG),
    ]
    page = text(client.post(url, {**data, "files": sent}))
    assert [name in page for name in ("<span>好.png</span>", "坏.png：", "<span>二.png</span>")] == [True] * 3
    draft = Draft.objects.get()
    assert f'name="draft" value="{draft.token.reveal()}"' in page
    data |= {"draft": draft.token.reveal(), "wrong": "错"}
    first = draft.files.earliest("pk")
    page = text(client.post(url, {**data, "action": f"drop:{first.public_id}"}))
    assert ["好.png" in page, "二.png" in page] == [False, True]
    page = text(client.post(url, {**data, "action": "drop:nothing"}))
    assert client.post(url, data).status_code == 200
    assert [file.name.reveal() for file in Submission.objects.get().files.filter(state=FileState.COMPLETE)] == [
        "二.png"
    ]


def test_an_old_page_and_a_saved_one_keep_their_files() -> None:
    url, old = reverse("report-error"), Client(enforce_csrf_checks=True)
    data = {"page": "1", "wrong": "错", "stamp": stamp("error-report")}
    refused = old.post(url, {**data, "files": SimpleUploadedFile("一.png", PNG[:100])})
    assert (refused.status_code, "一.png" in text(refused)) == (403, True)
    data["draft"] = Draft.objects.get().token.reveal()
    wrong = Client().post(url, {**data, "action": "save", "files": SimpleUploadedFile("二.png", b"MZ")})
    assert (wrong.status_code, "一.png" in text(wrong), "二.png：" in text(wrong)) == (422, True, True)
    Client().post(url, {**data, "action": "save", "files": SimpleUploadedFile("三.png", PNG[:100])})
    page = text(Client().get(reverse("report-error-draft", args=[data["draft"]])))
    assert ["一.png" in page, "二.png" in page, "三.png" in page] == [True, False, True]


def test_files_pressed_twice_are_handed_in_once(client: Client) -> None:
    data = {"page": "1", "wrong": "错", "stamp": stamp("error-report")}
    for _ in range(2):
        sent = client.post(reverse("report-error"), {**data, "files": SimpleUploadedFile("一.png", PNG[:100])})
        assert sent.status_code == 200
    assert [file.submission for file in IntakeFile.objects.all()] == [Submission.objects.get()]


def test_files_that_come_too_often_are_asked_for_again(client: Client) -> None:
    data = {"page": "1", "wrong": "", "stamp": stamp("error-report")}
    for _ in range(ERROR_REPORT.limits.per_form):
        client.post(reverse("report-error"), data)
    page = client.post(reverse("report-error"), {**data, "files": SimpleUploadedFile("一.png", PNG[:100])})
    assert (page.status_code, "请重新选择文件" in text(page)) == (429, True)


def test_a_kind_without_files_takes_none() -> None:

    kind = replace(ERROR_REPORT, files=None)
    with pytest.raises(ValidationError):
        files.begin_file(kind=kind, name="x", size=5)


def test_a_claim_of_too_much_ends_in_a_sentence(client: Client) -> None:
    page = client.post(reverse("report-error"), {"wrong": "x"}, CONTENT_LENGTH="90000000")
    assert page.status_code == 413
    assert "intake-form" in text(page)
