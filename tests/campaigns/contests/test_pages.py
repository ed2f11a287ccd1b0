"""The public pages and the walk of a contributor, through the public door."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.contests import extend_contest
from campaigns.contests.models import Entry
from campaigns.contests.queries.contests import rules_of
from foundation.models import Draft, Submission
from search.models import Document
from tests.campaigns.contests.manuscripts import docx, paragraph
from tests.factories.contests import make_contest, send_piece
from tests.foundation.intake.contract import stamp, text

pytestmark = pytest.mark.django_db
FORM = {
    "contest": "shili",
    "title": "巷口的灯",
    "text": "巷口新装了一盏灯。",
    "contact_name": "样例作者",
    "contact_phone": "13900000001",
    "agree_original": "on",
    "agree_licence": "on",
    "ai_used": "no",
    "action": "send",
}


def send(client: Client, **changes: object) -> tuple[int, str]:
    page = client.post(reverse("entry"), {**FORM, "stamp": stamp("entry"), **changes})
    return page.status_code, text(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(
    client: Client, count: int, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(count):
        make_contest(f"nr-{number}")
    client.get(reverse("contests"))

    with django_assert_max_num_queries(12):  # type: ignore[operator] # pytest-django's fixture has no public type
        page = text(client.get(reverse("contests")))

    assert page.count("13 天") == count


def test_a_notice_shows_rules_and_why_they_changed(client: Client) -> None:
    contest = make_contest(groups=("少年组",), mailboxes=["a@example.cn"], label="征文")
    closes_at = rules_of(contest).closes_at + dt.timedelta(days=7)
    extend_contest(contest=contest, closes_at=closes_at, reason="应基层要求", actor=None)
    page = text(client.get(reverse("contest", args=["shili"])))

    found = [words in page for words in ("应基层要求", "少年组", "a@example.cn", "1800 字以内为宜", "还剩 20 天")]

    assert found == [True] * 5


def test_what_is_in_preparation_is_not_there(client: Client) -> None:
    make_contest(announced=False)

    assert client.get(reverse("contest", args=["shili"])).status_code == 404
    assert "示例征文" not in text(client.get(reverse("contests")))


def test_the_form_asks_only_for_what_the_rules_ask_for(client: Client) -> None:
    make_contest("plain")
    make_contest("more", asked=["address", "postcode"], groups=("少年组",), genres=["散文"])
    make_contest("adults", minors_policy="adults", ai_policy="allow", licence_text="同意结集")
    names = ("address", "group", "genre", "is_minor", "ai_used")

    shown = {
        slug: [f'name="{name}"' in text(client.get(reverse("entry"), {"contest": slug})) for name in names]
        for slug in ("plain", "more", "adults")
    }

    assert shown == {
        "plain": [False, False, False, True, True],
        "more": [True, True, True, True, True],
        "adults": [False, False, False, False, False],
    }


def test_without_a_competition_the_list_is_shown_to_choose_from(client: Client) -> None:
    make_contest()

    assert reverse("contest", args=["shili"]) in text(client.get(reverse("entry")))


@pytest.mark.parametrize(("opens", "closes"), [(1, 2), (-9, -2)])
def test_before_opening_and_after_closing_the_notice_is_shown(client: Client, opens: int, closes: int) -> None:
    now = timezone.now()
    make_contest(opens_at=now + dt.timedelta(days=opens), closes_at=now + dt.timedelta(days=closes))
    page = text(client.get(reverse("entry"), {"contest": "shili"}))

    assert 'name="text"' not in page
    assert "征集要求" in page


def test_a_piece_sent_after_closing_is_kept_and_flagged(client: Client) -> None:
    now = timezone.now()
    make_contest(opens_at=now - dt.timedelta(days=9), closes_at=now - dt.timedelta(hours=1))
    status, page = send(client)

    assert (status, Entry.objects.get().is_late) == (200, True)
    assert "在截稿后收到" in page


@pytest.mark.parametrize(
    ("rules", "changes", "sentence"),
    [
        ({"words_max": 3, "is_hard": True}, {}, "正文 9 字"),
        ({"asked": ["address"]}, {}, "本次征集要求填写此项"),
        ({}, {"is_minor": "on"}, "监护人姓名、电话"),
        ({}, {"agree_licence": ""}, "未勾选此项不能收稿"),
        ({}, {"contest": "none"}, "请先选择要参加的征集活动"),
        (
            {"opens_at": dt.datetime(2090, 1, 1, tzinfo=dt.UTC), "closes_at": dt.datetime(2091, 1, 1, tzinfo=dt.UTC)},
            {},
            "尚未开始",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: Client, rules: dict[str, object], changes: dict[str, str], sentence: str
) -> None:
    make_contest(**rules)  # type: ignore[arg-type] # rules of any kind
    status, page = send(client, **changes)

    assert status == 422
    assert sentence in page
    assert "巷口新装了一盏灯。" in page
    assert Entry.objects.count() == 0


def test_a_soft_limit_refuses_nothing(client: Client) -> None:
    make_contest(words_max=3)

    assert send(client)[0] == 200


def test_a_file_is_read_shown_and_kept_with_the_entry(client: Client) -> None:
    contest = make_contest(groups=("少年组",))
    upload = SimpleUploadedFile("../../<b>灯.docx", docx(paragraph("文件里的灯", "，𠮷龘。")))
    group = str(contest.groups.get().pk)
    status, page = send(client, text="", group=group, files=upload)
    draft = re.search(r'name="draft" value="([^"]+)"', page)

    assert (status, Entry.objects.count()) == (200, 0)
    assert "文件里的灯，𠮷龘。" in page
    assert draft is not None
    key = Draft.objects.get().submission_key
    later = {"draft": draft[1], "text": "文件里的灯，𠮷龘。", "group": group, "stamp": stamp("entry", key)}
    status, _receipt = send(client, **later)
    entry = Entry.objects.get()

    assert (status, entry.submission.submission_key) == (200, key)
    assert entry.head is not None
    assert (entry.head.files.count(), entry.head.words) == (1, 9)


def test_choosing_another_file_replaces_the_first(client: Client) -> None:
    make_contest()
    first = send(client, action="read", files=SimpleUploadedFile("a.txt", "第一稿".encode()))[1]
    draft = re.search(r'name="draft" value="([^"]+)"', first)
    assert draft is not None
    second = send(client, action="read", draft=draft[1], files=SimpleUploadedFile("b.txt", "第二稿".encode()))[1]

    assert "第二稿" in second
    assert "第一稿" not in second


@pytest.mark.parametrize(
    ("files", "sentence"),
    [(None, "请先选择文件"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "文件已损坏"), (b"", "空")],
)
def test_a_file_that_cannot_be_read_costs_no_text(client: Client, files: bytes | None, sentence: str) -> None:
    make_contest()
    chosen = {} if files is None else {"files": SimpleUploadedFile("a.doc", files)}
    status, page = send(client, action="read", **chosen)

    assert status == 422
    assert sentence in page
    assert "巷口新装了一盏灯。" in page


def test_reading_with_an_old_page_and_reading_too_often_lose_nothing() -> None:
    make_contest()
    strict = Client(enforce_csrf_checks=True)
    codes = {send(strict, action="read", files=SimpleUploadedFile("a.txt", b"x"))[0]}
    often = Client()
    same = stamp("entry")
    for _ in range(21):
        status, page = send(often, action="read", stamp=same)

    assert (codes, status) == ({403}, 429)
    assert "巷口新装了一盏灯。" in page


def test_nothing_of_an_entry_is_found_by_readers(client: Client) -> None:
    contest = make_contest()
    receipt = send_piece(contest, title="植入题目𠮷", text="植入正文龘")
    pages = [text(client.get(url)) for url in ("/", "/contests/", "/contests/shili/", "/feeds/all.xml", "/sitemap.xml")]

    planted = ("植入题目𠮷", "植入正文龘", "样例作者", receipt.number)
    assert [word for word in planted for page in pages if word in page] == []
    assert not Document.objects.filter(text__contains="植入").exists()
    assert Submission.objects.get().kind == "entry"


def test_the_help_page_leads_to_the_look_up(client: Client) -> None:
    page = text(client.get(reverse("contests_help")))
    assert (reverse("intake-lookup") in page, page.count("<li>") >= 6) == (True, True)


def test_what_may_be_left_open_says_so_and_nothing_else_does(client: Client) -> None:
    make_contest(asked=["unit"], minors_policy="consent", ai_policy="declare", groups=("少年组",))
    page = text(client.get(reverse("entry"), {"contest": "shili"}))
    labels = re.findall(r'<label class="intake-label"[^>]*>(.*?)</label>', page)
    optional = {label.removesuffix("（选填）") for label in labels if label.endswith("（选填）")}

    assert optional == {
        "选择文件",
        "您的电子邮箱",
        "笔名",
        "与作者的关系",
        "如有，请写明使用了什么工具、用于哪些部分",
    }
