"""The demo's closed competition: four hundred entries that came by every channel, most of them screened."""

import random
import uuid
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from campaigns.contests.domain.contests import announce_contest, open_contest
from campaigns.contests.domain.desk import enter_paper
from campaigns.contests.domain.entries import submit_entry
from campaigns.contests.domain.pieces import Consent, Person, Piece
from campaigns.contests.domain.screening import screen_entry
from campaigns.contests.domain.similarity import find_resemblances
from campaigns.contests.enums import DeclarationKind, EntryChannel, ScreeningReason, ScreeningResult
from campaigns.contests.models import Contest, Entry, EntryGroup
from foundation.models import Region, User
from portal.demo.city import CITY_CODE
from portal.demo.contest_pages import Words, publish_page
from portal.demo.essays import Essay, write_essay
from portal.demo.past_channels import MAILBOX, SCHOOLS, Sent, mail_of, send_school, take_in_mail
from portal.demo_accounts import EDITOR

DAYS_OPEN: Final = 90
DAYS_SINCE: Final = 40
"""Days for which it was open, and since it closed."""
CHANNELS: Final = {
    EntryChannel.WEB: 276,
    EntryChannel.BATCH: 40,
    EntryChannel.MAIL: 40,
    EntryChannel.POST: 26,
    EntryChannel.HAND: 18,
}
"""How many entries came which way; each batch and mail is read apart in a process of its own, which takes its time."""
LATE_SHARE, COPIED_EVERY, MINOR_GROUP, ADULT_GROUP = 0.03, 60, "少年组", "成人组"
PAPER: Final = (EntryChannel.POST, EntryChannel.HAND)
MINOR_SHARE: Final = 0.2
LABEL: Final = "好家风征文"
ADDED_WORDS: Final = "\n写到这里，窗外的灯又亮了。"
WORDS: Final = Words(
    "写一写自己家里的规矩、习惯和一句常挂在嘴边的话。",
    ("征集讲述家庭故事的短文，散文、书信、日记均可。", "来稿请注明作者和联系电话，学校可以集体报送。"),
)


def hold_past_contest(*, organisers: str, licence: str) -> Contest:
    """Announce the competition, hand in its entries with the days on which they came, and screen most of them."""
    closed_at = timezone.now().replace(hour=15, minute=59, second=59, microsecond=0) - timedelta(days=DAYS_SINCE)
    contest = open_contest(
        slug="hao-jiafeng",
        title="“我家的好家风”征文",
        rules={
            "opens_at": closed_at - timedelta(days=DAYS_OPEN) + timedelta(seconds=1),
            "closes_at": closed_at,
            "words_max": 1800,
            "licence_text": licence,
            "time_basis": {"mail": "sent", "post": "sent"},
            "mailboxes": [MAILBOX],
            "label": LABEL,
        },
        groups=(MINOR_GROUP, ADULT_GROUP),
        actor=None,
        organisers=organisers,
    )
    contest = announce_contest(contest=contest, actor=None)
    publish_page(contest, WORDS)
    hand_in(contest, closed_at, licence)
    screen(contest)
    find_resemblances(contest=contest)
    return contest


def hand_in(contest: Contest, closed_at: datetime, licence: str) -> None:
    """Hand in the entries; towards the closing more come in a day, and a few come after it."""
    dice = random.Random(contest.slug)  # noqa: S311 -- a demo, not secrets
    regions = list(Region.objects.filter(parent__code=CITY_CODE).order_by("code"))
    channels = [channel for channel, count in CHANNELS.items() for _entry in range(count)]
    dice.shuffle(channels)
    came: dict[EntryChannel, list[Sent]] = {channel: [] for channel in CHANNELS}
    for number, channel in enumerate(channels):
        late = dice.random() < LATE_SHARE
        ahead = -dice.uniform(0.1, 2) if late else DAYS_OPEN * dice.random() ** 2
        came[channel].append(Sent(1000 + number, _essay(number), closed_at - timedelta(days=ahead)))
    _one_by_one(contest, came, licence, regions, dice)
    for sent in came[EntryChannel.MAIL]:
        unit = f"{regions[dice.randrange(len(regions))].name}示例单位"
        take_in_mail(mail_of(sent, label=LABEL, group=ADULT_GROUP, unit=unit), sent.at)
    clerk = User.objects.get(username=EDITOR.username)
    works = came[EntryChannel.BATCH]
    for place, school in enumerate(SCHOOLS):
        mine = works[place :: len(SCHOOLS)]
        send_school(contest=contest, school=school, group=MINOR_GROUP, works=mine, organiser=clerk)


