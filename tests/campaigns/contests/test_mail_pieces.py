"""What the mail desk proposes and takes: no author before the judges, the competition meant, old formats, pictures."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.contests.domain import mail_files
from campaigns.contests.domain.inbound_mails import Arrival, keep_mail
from campaigns.contests.domain.mail_files import take_file
from campaigns.contests.domain.mail_rule import contest_meant, take_mail
from campaigns.contests.enums import InboundState, WorkForm
from campaigns.contests.models import Contest, Entry, InboundMail
from campaigns.contests.queries.pictures import picture_files, work_form
from campaigns.contests.rules.mail_heads import LEFT, head_of, left_behind, parse_head
from tests.campaigns.contests.message_files import LABEL, MESSAGES, message
from tests.campaigns.contests.test_mail_desk import desk_user, url
from tests.factories.contests import make_contest

pytestmark = pytest.mark.django_db
BOX = "zhengwen@youxiang.example"


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody at the desk, logged in."""
    client.force_login(desk_user())
    return client


def came(name: str) -> InboundMail:
    """Keep a message as ``fetch_mail`` does and do with it what the rule says."""
    mail, _ = keep_mail(raw=message(name), arrival=Arrival(mailbox=f"{BOX}/INBOX"))
    return take_mail(mail=mail, label=LABEL)


def ready(**changes: Any) -> Contest:
    """Return an announced competition that takes mail."""
    return make_contest(mailboxes=[BOX], label=LABEL, **changes)


def typed(desk: Client, mail: InboundMail, **changes: Any) -> dict[str, Any]:
    """Return the desk's form as it is proposed, with ``changes``."""
    initial = {name: value for name, value in desk.get(url(mail)).context["work"].initial.items() if value is not None}
    return {**{f"work-{name}": value for name, value in {**initial, **changes}.items()}, "act": "entry"}


def test_a_work_in_the_body_is_proposed_without_its_author_and_for_the_competition_meant(desk: Client) -> None:
    contest = ready(groups=("成人组", "少年组"))
    mail = came("wellformed_body")
    proposed = desk.get(url(mail)).context["work"].initial

    assert mail.problems == ["grouping"]
    assert (proposed["contest"], proposed["title"]) == (contest.pk, "朱镕巷的灯")
    assert [word for word in ("作者", "电话", "13900000007", "题目") if word in proposed["text"]] == []
    assert (proposed["phone"], proposed["text"][:2]) == ("13900000007", "巷口")


def test_a_text_that_names_its_author_is_looked_at_before_it_is_taken(desk: Client) -> None:
    ready(groups=("成人组",))
    mail = came("wellformed_body")
    group = Contest.objects.get().groups.get()
    named = typed(desk, mail, group=group.pk, text="作者：样例庚\n巷口新装了一盏灯。")
    asked = desk.post(url(mail), named).content.decode()
    other = desk.post(url(mail), {**named, "work-text": "巷口新装了一盏灯，问 139 0000 0007。"}).content.decode()
    before = Entry.objects.count()
    desk.post(url(mail), {**named, "work-names_stay": "on"})

    assert ["评委会看到" in page and "work-names_stay" in page for page in (asked, other)] == [True, True]
    assert (before, Entry.objects.count()) == (0, 1)


def test_the_competition_meant_is_found_by_label_or_box_and_never_guessed() -> None:
    first = ready()
    other = make_contest("zweite", mailboxes=[BOX], label="摄影")
    mail = InboundMail(mailbox=f"{BOX}/INBOX")
    contents = {"subject": f"{LABEL}来稿", "text": "", "recipients": []}
    found = [
        contest_meant(mail, contents),
        contest_meant(mail, {**contents, "subject": "来稿"}),
        contest_meant(InboundMail(mailbox="files"), {**contents, "subject": "摄影大赛来稿"}),
        contest_meant(InboundMail(mailbox="files"), {**contents, "subject": f"{LABEL}摄影"}),
    ]

    assert [rules.contest_id if rules else None for rules in found] == [first.pk, None, other.pk, None]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_an_old_format_shows_its_text_beside_the_mail(desk: Client) -> None:
    ready(groups=("成人组",))
    mail = came("old_format")
    page = desk.get(url(mail))

    assert mail.state == InboundState.NEEDS_HUMAN
    assert page.context["texts"][0]["name"] == "巷口的灯.rtf"
    assert "夜归的人都说亮堂" in page.content.decode()
    assert page.context["work"].initial["text"] == "巷口新装了一盏灯，夜归的人都说亮堂。"


def test_pictures_of_a_mail_are_taken_in_order_with_their_captions(desk: Client) -> None:
    contest = ready(kind="photo")
    mail = came("photographs")
    contents = json.loads(mail.contents.reveal())
    indexes = {each["name"]: each["index"] for each in contents["attachments"]}
    places = {"03黄昏.jpg": "3", "01清晨.jpg": "1", "02正午.jpg": "2"}
    form = typed(desk, mail, text="", contest=contest.pk)
    orders = {f"work-order_{indexes[name]}": place for name, place in places.items()}
    captions = {f"work-caption_{index}": f"说明{name[:2]}" for name, index in indexes.items()}
    last = f"work-caption_{indexes['03黄昏.jpg']}"
    silent = desk.post(url(mail), {**form, **orders, **captions, last: ""}).content.decode()
    desk.post(url(mail), {**form, **orders, **captions})
    entry = Entry.objects.get()
    shown = desk.get(reverse("inbound_mails:picture", args=[mail.public_id, indexes["01清晨.jpg"]]))
    none = desk.get(reverse("inbound_mails:picture", args=[mail.public_id, 0]))

    assert mail.problems == ["photographs"]
    assert "请为这幅图片填写说明" in silent
    assert [row.caption for row in picture_files(entry)] == ["说明01", "说明02", "说明03"]
    assert work_form(picture_files(entry).count()) == WorkForm.SERIES
    assert (shown["Content-Type"], shown.content[:2], none.status_code) == ("image/jpeg", b"\xff\xd8", 404)


def test_a_mail_that_cannot_be_taken_apart_shows_its_head_and_size(desk: Client) -> None:
    ready()
    mail = came("too_many_parts")
    page = desk.get(url(mail)).content.decode()

    assert (mail.state, mail.problems) == (InboundState.NEEDS_HUMAN, ["unreadable"])
    assert [word in page for word in ("文明澄川征文 组图", "jia@pingtai.example", "只有邮件的信头")] == [True] * 3


def test_a_large_mail_from_a_file_is_kept_by_its_head(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(mail_files, "LARGEST", 500)
    box = tmp_path / "alt.mbox"
    box.write_bytes(b"From jia Tue Mar  3 21:03:58 2026\n" + message("complete").replace(b"\r\n", b"\n"))
    kept = [take_file(path=MESSAGES / "complete.eml"), take_file(path=MESSAGES / "complete.eml"), take_file(path=box)]

    assert kept[:2] == [(1, 0), (0, 1)]
    assert InboundMail.objects.order_by("pk").values_list("problems", flat=True).first() == ["too_large"]


@pytest.mark.parametrize(
    "raw",
    [b"", b"\r\n\r\n", b"no head at all", b"Subject: a\r\n b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nyyy"],
)
def test_any_head_can_be_read(raw: bytes) -> None:
    head = head_of(raw, size=7)
    said = parse_head(head, size=7, problem="too_large")

    assert (left_behind(head), left_behind(raw), left_behind(LEFT + b": x\r\n")) == (7, None, None)
    assert (said["problems"], said["left_bytes"], said["attachments"]) == (["too_large"], 7, [])
