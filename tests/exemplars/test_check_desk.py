"""Letters, papers, tabs and reading side by side at the desk."""

import datetime as dt
import sys
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import ImageFile

from exemplars.domain.checks import keep_sheet
from exemplars.enums import DeskTab, NominationState, RoundState
from exemplars.models import DeskFile, Nomination, OfficeCheck, OfficeLetter, Round
from exemplars.queries.nominations import desk_nominations, in_tab, tab_counts
from exemplars.queries.notices import today
from foundation.models import AuditLine
from tests.exemplars.asking import ASKED, DUE, answered, asked, scan, shortlisted
from tests.exemplars.nominating import NOMINATOR, nominated, open_category, reviewer
from tests.exemplars.papers import RARE, fonts_of, text_of
from tests.factories.exemplars import QuotaFactory
from tests.factories.foundation import UserFactory


@pytest.fixture
def desk() -> Client:
    """Return a reviewer's browser."""
    client = Client()
    client.force_login(reviewer())
    return client


def page(browser: Client, name: str, *args: Any, **query: str) -> str:
    """Return a page of the desk."""
    return browser.get(reverse(f"nominations:{name}", args=args), query).content.decode()


@pytest.mark.django_db
def test_the_desk_writes_a_letter_and_records_its_answer(desk: Client) -> None:
    one, two = shortlisted(2)
    address = reverse("nominations:letters", args=[one.round_id])
    form = page(desk, "letters", one.round_id)
    assert [form.count(f'value="{each.pk}"') for each in (one, two)] == [1, 1]
    assert form.count("checked") == 2
    assert page(desk, "letters", one.round_id, nomination=str(two.pk)).count("checked") == 1
    data = {"office": "澄川市税务局", "question": "有无欠税？", "asked_on": "2026-03-02", "due_on": "2026-03-09"}
    wrong = desk.post(address, data).content.decode()
    assert ("请至少选择一名推荐对象。" in wrong, "有无欠税？" in wrong) == (True, True)
    late = desk.post(address, {**data, "nominations": [one.pk], "due_on": "2026-03-01"}).content.decode()
    assert "反馈日期早于发函日期。" in late
    desk.post(address, {**data, "nominations": [one.pk, two.pk]})
    letter = OfficeLetter.objects.get()
    listed = page(desk, "letters", one.round_id)
    assert [text for text in ("澄川市税务局", "逾期", "共 2 人，2 人未反馈") if text not in listed] == []
    at = reverse("nominations:letter", args=[letter.public_id])
    first, second = OfficeCheck.objects.order_by("pk")
    answer = {"checks": [first.pk], "opinion": "agrees", "answer": "", "answered_on": "2026-03-05", "file": scan()}
    assert "这里不收这类文件" in desk.post(at, {**answer, "file": scan(b"MZ")}).content.decode()
    assert "请写明理由" in desk.post(at, {**answer, "opinion": "objects", "file": ""}).content.decode()
    assert OfficeCheck.objects.filter(answered_on__isnull=False).count() == 0
    desk.post(at, {**answer, "file": scan()})
    shown = page(desk, "letter", letter.public_id)
    assert [text for text in ("无异议", "2026-03-05", "复函.png") if text not in shown] == []
    assert second.pk == OfficeCheck.objects.get(answered_on__isnull=True).pk
    nomination = page(desk, "nomination", one.submission.public_id)
    assert [text for text in ("澄川市税务局", "无异议", "复函.png") if text not in nomination] == []
    assert "共 2 人，1 人未反馈" in page(desk, "letters", one.round_id)
    assert "1 项未反馈" in page(desk, "round", one.round_id)


@pytest.mark.django_db
def test_the_letter_is_paper_with_its_fonts_in_it(desk: Client) -> None:
    letter = asked(shortlisted(2))
    words = ("澄川市公安局", f"{RARE}0", f"{RARE}1", "2026年3月9日", "回执", "有无不宜推荐的情形？")
    shown = page(desk, "letter_paper", letter.public_id)
    assert [text for text in words if text not in shown] == []
    answer = desk.get(reverse("nominations:letter_pdf", args=[letter.public_id]))
    assert (answer["Content-Type"], answer["Cache-Control"][:17]) == ("application/pdf", "no-store, private")
    assert [text for text in words if text not in text_of(answer.content)] == []
    assert set(fonts_of(answer.content).values()) == {True}
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
    assert [planted for planted in NOMINATOR.values() if planted in shown + text_of(answer.content)] == []


@pytest.mark.django_db
def test_the_sheet_is_paper_and_comes_back_as_a_scan(desk: Client) -> None:
    made = nominated(name=RARE)
    key = made.submission.public_id
    answer = desk.get(reverse("nominations:sheet_pdf", args=[key]))
    assert [text for text in (RARE, "文明办意见") if text not in text_of(answer.content)] == []
    at = reverse("nominations:nomination", args=[key])
    assert "请选择扫描件。" in desk.post(at, {"act": "sheet"}).content.decode()
    assert "这里不收这类文件" in desk.post(at, {"act": "sheet", "file": scan(b"MZ")}).content.decode()
    assert desk.post(at, {"act": "sheet", "file": scan(name="盖章.png")}).status_code == 302
    kept = DeskFile.objects.get()
    shown = page(desk, "nomination", key)
    picture = reverse("nominations:scan", args=[key, kept.file.public_id])
    assert [text for text in ("盖章.png", picture) if text not in shown] == []
    seen = desk.get(picture)
    assert (seen["Content-Type"], seen["Content-Security-Policy"]) == ("image/png", "default-src 'none'; sandbox")
    assert seen["Cache-Control"].startswith("no-store, private")