def _one_by_one(
    contest: Contest,
    came: dict[EntryChannel, list[Sent]],
    licence: str,
    regions: list[Region],
    dice: random.Random,
) -> None:
    """Hand in what came by the website, and have a clerk enter what came on paper."""
    clerk = User.objects.get(username=EDITOR.username)
    groups = {group.name: group for group in contest.groups.all()}
    for channel in (EntryChannel.WEB, *PAPER):
        for sent in came[channel]:
            group = MINOR_GROUP if dice.random() < MINOR_SHARE else ADULT_GROUP
            region = regions[dice.randrange(len(regions))]
            piece = _piece(sent, contest, groups[group], channel, licence, region)
            key = uuid.uuid5(uuid.NAMESPACE_URL, f"{contest.slug}/{sent.number}")
            if channel in PAPER:
                enter_paper(piece=piece, key=key, uploads=(), actor=clerk)
            else:
                submit_entry(piece=piece, key=key)


def _essay(number: int) -> Essay:
    """Return an essay; now and then one takes over another's text, for the comparison to find."""
    if number % COPIED_EVERY != COPIED_EVERY - 1:
        return write_essay(number)
    essay = write_essay(number - 7)
    return Essay(essay.title, essay.text + ADDED_WORDS)


def _piece(  # noqa: PLR0913, PLR0917 -- what a piece consists of
    sent: Sent, contest: Contest, group: EntryGroup, channel: EntryChannel, licence: str, region: Region
) -> Piece:
    return Piece(
        contest=contest,
        title=sent.essay.title,
        text=sent.essay.text,
        people=(made_up_author(sent.number, is_minor=group.name == MINOR_GROUP),),
        group=group,
        channel=channel,
        region=region,
        sent_at=sent.at - timedelta(days=2) if channel == EntryChannel.POST else None,
        arrived_at=sent.at,
        declarations={DeclarationKind.ORIGINAL: "本作品为本人原创", DeclarationKind.LICENCE: licence},
    )


def screen(contest: Contest) -> None:
    """Screen most of the entries: the greater part qualifies, some go back, some do not qualify."""
    screener = User.objects.get(username=EDITOR.username)
    for place, entry in enumerate(Entry.objects.filter(contest=contest).order_by("pk")):
        if place % 8 == 0 or entry.head_id is None:
            continue
        result, code = ScreeningResult.ELIGIBLE, ""
        if place % 25 == 1:
            result, code = ScreeningResult.RETURNED, ScreeningReason.DETAILS
        elif place % 31 == 2:  # noqa: PLR2004 -- now and then
            result, code = ScreeningResult.INELIGIBLE, ScreeningReason.SUBJECT
        screen_entry(entry=entry, result=result, actor=screener, seen=entry.head_id, code=code)


def made_up_author(number: int, *, is_minor: bool = False) -> Person:
    """Return an author whose name and telephone are plainly made up."""
    phone = f"1390000{number:04d}"
    if not is_minor:
        return Person(name=f"示例作者{number + 1}", phone=phone)
    consent = Consent(name=f"示例家长{number + 1}", phone=phone, relation="父母", text="同意参加")
    return Person(name=f"示例作者{number + 1}", phone=phone, is_minor=True, consent=consent)
