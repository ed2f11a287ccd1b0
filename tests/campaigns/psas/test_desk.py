"""The desk: an editor makes an ad, sees its sizes and what to look at, and keeps the lists around it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models import PsaCategory, PsaDownload, PsaPage
from campaigns.rules.ad_words import Concern, findings
from tests.factories.campaigns import psa, psa_file, psa_library
from tests.factories.media import PictureFactory
from tests.factories.news import user

Capture = Callable[..., AbstractContextManager[Any]]


@pytest.mark.parametrize(
    ("text", "concern", "words"),
    [
        ("更多内容见www.example.cn", Concern.WEB_ADDRESS, "www.example.cn"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", Concern.WEB_ADDRESS, "www.example.com"),
        ("详情 https://example.org/a?b=1，欢迎", Concern.WEB_ADDRESS, "https://example.org/a?b=1,"),
        ("热线：０１０－６５５５５５５５", Concern.TELEPHONE, "010-65555555"),
        ("请拨400-800-1234", Concern.TELEPHONE, "400-800-1234"),
        ("手机13900000000", Concern.TELEPHONE, "13900000000"),
        ("地址：人民路12号", Concern.ADDRESS, "人民路12号"),
        ("全场特价", Concern.PRODUCT, "特价"),
        ("只要9.9元", Concern.PRODUCT, "9.9元"),
    ],
)
def test_words_that_an_ad_should_not_hold_are_found(text: str, concern: Concern, words: str) -> None:
    assert [(each.concern, each.words) for each in findings(text)] == [(concern, words)]


@pytest.mark.parametrize(
    "text",
    [
        "一粥一饭，当思来处不易",
        "请拨打12345",
        "2026年11月19日，第128期，一路同行1号公约",
        "光盘行动 从我做起 95255次",
        "",
    ],
)
def test_words_that_may_stand(text: str) -> None:
    assert [each for each in findings(text) if each.concern is not Concern.ADDRESS] == []


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    assert all(each.words for each in findings(text))


def test_a_logo_takes_a_fifth_at_most() -> None:
    assert [each.concern for each in findings("", logo_share=21)] == [Concern.LOGO]
    assert list(findings("", logo_share=20)) == []


@pytest.fixture
def editor(client: Client) -> Client:
    """Return the browser of a publisher."""
    person = user()
    person.groups.add(Group.objects.get(name="签发"))
    client.force_login(person)
    return client


def form_values(**changes: Any) -> dict[str, Any]:
    """Return the form of an ad as a browser sends it."""
    return {
        "title": "节约粮食 从我做起",
        "category": PsaCategory.objects.get(name="节约粮食").pk,
        "psa_kind": "flat",
        "producer": "澄川市文明办",
        "supply_kind": "own",
        "weight": 1,
        "licence_text": "任何单位可以免费刊播。",
        "more_pictures-TOTAL_FORMS": 0,
        "more_pictures-INITIAL_FORMS": 0,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "1",
        **changes,
    }


@pytest.mark.django_db
def test_a_publisher_makes_an_ad_with_a_master_and_readers_get_its_files(
    editor: Client, django_capture_on_commit_callbacks: Capture
) -> None:
    picture = PictureFactory.create()
    address = reverse("wagtailadmin_pages:add", args=("campaigns", "psapage", psa_library().pk))
    assert editor.get(address).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        answer = editor.post(address, form_values(master=picture.pk, wording="购买请上www.example.cn", logo_share=30))

    made = PsaPage.objects.get()
    assert answer.status_code == 302
    assert (made.live, made.slug, [file.size for file in made.files.all()]) == (
        True,
        str(made.number_id),
        ["master", "portrait", "banner"],
    )
    page = editor.get(reverse("wagtailadmin_pages:edit", args=(made.pk,))).content.decode()
    assert "公益广告不得出现网址" in page
    assert "企业标识超过画面的五分之一" in page
    assert "原图像素不足，未生成： 横屏 16:9" in page
    assert Client().get(made.path_on_site()).status_code == 200


@pytest.mark.django_db
def test_the_last_day_must_not_lie_before_the_first(editor: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=("campaigns", "psapage", psa_library().pk))

    answer = editor.post(address, form_values(valid_from="2026-05-02", valid_until="2026-05-01"))

    assert answer.status_code == 200
    assert "最后一天" in answer.content.decode()
    assert not PsaPage.objects.exists()


@pytest.mark.django_db
def test_the_desk_sees_files_that_readers_do_not(editor: Client) -> None:
    file = psa_file(live=False, content=b"poster")

    answer = editor.get(reverse("psa_file_preview", args=(file.pk,)))

    assert b"".join(answer.streaming_content) == b"poster"  # type: ignore[attr-defined]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(reverse("psa_file_preview", args=(file.pk,))).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["psa_category:index", "psa_language:index", "psa_downloads:index"])
def test_the_lists_cost_the_same_with_one_and_with_three(editor: Client, name: str) -> None:
    address = reverse(name)

    def queries() -> int:
        editor.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert editor.get(address).status_code == 200
        return len(caught)

    PsaDownload.objects.create(psa=psa(), purpose="某校宣传栏")
    one = queries()
    for _ in range(2):
        PsaDownload.objects.create(psa=psa(), size="square")

    assert queries() == one


@pytest.mark.django_db
def test_an_editor_reads_the_register_and_changes_nothing(client: Client) -> None:
    person = user()
    person.groups.add(Group.objects.get(name="编辑"))
    client.force_login(person)
    row = PsaDownload.objects.create(psa=psa(), purpose="某校宣传栏")

    assert "某校宣传栏" in client.get(reverse("psa_downloads:index")).content.decode()
    assert client.get(reverse("psa_downloads:edit", args=(row.pk,))).status_code == 302
