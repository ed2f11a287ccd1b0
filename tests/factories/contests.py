"""Makes the competitions' objects for tests, through the verbs where a verb makes them."""

import datetime as dt
import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from campaigns.contests.domain.contests import announce_contest, open_contest
from campaigns.contests.domain.entries import submit_entry
from campaigns.contests.domain.pieces import Person, Piece
from campaigns.contests.models import (
    Contest,
    ContestIndexPage,
    ContestMilestone,
    ContestPage,
    ContestQuestion,
    Entry,
    InboundMail,
)
from foundation.intake.domain.submitting import Receipt
from tests.factories.news import home

NOTICE_RULES = {
    "opens_at": dt.datetime(2018, 11, 26, 16, tzinfo=dt.UTC),
    "closes_at": dt.datetime(2021, 11, 26, 15, 59, 59, tzinfo=dt.UTC),
    "words_max": 1800,
    "is_hard": False,
    "label": "经验交流征文",
    "asked": ["address", "postcode"],
    "mailboxes": ["zhengwen-a@example.cn", "zhengwen-b@example.cn"],
    "minors_policy": "consent",
    "ai_policy": "declare",
}
"""A notice that ran three years, as data: soft limit, any genre, open to all, a label, addresses, two mailboxes."""


def make_contest(
    slug: str = "shili",
    *,
    groups: tuple[str, ...] = (),
    announced: bool = True,
    pk: int | None = None,
    kind: str = "essay",
    **rules: Any,
) -> Contest:
    """Return a competition that opened yesterday and closes in thirteen days, unless ``rules`` say otherwise."""
    now = timezone.now()
    values = {"opens_at": now - dt.timedelta(days=1), "closes_at": now + dt.timedelta(days=13), "words_max": 1800}
    contest = open_contest(
        slug=slug, title="示例征文", rules={**values, **rules}, groups=groups, actor=None, pk=pk, kind=kind
    )
    return announce_contest(contest=contest, actor=None) if announced else contest


def make_piece(contest: Contest, **changes: Any) -> Piece:
    """Return a short piece by an invented author."""
    author = Person(name="样例作者", phone="13900000001", email="author@example.cn")
    values: dict[str, Any] = {"title": "巷口的灯", "text": "巷口新装了一盏灯。", "people": (author,)}
    return Piece(contest=contest, **{**values, **changes})


def send_piece(contest: Contest, **changes: Any) -> Receipt:
    """Submit a piece and return its receipt."""
    return submit_entry(piece=make_piece(contest, **changes), key=uuid.uuid4())


def make_entry(contest: Contest, **changes: Any) -> Entry:
    """Submit a piece and return its entry."""
    submission = send_piece(contest, **changes).submission
    return Entry.objects.select_related("head", "submission", "contest").get(submission=submission)


class InboundMailFactory(DjangoModelFactory[InboundMail]):
    """A mail that is kept and not taken apart yet."""

    class Meta:
        model = InboundMail

    mailbox = "files"
    raw = factory.Sequence(lambda number: b"Subject: sample %d\r\n\r\ntext" % number)
    raw_sha256 = factory.Sequence(lambda number: f"{number:064x}")


def make_contest_page(contest: Contest, **changes: Any) -> ContestPage:
    """Return a published page of a competition, with one step and one question, under the list of competitions."""
    index = ContestIndexPage.objects.first()
    if index is None:
        index = ContestIndexPage(title="征文摄影", slug="contests", introduction="欢迎来稿")
        home().add_child(instance=index)
    values: dict[str, Any] = {"title": contest.title, "introduction": "讲述身边文明新风", **changes}
    page = ContestPage(contest=contest, **values)
    page.milestones = [ContestMilestone(day=dt.date(2040, 8, 1), words="公布结果")]
    page.questions = [ContestQuestion(question="可以投几篇？", answer="不限。")]
    index.add_child(instance=page)
    page.save_revision().publish()
    published: ContestPage = ContestPage.objects.get(pk=page.pk)
    return published
