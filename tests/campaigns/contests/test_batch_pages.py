"""The page of a unit and the organiser's screens of batches."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.batch_links import OPEN_TRIES, open_link, revoke_link
from campaigns.contests.domain.contests import rule_values
from campaigns.contests.enums import BatchState
from campaigns.contests.models import BatchLink, BatchRun, Contest, Entry, RuleSet
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.views.batch_senders import COOKIE
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.models import IntakeFile
from tests.campaigns.contests.batch_files import PUPIL, archive, manuscript, sheet, uploads
from tests.campaigns.contests.test_batches import make_batch_link, run
from tests.factories.contests import make_contest
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


def sent_form(contest: Contest, *rows: dict[str, str], files: bytes | None = None, **changes: Any) -> dict[str, Any]:
    data = {
        "teacher": "样例老师",
        "phone": "13900000001",
        "is_original": "on",
        "agrees_licence": "on",
        "ai_used": "no",
        "attests": "on",
        **uploads(sheet(contest, *rows), files or archive(我的家乡__docx=manuscript())),
    }
    return {**data, **changes}


def opened(client: Client, token: str, phone: str = "13900000001") -> tuple[int, str]:
    """Show the answers of what was sent under a telephone; returns status and page."""
    shown = client.post(reverse("contest-batch-open", args=[token]), {"phone": phone}, follow=True)
    return shown.status_code, shown.content.decode()


def test_whoever_holds_the_address_alone_sees_no_pupil(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    made = run(
        link, sheet(contest, {}, {"name": "样例二", "files": "样例二的作文.docx"}), archive(我的家乡__docx=manuscript())
    )
    entry = Entry.objects.select_related("submission").get()
    page, answers, change = (
        reverse("contest-batch", args=[token]),
        reverse("contest-batch-answers", args=[token, made.public_id]),
        reverse("contest-batch-change", args=[token, entry.submission.number]),
    )
    closed = client.get(page).content.decode()
    led = [client.get(path)["Location"] for path in (answers, change)]
    status, wrong = opened(client, token, "13900000099")
    right = opened(client, token, "+86 139-0000-0001")
    other = Client()
    run(link, sheet(contest, {"name": "样例三"}), archive(我的家乡__docx=manuscript()), phone="13900000002")

    assert [word in closed for word in ("样例学生", "我的家乡", "样例二", entry.submission.number)] == [False] * 4
    assert ("2 行" in closed, led) == (True, [f"{page}#answers"] * 2)
    assert (status, "没有用这个电话报送过" in wrong, "样例学生" in wrong) == (404, True, False)
    assert (right[0], [word in right[1] for word in ("样例学生", "样例二的作文", change)]) == (200, [True] * 3)
    assert client.get(answers).status_code == 200
    assert reverse("entry-change", args=[entry.submission.link_token.reveal()]) == client.get(change)["Location"]
    mine = opened(other, token, "13900000002")[1]
    assert ["样例三" in mine, "样例学生" in mine] == [True, False]


def test_a_row_sent_first_by_another_teacher_opens_nothing(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()), phone="13900000002")
    entry = Entry.objects.select_related("submission").get()
    page = opened(client, token, "13900000002")[1]
    change = reverse("contest-batch-change", args=[token, entry.submission.number])

    assert [word in page for word in ("此前已收", entry.submission.number, change)] == [True, True, False]
    assert client.get(change)["Location"] == reverse("contest-batch", args=[token]) + "#answers"


def test_telephones_cannot_be_tried_without_end(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    assert {opened(client, token, f"139000001{each:02}")[0] for each in range(OPEN_TRIES)} == {404}
    status, page = opened(client, token)
    assert (status, "填错次数过多" in page, "样例学生" in page) == (429, True, False)
    assert opened(client, make_batch_link(contest, "另一学校")[1], "")[0] == 422
    anew = client.get(reverse("contest-batch-open", args=[token]))
    assert anew["Location"] == reverse("contest-batch", args=[token])
    assert opened(client, "x" * 32)[0] == 404
    BatchLink.objects.filter(pk=link.pk).update(
        made_at=timezone.now() - dt.timedelta(days=2), expires_at=timezone.now() - dt.timedelta(days=1)
    )
    assert opened(client, token)[0] == 410


def test_a_cookie_of_ones_own_making_opens_nothing(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    made = run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    page = reverse("contest-batch", args=[token])
    for value in (str(made.pk), f"{made.pk}:1:x", "x"):
        client.cookies[COOKIE] = value
        assert "样例学生" not in client.get(page).content.decode()


def test_a_teacher_downloads_the_template_sends_it_and_reads_the_answers(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    page = reverse("contest-batch", args=[token])
    template = client.get(reverse("contest-batch-template", args=[token]))
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(template.content)).active[1]]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page, sent_form(contest, {}, {"name": "样例二", "files": "没有.docx"}))
    shown = client.get(page)
    text = shown.content.decode()
    made = BatchRun.objects.get(link=link)
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("contest-batch-answers", args=[token, made.public_id])).content)
    )
    rows = [[cell.value for cell in row] for row in book.active]

    assert heads[:4] == ["作者姓名", "年级班级", "作品题目", "文件名"]
    assert answer["Location"] == f"{page}#answers"
    assert "压缩包里没有文件“没有.docx”" in text
    assert Entry.objects.get().submission.number in text
    assert [word in text for word in ("样例学生", "样例二", "样例家长", "13900000001")] == [True, True, False, False]
    assert (shown["Cache-Control"], shown["Referrer-Policy"]) == ("no-store, private", "same-origin")
    assert [*rows[1][3:], *rows[2][3:5], rows[2][1]] == ["样例学生", "我的家乡", "成功", "样例二", "我的家乡", None]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"teacher": ""}, "请填写您的姓名"),
        ({"sheet": ""}, "请选择填好的表格"),
        ({"archive": SimpleUploadedFile("a.zip", b"no zip")}, "不收这类文件"),
        ({"is_original": ""}, "不勾选此项无法收稿"),
        ({"ai_used": ""}, "请选择是否使用了工具"),
        ({"ai_used": "yes"}, "请写明哪些稿件、使用了什么工具"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(client: Client, changes: dict[str, Any], said: str) -> None:
    contest = make_contest()
    _link, token = make_batch_link(contest)
    response = client.post(reverse("contest-batch", args=[token]), sent_form(contest, {}, **changes))
    text = response.content.decode()
    assert (response.status_code, said in text, "13900000001" in text) == (422, True, True)
    assert (BatchRun.objects.count(), IntakeFile.objects.count()) == (0, 0)


def test_what_is_said_of_tools_stands_with_each_entry(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    contest = make_contest()
    _link, token = make_batch_link(contest)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("contest-batch", args=[token]), sent_form(contest, {}, ai_used="yes", ai_detail="样例工具润色")
        )
    declared = {row.kind: (row.text, row.detail) for row in Entry.objects.get().declarations.all()}
    assert declared["ai_use"] == ("使用了写作工具", "样例工具润色")


def test_wrong_and_revoked_addresses_are_not_there_and_an_expired_one_says_so(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    page = reverse("contest-batch", args=[token])
    made = run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    answers = reverse("contest-batch-answers", args=[token, made.public_id])
    template = reverse("contest-batch-template", args=[token])
    BatchLink.objects.filter(pk=link.pk).update(
        made_at=timezone.now() - dt.timedelta(days=2), expires_at=timezone.now() - dt.timedelta(days=1)
    )
    assert [client.get(path).status_code for path in (page, answers, template)] == [410, 404, 404]
    assert client.post(page, {}).status_code == 410
    revoke_link(link=link, actor=UserFactory.create())
    assert [client.get(path).status_code for path in (page, answers, template)] == [404] * 3
    assert client.get(reverse("contest-batch", args=["x" * 32])).status_code == 404


def test_one_units_link_opens_no_other_units_answers(client: Client) -> None:
    contest = make_contest()
    mine, _token = make_batch_link(contest)
    made = run(mine, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    _other, token = make_batch_link(contest, "另一学校")
    assert client.get(reverse("contest-batch-answers", args=[token, made.public_id])).status_code == 404
    assert client.post(reverse("contest-batch-restart", args=[token, made.public_id])).status_code == 404


def test_a_stuck_run_is_gone_on_with_from_the_page(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    made = run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    BatchRun.objects.update(state=BatchState.WORKING, touched_at=timezone.now() - dt.timedelta(hours=1))
    assert "继续处理" in client.get(reverse("contest-batch", args=[token])).content.decode()
    client.post(reverse("contest-batch-restart", args=[token, made.public_id]))
    assert BatchRun.objects.get().state == BatchState.WAITING


def test_what_is_too_large_too_early_too_often_or_unsigned_ends_in_a_sentence(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    page = reverse("contest-batch", args=[token])
    too_large = client.post(page, sent_form(contest, {}), headers={"content-length": str(10**9)})
    assert (too_large.status_code, "超过 200 MB" in too_large.content.decode()) == (413, True)
    strict = Client(enforce_csrf_checks=True)
    assert "页面打开时间过长" in strict.post(page, sent_form(contest, {})).content.decode()
    for _each in range(60):
        client.post(page, {})
    assert "次数过多" in client.post(page, sent_form(contest, {})).content.decode()
    early = make_contest("early", opens_at=timezone.now() + dt.timedelta(days=1))
    _link, other = make_batch_link(early)
    assert "尚未开始" in client.post(reverse("contest-batch", args=[other]), sent_form(early, {})).content.decode()
    assert BatchRun.objects.filter(link=link).count() == 0


def test_the_page_takes_as_many_queries_for_three_runs_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    page = reverse("contest-batch", args=[token])
    client.get(page)
    counts = []
    for more in (1, 2):
        for number in range(more):
            run(link, sheet(contest, {"name": f"样例{more}{number}"}), archive(我的家乡__docx=manuscript()))
        opened(client, token)
        with django_assert_max_num_queries(40) as asked:
            client.get(page)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]
    assert PUPIL["name"] not in client.get(page).content.decode()


# The organiser's screens.


@pytest.fixture
def desk(client: Client) -> Client:
    """Log an organiser in."""
    user = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_contest"]))
    client.force_login(user)
    return client


def test_the_organiser_makes_a_link_that_is_shown_once_and_revokes_it(desk: Client) -> None:
    contest = make_contest()
    last_day = (timezone.now() + dt.timedelta(days=20)).date().isoformat()
    values = {"contest": contest.pk, "unit": " 样例  小学 ", "last_day": last_day}
    made = desk.post(reverse("contest_batches:new"), values)
    token = made.context["address"].rstrip("/").rpartition("/")[2]
    link = open_link(token=token)
    screen = reverse("contest_batches:link", args=[link.pk])

    assert (link.unit, "no-store" in made["Cache-Control"]) == ("样例 小学", True)
    assert "样例 小学" in desk.get(reverse("contest_batches:index")).content.decode(), "the list is open to organisers"
    assert [token in desk.get(path).content.decode() for path in (screen, reverse("contest_batches:index"))] == [
        False,
        False,
    ]
    assert "该单位已有链接" in desk.post(reverse("contest_batches:new"), values).content.decode()
    desk.post(screen)
    assert "已撤销" in desk.get(screen).content.decode()
    assert BatchLink.objects.get().revoked_at is not None


@pytest.mark.parametrize("wrong", [{"unit": ""}, {"last_day": "2020-01-01"}, {"contest": 0}])
def test_a_link_needs_unit_day_and_competition(desk: Client, wrong: dict[str, Any]) -> None:
    contest = make_contest()
    last_day = (timezone.now() + dt.timedelta(days=20)).date().isoformat()
    desk.post(reverse("contest_batches:new"), {"contest": contest.pk, "unit": "甲", "last_day": last_day, **wrong})
    assert BatchLink.objects.count() == 0


def test_the_organiser_sees_every_answer_and_goes_on_with_a_stuck_run(desk: Client) -> None:
    contest = make_contest()
    link, _token = make_batch_link(contest)
    made = run(link, sheet(contest, {}, {"name": "样例二", "files": "没有.docx"}), archive(我的家乡__docx=manuscript()))
    BatchRun.objects.update(state=BatchState.WORKING, touched_at=timezone.now() - dt.timedelta(hours=1))
    page = desk.get(reverse("contest_batches:link", args=[link.pk])).content.decode()
    assert [word in page for word in ("压缩包里没有文件“没有.docx”", "继续处理")] == [True, True]
    restart = reverse("contest_batches:restart", args=[link.pk, made.public_id])
    desk.get(restart)
    assert BatchRun.objects.get().state == BatchState.WORKING
    desk.post(restart)
    assert BatchRun.objects.get().state == BatchState.WAITING


def test_the_list_takes_as_many_queries_for_three_links_as_for_one(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    contest = make_contest()
    make_batch_link(contest)
    desk.get(reverse("contest_batches:index_results"))
    counts = []
    for units in (("甲",), ("乙", "丙")):
        for unit in units:
            make_batch_link(contest, unit)
        with django_assert_max_num_queries(40) as asked:
            desk.get(reverse("contest_batches:index_results"))
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_batches_are_for_those_who_keep_the_competition(client: Client) -> None:
    link, _token = make_batch_link(make_contest())
    clerk = UserFactory.create()
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_entry"]))
    client.force_login(clerk)
    paths = [
        reverse("contest_batches:index"),
        reverse("contest_batches:new"),
        reverse("contest_batches:link", args=[link.pk]),
    ]
    assert [client.get(path).status_code for path in paths] == [302, 302, 302]
    client.post(paths[2])
    assert BatchLink.objects.get().revoked_at is None
    assert "contest-batches" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("wrong", [{"state": "unknown"}, {"state": "failed"}, {"done": 5}])
def test_the_database_refuses_runs_that_say_too_little(wrong: dict[str, Any]) -> None:
    contest = make_contest()
    made = run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchRun.objects.filter(pk=made.pk).update(**wrong)


def test_a_teacher_corrects_a_row_that_was_taken_until_closing(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    run(link, sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    entry = Entry.objects.get()
    number = entry.submission.number
    page = reverse("contest-batch", args=[token])
    change = reverse("contest-batch-change", args=[token, number])
    opened(client, token)
    shown = client.get(page).content.decode()
    led = client.get(change, follow=True)
    stranger = make_batch_link(contest, unit="样例二小")[1]
    strange = [
        client.get(reverse("contest-batch-change", args=[each, number])).status_code for each in (stranger, "x" * 43)
    ]
    RuleSet.objects.create(
        **{**rule_values(rules_of(contest)), "closes_at": timezone.now() - dt.timedelta(days=1)},
        contest=make_contest("over", announced=False),
        version=2,
        reason="x",
    )
    Entry.objects.update(contest=Contest.objects.get(slug="over"))
    BatchLink.objects.filter(pk=link.pk).update(contest=Contest.objects.get(slug="over"))
    closed = client.get(page).content.decode()

    assert (change in shown, change in closed, number in closed) == (True, False, True)
    assert (led.status_code, "样例家长" in led.content.decode(), led["Cache-Control"]) == (
        200,
        True,
        "no-store, private",
    )
    assert strange == [404, 404]


def test_erasing_a_pupil_takes_the_names_out_of_the_answers(client: Client) -> None:
    contest = make_contest()
    link, token = make_batch_link(contest)
    made = run(link, sheet(contest, {}, {"name": "样例二", "files": "没有.docx"}), archive(我的家乡__docx=manuscript()))
    erase_submission(submission=Entry.objects.get().submission, actor=None)
    made.refresh_from_db()
    page = opened(client, token)[1]

    assert [word in page for word in ("样例学生", "样例二", "没有.docx")] == [False, False, True]
    assert "样例二" not in made.answers.reveal()
