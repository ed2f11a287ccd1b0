"""A school's batch and an organiser's day, in a real browser."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from campaigns.contests.domain.inbound_mails import Arrival, keep_mail
from campaigns.contests.domain.mail_rule import take_mail
from campaigns.contests.enums import EntryChannel
from campaigns.contests.models import Entry
from foundation.models import User
from tests.browser.watching import Watch, axe_violations, horizontal_overflow
from tests.campaigns.contests.batch_files import manuscript, packed, sheet
from tests.campaigns.contests.message_files import LABEL, message
from tests.campaigns.contests.test_batches import make_batch_link
from tests.factories.contests import make_contest
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organiser() -> User:
    """Return somebody who may do everything."""
    user: User = UserFactory.create(is_staff=True, is_superuser=True)
    return user


def test_a_school_sends_its_batch_and_mends_one_row(phone_watch: Watch, tmp_path: Path) -> None:
    contest = make_contest()
    _link, token = make_batch_link(contest)
    files = tmp_path / "稿件.zip"
    files.write_bytes(packed({"河.docx": manuscript("小河"), "桥.docx": manuscript("小桥")}))
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    first.write_bytes(sheet(contest, {"name": "学生一", "files": "河.docx"}, {"name": "学生二", "files": "错.docx"}))
    second.write_bytes(sheet(contest, {"name": "学生一", "files": "河.docx"}, {"name": "学生二", "files": "桥.docx"}))
    page = phone_watch.page
    page.goto(reverse("contest-batch", args=[token]))
    for chosen, said in ((first, "压缩包里没有文件“错.docx”"), (second, "新收 1 件，此前已收 1 件")):
        page.get_by_label("您的姓名（报送教师）").fill("样例老师")
        page.get_by_label("您的电话").fill("13900000001")
        page.get_by_label("填好的表格").set_input_files(chosen)
        page.get_by_label("稿件文件（打包为一个 .zip）").set_input_files(files)
        page.get_by_label("这批稿件是否有").select_option("no")
        for tick in page.get_by_role("checkbox").all():
            tick.check()
        assert (horizontal_overflow(page), axe_violations(page)) == (0, [])
        page.get_by_role("button", name="发送", exact=True).click()
        expect(page.get_by_text(said)).to_be_visible()
    assert Entry.objects.filter(channel=EntryChannel.BATCH).count() == 2
    assert (horizontal_overflow(page), axe_violations(page)) == (0, [])


def test_an_organisers_day_begins_in_the_queue_and_ends_with_it_empty(
    desktop_watch: Watch, organiser: User, log_in: Callable[[Page, User], None], tmp_path: Path
) -> None:
    now = timezone.now()
    contest = make_contest(
        opens_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        closes_at=now + dt.timedelta(days=9),
        label=LABEL,
        mailboxes=["zhengwen@youxiang.example"],
    )
    for name in ("wellformed_file", "no_particulars"):
        mail, _is_new = keep_mail(raw=message(name), arrival=Arrival(mailbox="files"))
        take_mail(mail=mail)
    scan = tmp_path / "第一页.jpg"
    scan.write_bytes(picture_bytes())
    page = desktop_watch.page
    log_in(page, organiser)
    page.goto(reverse("contest_queue:index"))
    row = page.get_by_role("row").filter(has_text="姓名、电话等信息缺失")
    expect(row).to_be_visible()
    assert axe_violations(page) == []
    row.get_by_role("link").click()
    expect(page.get_by_role("button", name="登记为稿件")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("征集活动").select_option(label=contest.title)
    expect(page.get_by_label("文字", exact=True)).to_have_value("门前的小路弯弯的，通到学校。" * 10)
    page.get_by_label("作者姓名").fill("样例辛")
    page.get_by_role("button", name="登记为稿件").click()
    expect(page.get_by_role("heading").filter(has_text="已登记为稿件")).to_be_visible()
    assert axe_violations(page) == []
    page.goto(reverse("contest_queue:index"))
    expect(page.get_by_text("没有待办事项。")).to_be_visible()
    page.goto(reverse("contest_paper:index"))
    assert axe_violations(page) == []
    page.get_by_label("征集活动").select_option(label=contest.title)
    page.get_by_label("作品题目").fill("巷口的灯")
    page.get_by_label("扫描件或照片").set_input_files(scan)
    page.get_by_label("作者姓名").fill("样例壬")
    page.get_by_role("button", name="登记并打印回执").click()
    expect(page.get_by_role("heading", name="稿件回执")).to_be_visible()
    number = Entry.objects.get(channel=EntryChannel.POST).submission.number
    expect(page.get_by_text(number)).to_be_visible()
    assert axe_violations(page) == []
    assert sorted(Entry.objects.values_list("channel", flat=True)) == ["mail", "mail", "post"]
