"""The demo's competition: open, with thirteen days left, and a few entries that nobody but the desk sees."""

import uuid
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from campaigns.contests.domain.contests import announce_contest, open_contest
from campaigns.contests.domain.entries import submit_entry
from campaigns.contests.domain.pieces import Consent, Person, Piece
from campaigns.contests.models import Contest
from foundation.intake.codes import OFFICE_ZONE

DAYS_LEFT: Final = 13
NOTICE: Final = (
    "面向全市征集讲述身边文明新风的短文：一条巷子的变化，一次志愿服务，一件邻里小事。体裁不限，欢迎各行各业的作者投稿。\n\n"
    "作品须为原创，此前未公开发表。投稿不收取任何费用。优秀作品将在报纸和本网站刊登。"
)
LICENCE: Final = "同意主办单位在报纸、本网站和作品集中署名刊用本作品。"
ENTRIES: Final = (
    ("巷口的灯", "少年组", "巷口新装了一盏灯。放学的时候，张奶奶总在灯下等着给我们递一杯热水。"),
    ("菜市场的一杆公平秤", "成人组", "市场门口多了一杆公平秤，短斤少两的事再没听人说起。"),
    ("河堤上的红马甲", "成人组", "每到周六清晨，河堤上就会出现十几件红马甲。"),
)
"""Title, group and text of the entries."""


def hold_contests() -> Contest:
    """Announce the competition and hand in its entries, which commit one by one: not inside a transaction."""
    now = timezone.now()
    last_day = now.astimezone(OFFICE_ZONE).date() + timedelta(days=DAYS_LEFT)
    contest = open_contest(
        slug="wenming-xinfeng",
        title="“身边的文明新风”征文",
        rules={
            "opens_at": now - timedelta(days=30),
            "closes_at": datetime.combine(last_day, time(23, 59, 59), tzinfo=OFFICE_ZONE),
            "words_max": 1800,
            "licence_text": LICENCE,
        },
        groups=("少年组", "成人组"),
        actor=None,
        organisers="澄川市精神文明建设办公室、澄川文明报社",
        notice=NOTICE,
    )
    contest = announce_contest(contest=contest, actor=None)
    groups = {group.name: group for group in contest.groups.all()}
    for number, (title, group, text) in enumerate(ENTRIES):
        piece = Piece(contest=contest, title=title, text=text, people=(_author(number, group),), group=groups[group])
        submit_entry(piece=piece, key=uuid.uuid4())
    return contest


def _author(number: int, group: str) -> Person:
    """Return an author whose name and telephone are plainly made up."""
    phone = f"1390000{number:04d}"
    if group != "少年组":
        return Person(name=f"示例作者{number + 1}", phone=phone)
    consent = Consent(name=f"示例家长{number + 1}", phone=phone, relation="父母", text="同意参加")
    return Person(name=f"示例作者{number + 1}", phone=phone, is_minor=True, consent=consent)
