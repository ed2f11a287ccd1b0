"""The organiser's one queue: six kinds, each counted, each line leading to its action, nothing of a person in it."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.entries import move_entry, withdraw_entry
from campaigns.contests.enums import BatchState, EntryState, InboundState, QueueKind
from campaigns.contests.models import BatchRun, Contest, Entry
from campaigns.contests.queries.queue import SOURCES, counts, items, kinds_for
from foundation.mail.enums import MailState
from foundation.models import OutboxMail, User
from tests.campaigns.contests.batch_files import archive, manuscript, sheet
from tests.campaigns.contests.test_batches import make_batch_link, run
from tests.factories.contests import InboundMailFactory, make_contest, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
RIGHTS = ("access_admin", "change_inboundmail", "change_entry", "change_outboxmail", "change_contest")


def organiser(*rights: str) -> User:
    """Return somebody with these rights, or all that the queue knows."""
    user: User = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights or RIGHTS))
    return User.objects.get(pk=user.pk)


def fill(number: int = 0) -> Contest:
    """Put one of each kind into the queue; returns the competition, which is over."""
    now = timezone.now()
    contest = make_contest(f"q{number}", opens_at=now - dt.timedelta(days=9), closes_at=now + dt.timedelta(days=9))
    InboundMailFactory.create(state=InboundState.NEEDS_HUMAN, problems=["no_label"])
    returned = make_entry(contest, title="退修的", text=f"一{number}")
    move_entry(entry=returned, to=EntryState.RETURNED, actor=UserFactory.create(), reason="请补充正文")
    make_entry(contest, title="先来的", text=f"同样的文字{number}")
    make_entry(contest, title="后来的", text=f"同样的文字{number}")
    late = make_entry(contest, title="迟到的", text=f"三{number}")
    Entry.objects.filter(pk=late.pk).update(is_late=True)
    OutboxMail.objects.filter(submission=late.submission).update(state=MailState.FAILED, error="SMTPException")
    link, _token = make_batch_link(contest)
    run(link, sheet(contest, {"name": f"样例{number}"}), b"PK\x03\x04 broken")
    return contest


def test_each_kind_is_counted_and_each_line_leads_to_its_action(client: Client) -> None:
    fill()
    user = organiser()
    client.force_login(user)
    assert [(each.kind, each.count) for each in counts(user)] == [(kind, 1) for kind in QueueKind]
    page = client.get(reverse("contest_queue:index"))
    found = page.context["items"]
    assert sorted(item.kind for item in found) == sorted(QueueKind.values)
    assert [client.get(item.url).status_code for item in found] == [200] * 6
    text = page.content.decode()
    wanted = ("待处理邮件", "未注明征文标识", "退修的", "请补充正文", "后来的", "迟到的", "稿件回执", "样例小学")
    assert [word for word in wanted if word not in text] == []
    assert [word for word in ("样例作者", "13900000001", "author@example.cn", "先来的") if word in text] == []


def test_editors_and_above_see_every_kind() -> None:
    for name in ("编辑", "签发", "管理员"):
        user: User = UserFactory.create()
        user.groups.add(Group.objects.get(name=name))
        assert QueueKind.FAILED in kinds_for(User.objects.get(pk=user.pk))


def test_one_kind_alone_the_oldest_first_and_by_pages(client: Client) -> None:
    now = timezone.now()
    for hours in (1, 3, 2):
        InboundMailFactory.create(
            state=InboundState.NEEDS_HUMAN, arrived_at=now - dt.timedelta(hours=hours), mailbox=f"box{hours}"
        )
    make_entry(make_contest())
    user = organiser()
    shown = [item.about for item in items(user, kind=QueueKind.MAIL, start=0, size=2)]
    rest = [item.about for item in items(user, kind=None, start=2, size=2)]
    assert (shown, rest) == (["box3", "box2"], ["box1"])
    client.force_login(user)
    pages = [
        client.get(reverse("contest_queue:index"), {"kind": "mail", "page": page}) for page in ("1", "2", "x", "0")
    ]
    assert [len(page.context["items"]) for page in pages] == [3, 0, 3, 3]
    assert [(page.context["earlier"], page.context["later"]) for page in pages] == [(0, 0), (1, 0), (0, 0), (0, 0)]


def test_a_long_queue_has_pages(client: Client) -> None:
    InboundMailFactory.create_batch(51, state=InboundState.NEEDS_HUMAN)
    client.force_login(organiser())
    first = client.get(reverse("contest_queue:index"))
    second = client.get(reverse("contest_queue:index"), {"page": "2"})
    assert [len(page.context["items"]) for page in (first, second)] == [50, 1]
    assert "下一页" in first.content.decode()


def test_what_is_done_leaves_the_queue() -> None:
    contest = fill()
    user = organiser()
    for entry in Entry.objects.filter(contest=contest, head__title__in=["先来的", "迟到的"]):
        withdraw_entry(entry=entry)
    OutboxMail.objects.update(state=MailState.DROPPED, error="")
    run(BatchRun.objects.get().link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    assert {each.kind: each.count for each in counts(user) if each.count} == {QueueKind.MAIL: 1, QueueKind.RETURNED: 1}


def test_a_run_without_a_worker_waits_in_the_queue() -> None:
    contest = make_contest()
    run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    BatchRun.objects.update(state=BatchState.WORKING, touched_at=timezone.now() - dt.timedelta(minutes=11))
    found = items(organiser(), kind=QueueKind.BATCH, start=0, size=9)
    assert [item.why for item in found] == ["超过十分钟没有进展。"]


@pytest.mark.parametrize(
    ("right", "kinds"),
    [
        ("change_inboundmail", [QueueKind.MAIL]),
        ("change_entry", [QueueKind.RETURNED, QueueKind.DUPLICATE, QueueKind.LATE]),
        ("change_outboxmail", [QueueKind.FAILED]),
        ("change_contest", [QueueKind.BATCH]),
    ],
)
def test_nobody_sees_what_they_can_do_nothing_about(client: Client, right: str, kinds: list[QueueKind]) -> None:
    fill()
    user = organiser("access_admin", right)
    client.force_login(user)
    assert kinds_for(user) == kinds
    found = client.get(reverse("contest_queue:index")).context["items"]
    assert sorted({item.kind for item in found}) == sorted(kinds)


def test_others_are_sent_away_and_have_no_menu_item(client: Client) -> None:
    client.force_login(organiser("access_admin"))
    assert client.get(reverse("contest_queue:index")).status_code == 302
    assert "contest-queue" not in client.get("/admin/").content.decode()
    assert set(SOURCES) == set(QueueKind)


def test_the_queue_takes_as_many_queries_for_three_of_each_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(organiser())
    fill()
    client.get(reverse("contest_queue:index"))
    seen = []
    for more in ((), (1, 2)):
        for number in more:
            fill(number)
        with django_assert_max_num_queries(60) as asked:
            client.get(reverse("contest_queue:index"))
        seen.append(len(asked.captured_queries))
    assert seen[0] == seen[1]


def test_a_receipt_not_sent_at_once_waits_in_the_queue_with_its_next_try(client: Client) -> None:
    entry, user = make_entry(make_contest()), organiser("access_admin", "change_outboxmail")
    client.force_login(user)
    mail = OutboxMail.objects.get()
    shown = [counts(user)[0].count]
    OutboxMail.objects.update(error="ConnectionRefusedError", attempts=1)
    shown.append(counts(user)[0].count)
    page = client.get(reverse("contest_queue:index")).content.decode()
    OutboxMail.objects.update(error="", attempts=0, created_at=timezone.now() - dt.timedelta(minutes=11))
    shown.append(counts(user)[0].count)
    untried = client.get(reverse("contest_queue:index")).content.decode()

    assert (entry.submission.number in page, "已试发 1 次未成" in page, mail.state) == (True, True, "waiting")
    assert ("尚未试发" in untried, shown) == (True, [0, 1, 1])
