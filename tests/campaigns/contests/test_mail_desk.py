"""The mail desk in the admin: who may, what the queue hides, what one mail shows, what is done with it."""

import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.domain.inbound_mails import erase_mail, read_mail
from campaigns.contests.enums import InboundState
from campaigns.contests.models import Entry, InboundMail
from campaigns.contests.queries.contests import announced
from foundation.models import AuditLine, OutboxMail, User
from tests.campaigns.contests.message_files import message
from tests.campaigns.contests.test_inbound_mails import taken
from tests.factories.contests import InboundMailFactory, make_contest
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
PRIVATE = ("样例甲", "jia@pingtai.example", "13900000001", "一盏灯", "𠮷")


def desk_user() -> User:
    """Return somebody who may look after the mails."""
    user: User = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_inboundmail"]))
    return user


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody at the desk, logged in."""
    client.force_login(desk_user())
    return client


def url(mail: InboundMail) -> str:
    return reverse("inbound_mails:mail", args=[mail.public_id])


def test_the_queue_shows_reasons_but_nothing_of_the_mail(desk: Client) -> None:
    taken("complete"), taken("no_label")
    page = desk.get(reverse("inbound_mails:index")).content.decode()
    assert "未注明征文标识" in page
    assert [word for word in PRIVATE if word in page] == []


def test_the_queue_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    desk.get(reverse("inbound_mails:index_results"))
    counts = []
    for new in (1, 2):
        InboundMailFactory.create_batch(new)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("inbound_mails:index_results"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_filter_shows_one_state(desk: Client) -> None:
    complete, waiting = taken("complete"), taken("no_label")
    page = desk.get(reverse("inbound_mails:index"), {"state": "needs_human"}).content.decode()
    assert (url(waiting) in page, url(complete) in page) == (True, False)


def test_one_mail_shows_its_parts_and_writes_down_who_looked(desk: Client) -> None:
    mail = taken("complete")
    response = desk.get(url(mail))
    page = response.content.decode()
    assert [word for word in PRIVATE if word not in page] == []
    assert "澄川河畔的一盏灯.docx" in page
    assert page.count("2026-03-03 21:0") == 2
    assert "no-store, private" in response["Cache-Control"]
    assert AuditLine.objects.filter(verb="open_inbound_mail", subject_id=str(mail.pk)).count() == 1


def test_markup_in_a_mail_is_text(desk: Client) -> None:
    raw = b"Subject: <script>alert(1)</script>\r\nFrom: a@b.example\r\n\r\n<img src=x onerror=alert(2)>"
    mail = read_mail(mail=InboundMailFactory.create(raw=raw))
    page = desk.get(url(mail)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_files_and_the_raw_mail_are_downloads(desk: Client) -> None:
    mail = taken("complete")
    raw = desk.get(reverse("inbound_mails:raw", args=[mail.public_id]))
    file = desk.get(reverse("inbound_mails:file", args=[mail.public_id, 2]))
    assert raw.content == message("complete")
    assert file.content == b"PK\x03\x04 sample manuscript"
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (file["X-Content-Type-Options"], file["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert desk.get(reverse("inbound_mails:file", args=[mail.public_id, 0])).status_code == 404


def test_not_there_not_allowed_and_erased_look_the_same(desk: Client, client: Client) -> None:
    mail = taken("complete")
    erased = erase_mail(mail=taken("no_label"), actor=None)
    nowhere = reverse("inbound_mails:mail", args=[uuid.uuid4()])
    assert [desk.get(each).status_code for each in (nowhere, url(erased))] == [404, 404]
    stranger = UserFactory.create()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert [client.get(each).status_code for each in (nowhere, url(mail))] == [302, 302]
    assert client.get(reverse("inbound_mails:raw", args=[mail.public_id])).status_code == 404


def test_an_entry_is_made_with_what_the_mail_proposes(desk: Client) -> None:
    contest = make_contest()
    mail = taken("complete")
    form = desk.get(url(mail)).context["work"]
    assert form.initial["phone"] == "13900000001"
    data = {f"work-{name}": value for name, value in form.initial.items() if value is not None}
    page = desk.post(url(mail), {**data, "work-contest": contest.pk, "act": "entry"}, follow=True).content.decode()
    entry = Entry.objects.get()
    assert f"{entry.submission.number}" in page
    assert InboundMail.objects.get().state == InboundState.CONVERTED
    assert OutboxMail.objects.get().purpose == "entry_receipt"


def test_files_that_entries_do_not_take_are_said(desk: Client) -> None:
    contest, mail = make_contest(), taken("several_files")
    initial = desk.get(url(mail)).context["work"].initial
    data = {f"work-{name}": value for name, value in initial.items() if value is not None}
    page = desk.post(url(mail), {**data, "work-contest": contest.pk, "act": "entry"}, follow=True).content.decode()
    assert "2 个文件" in page


def test_a_piece_needs_a_text_or_a_file_and_what_was_typed_stays(desk: Client) -> None:
    mail = taken("no_label")
    data = {"work-title": "只有标题", "work-name": "样例", "work-contest": make_contest().pk, "act": "entry"}
    page = desk.post(url(mail), data).content.decode()
    assert "请填写正文或选择文件。" in page
    assert "只有标题" in page


def test_only_announced_competitions_are_offered() -> None:
    make_contest("draft", announced=False)
    assert list(announced()) == []


def test_asking_putting_aside_and_taking_up_again(desk: Client) -> None:
    mail = taken("cloud_qq")
    desk.post(url(mail), {"act": "ask", "text": "请把照片作为附件重发。"})
    assert OutboxMail.objects.get().body.reveal() == "请把照片作为附件重发。"
    page = desk.post(url(mail), {"act": "ask", "text": "再问"}, follow=True).content.decode()
    assert "此邮件无法回复。" in page
    desk.post(url(mail), {"act": "ignore", "note": "重复"})
    assert InboundMail.objects.get().state == InboundState.IGNORED
    page = desk.post(url(mail), {"act": "ignore", "note": "又一次"}, follow=True).content.decode()
    assert "已有其他人处理了此邮件。" in page
    desk.post(url(mail), {"act": "reopen"})
    assert InboundMail.objects.get().state == InboundState.NEEDS_HUMAN


@pytest.mark.parametrize("act", ["ask", "ignore", "entry"])
def test_an_empty_form_comes_back(desk: Client, act: str) -> None:
    mail = taken("cloud_139")
    assert desk.post(url(mail), {"act": act}).status_code == 200
    assert InboundMail.objects.get().state == InboundState.NEEDS_HUMAN


def test_a_repeated_mail_leads_to_the_first(desk: Client) -> None:
    first, second = taken("complete"), taken("complete_other_box")
    assert url(first) in desk.get(url(second)).content.decode()


def test_the_menu_shows_the_desk_to_those_who_may(desk: Client, client: Client) -> None:
    address = reverse("inbound_mails:index")
    assert address in desk.get("/admin/").content.decode()
    stranger = UserFactory.create()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert address not in client.get("/admin/").content.decode()
