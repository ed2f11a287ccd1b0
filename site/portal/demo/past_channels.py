"""How the closed competition's entries came other than by the website: by mail, in batches of schools, on paper.

Each goes the way it goes in the office: a message file through the verbs of fetching mail, a sheet and an archive
through the verb of a school's page.
"""

import io
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from django.core.files.base import ContentFile
from django.utils import timezone

from campaigns.contests.domain.batch_links import make_link
from campaigns.contests.domain.batch_runs import Sender, send_batch, template_of, work_through
from campaigns.contests.domain.inbound_mails import Arrival, keep_mail
from campaigns.contests.domain.mail_rule import take_mail
from campaigns.contests.enums import DeclarationKind
from campaigns.contests.models import Contest
from foundation.intake.sheets import write_xlsx
from foundation.models import User
from portal.demo.essays import Essay, write_essay

MAILBOX: Final = "zhengwen@chengchuan.example"
SERVER: Final = "mx.chengchuan.example"
ATTESTED: Final = "本人证明，所报学生的监护人均已同意参加征文并为此使用有关信息。"
SCHOOLS: Final = ("霁湖区示例小学", "榆桥区示例中学")
CLOUD_LINK: Final = "进入下载页面：https://mail.qq.com/cgi-bin/ftnExs_download?k=0000&code=0000"
ODD_MAILS: Final = (
    ("一盏路灯的故事", f"题目：一盏路灯的故事\n作者：示例作者九\n联系电话：13900009001\n\n{write_essay(901).text}"),
    ("文明新风征文：渡口", f"题目：渡口\n\n{write_essay(902).text}"),
    (
        "文明新风征文",
        "从QQ邮箱发来的超大附件\n我的照片.zip (86.20M, 2026年12月30日 23:59 到期)\n" + CLOUD_LINK,
    ),
    ("自动回复：文明新风征文", "我正在外出差，回来后尽快回复您。"),
)
"""Subject and text of mails that a person has to look at; the last was written by a machine."""


@dataclass(frozen=True)
class Sent:
    """One work, its author and when it came."""

    number: int
    essay: Essay
    at: datetime


def mail_of(sent: Sent, *, label: str, group: str, unit: str) -> bytes:
    """Return a well-formed contribution as a message file."""
    particulars = {
        "题目": sent.essay.title,
        "作者": f"示例作者{sent.number + 1}",
        "联系电话": f"1390000{sent.number:04d}",
        "单位": unit,
        "组别": group,
    }
    lines = [f"{name}：{value}" for name, value in particulars.items()]
    text = "\n".join([*lines, "", sent.essay.title, sent.essay.text])
    return letter(sent.number, f"{label}：{sent.essay.title}", text, sent.at)


def letter(number: int, subject: str, text: str, at: datetime) -> bytes:
    """Return a message file with the line that the receiving server put on top."""
    message = EmailMessage(policy=SMTP)
    message["Received"] = f"from mail.author.example by {SERVER}; {format_datetime(at + timedelta(minutes=1))}"
    message["From"] = f"author{number}@author.example"
    message["To"] = MAILBOX
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{number}.{at:%Y%m%d%H%M%S}@author.example>"
    if "自动回复" in subject:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(text, charset="utf-8")
    return message.as_bytes()


def take_in_mail(raw: bytes, at: datetime) -> None:
    """Keep a message as fetching does, and make an entry of it where it is well-formed."""
    mail, _is_new = keep_mail(raw=raw, arrival=Arrival(mailbox=MAILBOX, at=at + timedelta(minutes=2)))
    take_mail(mail=mail)


def receive_odd_mails(*, now: datetime | None = None) -> None:
    """Put mails before the desk that no rule can enter, one of them twice."""
    at = (now or timezone.now()) - timedelta(hours=5)
    for place, (subject, text) in enumerate(ODD_MAILS):
        take_in_mail(letter(9000 + place, subject, text, at + timedelta(hours=place)), at + timedelta(hours=place))
    subject, text = ODD_MAILS[0]
    take_in_mail(letter(9000, subject, text, at) + b"\r\n", at + timedelta(minutes=9))


def send_school(*, contest: Contest, school: str, group: str, works: Sequence[Sent], organiser: User) -> None:
    """Send a school's sheet and archive by its private page; one row names a file that is not there."""
    expires_at = timezone.now() + timedelta(days=30)
    link = make_link(contest=contest, unit=school, expires_at=expires_at, actor=organiser).link
    columns = template_of(contest).columns
    rows = [_row(place, sent, group) for place, sent in enumerate(works)]
    rows.append({**_row(len(works), works[0], group), "title": "忘了放进压缩包", "files": "忘了.txt"})
    sheet = [[column.heading for column in columns]] + [
        [row.get(column.field, "") for column in columns] for row in rows
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, sent in enumerate(works):
            archive.writestr(_file_name(place), sent.essay.text)
    words = {
        DeclarationKind.ORIGINAL.value: "作者本人创作，未抄袭他人，此前未发表。",
        DeclarationKind.LICENCE.value: "同意主办单位署名刊用。",
        DeclarationKind.AI_USE.value: "没有使用写作工具",
    }
    phone = f"1390001{uuid.uuid5(uuid.NAMESPACE_URL, school).int % 10_000:04d}"
    run = send_batch(
        link=link,
        sheet=ContentFile(write_xlsx(sheet, title="报送表"), name="报送表.xlsx"),
        archive=ContentFile(packed.getvalue(), name="稿件.zip"),
        sender=Sender(teacher="示例教师", phone=phone, attested=ATTESTED, declared=words),
        now=sorted(sent.at for sent in works)[len(works) // 2],
    )
    work_through(key=run.pk)


def _file_name(place: int) -> str:
    return f"{place + 1:02d}.txt"


def _row(place: int, sent: Sent, group: str) -> dict[str, str]:
    return {
        "name": f"示例学生{sent.number + 1}",
        "grade": f"{place % 6 + 1}年级",
        "title": sent.essay.title,
        "files": _file_name(place),
        "group": group,
        "minor": "是",
        "guardian": f"示例家长{sent.number + 1}",
        "consent": "是",
    }
