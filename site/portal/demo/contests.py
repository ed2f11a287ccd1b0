"""The demo's competitions: an open one with thirteen days left, a closed one full of entries, one for photographs.

Nobody but the desk sees the entries. Every author is plainly made up.
"""

import uuid
from datetime import datetime, time, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.utils import timezone

from campaigns.contests.domain.contests import announce_contest, extend_contest, open_contest
from campaigns.contests.domain.entries import KIND_SLUG, submit_entry
from campaigns.contests.domain.pieces import Piece
from campaigns.contests.enums import ContestKind
from campaigns.contests.models import Contest
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.domain.files import take_whole
from foundation.intake.kinds import get_kind
from portal.demo.contest_pages import Words, open_index, publish_page
from portal.demo.past_channels import MAILBOX, receive_odd_mails
from portal.demo.past_contest import hold_past_contest, made_up_author
from portal.demo.pictures import draw
from portal.models import HomePage

DAYS_LEFT: Final = 13
FIRST_DAYS_LEFT: Final = 3
"""Days that were left before the closing was extended."""
LICENCE: Final = "同意主办单位在报纸、本网站和作品集中署名刊用本作品。"
ORGANISERS: Final = "澄川市精神文明建设办公室、澄川文明报社"
ESSAYS: Final = Words(
    "写一条巷子的变化、一次志愿服务、一件邻里小事，体裁不限。",
    (
        "面向全市征集讲述身边文明新风的短文：一条巷子的变化，一次志愿服务，一件邻里小事。体裁不限，欢迎各行各业的作者投稿。",
        "作品须为原创，此前未公开发表。投稿不收取任何费用。优秀作品将在报纸和本网站刊登。",
    ),
)
PHOTOGRAPHS: Final = Words(
    "用镜头记录澄川的文明瞬间，单幅、组照都可以。",
    (
        "面向全市征集反映城乡文明新风的新闻图片，单幅或组照均可，组照三至八幅。",
        "照片须为本人拍摄，可以调整亮度和裁切，不得增减画面内容。每幅附图片说明，写明时间、地点、人物和事件。",
    ),
)
ENTRIES: Final = (
    ("巷口的灯", "少年组", "巷口新装了一盏灯。放学的时候，张奶奶总在灯下等着给我们递一杯热水。"),
    ("菜市场的一杆公平秤", "成人组", "市场门口多了一杆公平秤，短斤少两的事再没听人说起。"),
    ("河堤上的红马甲", "成人组", "每到周六清晨，河堤上就会出现十几件红马甲。"),
)
"""Title, group and text of the entries."""
PICTURES: Final = (
    ("早市", "", ("market",), ("清晨的霁湖区早市，摊位一字排开，过道畅通。",)),
    ("候车", "", ("bus_stop",), ("榆桥区公交站台，乘客自觉排队候车。",)),
    (
        "秋收时节",
        "禾坪县石桥村秋收互助的一天。",
        ("harvest", "feast", "mending"),
        ("清晨下田。", "中午，长桌上的一顿饭。", "傍晚修补农具。"),
    ),
)
"""Title, words, drawings and captions of the photographic entries; more than one drawing is a series."""


def hold_contests() -> Contest:
    """Hold the three competitions; entries commit one by one, so this runs outside a transaction."""
    open_index(HomePage.objects.get())
    contest = hold_open_contest()
    hold_photo_contest()
    hold_past_contest(organisers=ORGANISERS, licence=LICENCE)
    receive_odd_mails()
    return contest


def hold_open_contest() -> Contest:
    """Announce the essay competition, extend it once, and hand in a few entries."""
    contest = open_contest(
        slug="wenming-xinfeng",
        title="“身边的文明新风”征文",
        rules={
            "opens_at": end_of_day(-31) + timedelta(seconds=1),
            "closes_at": end_of_day(FIRST_DAYS_LEFT),
            "words_max": 1800,
            "licence_text": LICENCE,
            "mailboxes": [MAILBOX],
            "label": "文明新风征文",
        },
        groups=("少年组", "成人组"),
        actor=None,
        organisers=ORGANISERS,
    )
    contest = announce_contest(contest=contest, actor=None)
    reason = "多所学校刚刚开学，应基层单位要求延长征集时间。"
    extend_contest(contest=contest, closes_at=end_of_day(DAYS_LEFT), reason=reason, actor=None)
    publish_page(contest, ESSAYS)
    groups = {group.name: group for group in contest.groups.all()}
    for number, (title, group, text) in enumerate(ENTRIES):
        author = made_up_author(number, is_minor=group == "少年组")
        piece = Piece(contest=contest, title=title, text=text, people=(author,), group=groups[group])
        submit_entry(piece=piece, key=uuid.uuid4())
    return contest


def hold_photo_contest() -> Contest:
    """Announce the photo competition and hand in drawn pictures, single and as a series."""
    contest = open_contest(
        slug="wenming-shunjian",
        title="“文明瞬间”新闻图片摄影赛",
        rules={
            "opens_at": end_of_day(-11) + timedelta(seconds=1),
            "closes_at": end_of_day(2 * DAYS_LEFT),
            "licence_text": LICENCE,
            "per_author": 5,
            "ai_policy": "forbid",
            "file_types": ["jpg", "heic", "png", "tiff"],
        },
        actor=None,
        kind=ContestKind.PHOTO,
        organisers=ORGANISERS,
    )
    contest = announce_contest(contest=contest, actor=None)
    publish_page(contest, PHOTOGRAPHS)
    for number, (title, text, names, captions) in enumerate(PICTURES, start=len(ENTRIES)):
        uploads = [ContentFile(draw(name), name=f"{name}.jpg") for name in names]
        files = [take_whole(kind=get_kind(KIND_SLUG), upload=upload) for upload in uploads]
        piece = Piece(contest=contest, title=title, text=text, people=(made_up_author(number),), captions=captions)
        submit_entry(piece=piece, key=uuid.uuid4(), files=files)
    return contest


def end_of_day(days: int) -> datetime:
    """Return the last second of the day that lies so many days ahead."""
    day = timezone.now().astimezone(OFFICE_ZONE).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), tzinfo=OFFICE_ZONE)