@pytest.mark.django_db
def test_what_a_stranger_sent_is_never_shown_in_the_browser(desk: Client) -> None:
    made = nominated()
    kept = keep_sheet(nomination=made, upload=scan(b"%PDF-1.4 sealed", "盖章.pdf"), actor=reviewer())
    key = made.submission.public_id
    assert desk.get(reverse("nominations:scan", args=[key, kept.file.public_id]))["Content-Disposition"].startswith(
        "attachment"
    )
    DeskFile.objects.all().delete()
    assert desk.get(reverse("nominations:scan", args=[key, kept.file.public_id])).status_code == 404


@pytest.mark.django_db
def test_letters_are_for_reviewers() -> None:
    letter = asked(shortlisted())
    stranger = UserFactory.create()
    stranger.user_permissions.set(reviewer().user_permissions.filter(codename="access_admin"))
    client = Client()
    client.force_login(stranger)
    names = ("letter", "letter_paper", "letter_pdf")
    codes = [client.get(reverse(f"nominations:{name}", args=[letter.public_id])).status_code for name in names]
    assert codes == [302, 404, 404]
    assert client.get(reverse("nominations:letters", args=[letter.round_id])).status_code == 302
    client.force_login(reviewer())
    nowhere = reverse("nominations:letter", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(nowhere).status_code == 404


@pytest.mark.django_db
def test_without_the_libraries_the_page_is_printed_instead(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = asked(shortlisted())
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = desk.get(reverse("nominations:letter_pdf", args=[letter.public_id]))
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("nominations:letter_paper", args=[letter.public_id]),
    )


# -- tabs and side by side ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_tabs_hold_what_waits(desk: Client) -> None:
    where = open_category()
    QuotaFactory.create(round=where[0], category=where[1], shortlist=3)
    signed = {"proposed_by": reviewer(), "confirmed_by": reviewer()}
    new, twin, info, listed, checked = (
        nominated(where, name=name) for name in ("样例甲", "样例甲", "样例乙", "样例丙", "样例丁")
    )
    Nomination.objects.filter(pk=info.pk).update(state=NominationState.NEEDS_INFO, question="？")
    Nomination.objects.filter(pk=listed.pk).update(state=NominationState.SHORTLISTED, **signed)
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    asked([Nomination.objects.select_related("round").get(pk=checked.pk)])
    held = {tab: set(in_tab(desk_nominations(), tab).values_list("pk", flat=True)) for tab in DeskTab}
    assert held == {
        DeskTab.NEW: {new.pk, twin.pk, checked.pk},
        DeskTab.NEEDS_INFO: {info.pk},
        DeskTab.LIKELY: {new.pk, twin.pk},
        DeskTab.CHECKS: {checked.pk},
        DeskTab.SHORTLIST: {listed.pk},
    }
    assert tab_counts() == {tab: len(keys) for tab, keys in held.items()}
    waiting = page(desk, "index", desk="checks")
    assert [text for text in ("样例丁", "1 项未复，1 项逾期", "征求意见未复 (1)") if text not in waiting] == []
    assert "样例甲" not in waiting
    assert "1 / 3" in page(desk, "index", desk="shortlist")
    Round.objects.update(
        state=RoundState.ANNOUNCED, notice_starts_on=ASKED, notice_ends_on=DUE, announced_on=dt.date(2026, 4, 1)
    )
    assert set(tab_counts().values()) == {0}


@pytest.mark.django_db
def test_two_nominations_are_read_side_by_side(desk: Client) -> None:
    where = open_category()
    one, other = (
        nominated(where, unit="公交公司"),
        nominated(where, unit="三车队", deeds="十个字以上的另一份事迹材料。"),
    )
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    letter = asked([Nomination.objects.select_related("round").get(pk=one.pk)])
    answered(letter, answer="查无记录")
    address = reverse("nominations:compare")
    keys = {"one": str(one.submission.public_id), "other": str(other.submission.public_id)}
    shown = desk.get(address, keys)
    texts = ("公交公司", "三车队", "另一份事迹材料", "澄川市公安局", "查无记录", "姓名相同")
    assert [text for text in texts if text not in shown.content.decode()] == []
    assert shown["Cache-Control"].startswith("no-store")
    assert AuditLine.objects.filter(verb="open_submission").count() == 2
    for wrong in ({"other": keys["one"]}, {"other": "x"}, {"other": "00000000-0000-4000-8000-000000000000"}):
        assert desk.get(address, {**keys, **wrong}).status_code == 404
    assert address in page(desk, "nomination", one.submission.public_id)


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["letters", "letter", "letter_paper", "index", "nomination"])
def test_pages_take_as_many_queries_for_three_as_for_one(desk: Client, place: str) -> None:
    made = shortlisted(3)
    counts = []
    for number in (1, 3):
        OfficeCheck.objects.all().delete()
        OfficeLetter.objects.all().delete()
        letter = asked(made[:number])
        if place in ("letters", "nomination"):
            for again in range(number - 1):
                asked(made[:number], office=f"单位{again}")
        args: dict[str, list[Any]] = {
            "letters": [letter.round_id],
            "index": [],
            "nomination": [made[0].submission.public_id],
        }
        address = reverse(f"nominations:{place}", args=args.get(place, [letter.public_id]))
        query = {"desk": "checks"} if place == "index" else {}
        desk.get(address, query)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address, query).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_letter_proposes_five_working_days_where_the_calendar_knows_them(desk: Client) -> None:
    made = shortlisted()
    proposed = page(desk, "letters", made[0].round_id)
    assert f'value="{today():%Y-%m-%d}"' in proposed
