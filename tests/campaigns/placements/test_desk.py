"""The placements' desk."""

import datetime as dt
import io
from typing import Any

import pypdf
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.domain.placements import place_ad
from campaigns.enums import PlacementState
from campaigns.filing import stickers
from campaigns.models import Placement, PsaPage, ShowingTally, StickerPrint
from foundation.intake.sheets import read_rows
from foundation.models import Region
from tests.campaigns.placements.test_sheets import row, sheet
from tests.factories.campaigns import MediumFactory, details, placement, psa_file
from tests.factories.foundation import OrganisationFactory, RegionFactory, UserFactory
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """Log in somebody who keeps placements and media."""
    user = UserFactory.create()
    acts = [f"{act}_{model}" for act in ("add", "change", "view", "delete") for model in ("placement", "medium")]
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_damagetask", *acts]))
    client.force_login(user)
    return client


def typed(**changes: object) -> dict[str, object]:
    """Return what the form sends."""
    entered = details()
    return {
        "psa_file": entered.psa_file.pk,
        "medium": entered.medium.pk,
        "region": entered.region.pk,
        "organisation": entered.organisation.pk,
        "address": "人民路1号",
        "starts_on": "2026-07-06",
        "times_shown": "12",
        "is_up": "on",
        **changes,
    }


def test_one_is_entered_corrected_and_deleted(desk: Client) -> None:
    form = typed(longitude="104.0663", latitude="30.5730", datum="gcj02")
    desk.post(reverse("placement:add"), form)
    placed = Placement.objects.get()
    assert (placed.state, placed.times_shown, placed.datum) == (PlacementState.UP, 12, "gcj02")
    page = desk.get(reverse("placement:edit", args=[placed.pk])).content.decode()
    assert "104.066300" in page
    desk.post(reverse("placement:edit", args=[placed.pk]), {**form, "times_shown": "40"})
    assert set(ShowingTally.objects.filter(placements=1).values_list("times", flat=True)) == {40}
    desk.post(reverse("placement:delete", args=[placed.pk]))
    assert (Placement.objects.count(), ShowingTally.objects.filter(placements=1).count()) == (0, 0)


def test_what_the_verb_refuses_stands_in_the_form(desk: Client) -> None:
    expired = psa_file(valid_until=dt.date(2026, 7, 1))
    answer = desk.post(reverse("placement:add"), typed(psa_file=expired.pk))
    assert (answer.status_code, Placement.objects.count()) == (200, 0)
    assert "人民路1号" in answer.content.decode()


def test_lists_take_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    for name in ("placement:index_results", "placement:take_down", "medium:index_results"):
        desk.get(reverse(name))
        counts = []
        for new in (1, 2):
            for _ in range(new):
                placement(ends_on=dt.date(2026, 7, 7))
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(reverse(name)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


def test_the_filters_lead_to_the_rows(desk: Client) -> None:
    city = RegionFactory.create(name="澄川市", level=2)
    inside = placement(region=RegionFactory.create(parent=city), address="城内")
    placement(address="城外")
    queries = [
        {"within": city.code},
        {"within": "澄川"},
        {"unit": inside.organisation.name},
        {"medium": inside.medium.pk},
        {"within": city.code, "counted": "yes", "first": "2026-07-06", "last": "2026-07-06"},
    ]
    for query in queries:
        page = desk.get(reverse("placement:index"), query).content.decode()
        assert ("城内" in page, "城外" in page) == (True, False)
    assert "城内" not in desk.get(reverse("placement:index"), {"state": "down"}).content.decode()
    assert Region.objects.filter(name__startswith="澄川").count() == 1


def test_one_placement_is_moved_and_photographed(desk: Client) -> None:
    placed = placement(up=False)
    url = reverse("placement:placement", args=[placed.pk])
    today = timezone.localdate()
    photo = SimpleUploadedFile("x.jpg", picture_bytes())
    desk.post(url, {"on": "2026-07-06", "to": "up", "photo": photo})
    placed.refresh_from_db()
    assert (placed.state, placed.photos.count()) == (PlacementState.UP, 1)
    wrong = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>")
    assert desk.post(url, {"on": "2026-07-06", "to": "down", "photo": wrong}).status_code == 302
    desk.post(url, {"on": today + dt.timedelta(days=1), "to": "down"})
    placed.refresh_from_db()
    assert placed.state == PlacementState.UP
    desk.post(url, {"on": today, "to": "planned"})
    desk.post(url, {"on": today, "to": "down"})
    placed.refresh_from_db()
    assert placed.state == PlacementState.DOWN
    assert placed.address in desk.get(url).content.decode()


def test_a_sheet_comes_in_through_the_desk(desk: Client) -> None:
    RegionFactory.create(name="霁湖区")
    OrganisationFactory.create(name="霁湖区文明办")
    MediumFactory.create(name="候车厅")
    psa_file(title="节约粮食")
    url = reverse("placement:sheet")
    template = desk.get(url, {"template": ""})
    assert template["Content-Disposition"] == 'attachment; filename="placements.xlsx"'
    upload = SimpleUploadedFile("s.xlsx", sheet(row(), row(媒介="飞艇<b>")))
    page = desk.post(url, {"sheet": upload}).content.decode()
    assert (Placement.objects.count(), "飞艇&lt;b&gt;" in page) == (1, True)
    assert desk.post(url, {"sheet": SimpleUploadedFile("s.xlsx", b"junk")}).status_code == 200
    assert desk.post(url).status_code == 200


def test_a_month_is_copied_through_the_desk(desk: Client) -> None:
    placement()
    url = reverse("placement:copy")
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"source": "2026-07", "target": "2026-07"}).status_code == 200
    desk.post(url, {"source": "2026-07", "target": "2026-08"})
    assert list(Placement.objects.order_by("pk").values_list("state", flat=True)) == ["up", "planned"]


def test_what_is_over_is_listed_by_unit_and_ad_in_pages(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaigns.views.take_down.ROWS", 2)
    over = [placement(ends_on=dt.date(2026, 7, 7)) for _ in range(3)]
    placement(ends_on=dt.date(2026, 7, 7), medium=MediumFactory.create(is_physical=False))
    url = reverse("placement:take_down")
    pages = [desk.get(url, query) for query in ({}, {"p": "2"}, {"unit": over[0].organisation_id}, {"unit": "x"})]
    assert [len(page.context["placements"]) for page in pages] == [2, 1, 1, 2]
    assert "共 3 处" in pages[0].content.decode()
    ad = desk.get(url, {"ad": over[1].psa_file.psa_id})
    assert [row.pk for row in ad.context["placements"]] == [over[1].pk]
    answer = desk.post(f"{url}?unit={over[0].organisation_id}", {"on": "2026-07-05", "placement": [over[0].pk]})
    assert answer["Location"] == f"{url}?unit={over[0].organisation_id}"
    assert "没有改动" in desk.get(answer["Location"]).content.decode()


def test_what_is_ticked_came_down(desk: Client) -> None:
    over = [placement(ends_on=dt.date(2026, 7, 7)) for _ in range(2)]
    url = reverse("placement:take_down")
    desk.post(url, {"on": "2026-07-08", "placement": [over[0].pk, "x", "999999"]})
    desk.post(url, {"on": "2026-07-08", "placement": [over[0].pk]})
    assert list(Placement.objects.order_by("pk").values_list("state", flat=True)) == ["down", "up"]
    assert desk.post(url, {"on": ""}).status_code == 200
    dashboard = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert url in dashboard


def drawn(desk: Client, query: str = "", part: int = 1) -> Any:
    """Have a part of the stickers drawn and return the page that says so."""
    return desk.post(f"{reverse('placement:stickers')}{query}", {"part": part}, follow=True)


@pytest.mark.django_db(transaction=True)
def test_stickers_carry_each_code_once_in_parts(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    medium = MediumFactory.create()
    placed = [placement(medium=medium), placement(medium=medium, up=False), placement()]
    placement(medium=MediumFactory.create(is_physical=False))
    place_ad(details=details(medium=medium, starts_on=dt.date(2026, 8, 1)), actor=None, code=placed[0].code)
    monkeypatch.setattr("campaigns.views.stickers.MOST_STICKERS", 2)
    codes = sorted(f"{row.code[:4]}-{row.code[4:]}" for row in placed)
    offered = desk.get(reverse("placement:stickers")).content.decode()
    assert ("共 3 张标签" in offered, "第 2 份：第 3 至 3 张" in offered) == (True, True)

    found = []
    for part in (1, 2):
        page = drawn(desk, part=part)
        assert "张标签已生成" in page.content.decode()
        answer = desk.get(page.redirect_chain[-1][0], {"pdf": ""})
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        text = "".join(each.extract_text() for each in pages)
        found.append([code for code in codes if code in text])
    assert found == [codes[:2], codes[2:]]
    narrowed = drawn(desk, query=f"?medium={medium.pk}")
    assert StickerPrint.objects.get(pk=narrowed.redirect_chain[-1][0].strip("/").split("/")[-1]).placements
    assert [drawn(desk, part=number).status_code for number in (9, 0)] == [404, 404]
    assert stickers.address_of("ABCD2345") == "http://127.0.0.1:8000/d/ABCD2345/"


@pytest.mark.django_db(transaction=True)
def test_without_the_pdf_packages_there_is_a_sentence(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    assert "都没有标签" in desk.get(reverse("placement:stickers")).content.decode()
    placement()
    assert "PDF" in drawn(desk).content.decode()
    waiting = StickerPrint.objects.create(asked_at=timezone.now() - dt.timedelta(days=2))
    assert desk.get(reverse("placement:sticker_sheet", args=[waiting.pk])).status_code == 404
    own = StickerPrint.objects.latest("pk")
    StickerPrint.objects.filter(pk=StickerPrint.objects.exclude(asked_by=None).latest("pk").pk).update(problem="")
    page = desk.get(
        reverse("placement:sticker_sheet", args=[StickerPrint.objects.exclude(asked_by=None).latest("pk").pk])
    )
    assert (page["Refresh"], own.pdf) == ("3", None)
    drawn(desk)
    assert not StickerPrint.objects.filter(pk=waiting.pk).exists()


def test_refused_rows_come_back_as_a_sheet_and_small_shares_are_remarked_on(desk: Client) -> None:
    RegionFactory.create(name="霁湖区")
    OrganisationFactory.create(name="霁湖区文明办")
    MediumFactory.create(name="候车厅", has_share=True)
    psa_file(title="节约粮食")
    rows = [row(占比="12.5%"), row(媒介="=飞艇"), row(占比="35%", 次数="1,200"), row(地址="无占比")]
    page = desk.post(reverse("placement:sheet"), {"sheet": SimpleUploadedFile("s.xlsx", sheet(*rows))})
    assert [answer.line for answer in page.context["answers"]] == [3, 2, 5, 4]
    text = page.content.decode()
    assert [part in text for part in ("面积占比 12.5%", "没有登记面积占比", "已收下，附提醒")] == [True] * 3
    assert Placement.objects.get(times_shown=1200).surface_share == 35

    back = desk.post(reverse("placement:sheet"), {"refused": page.context["refused_rows"]})
    assert read_rows(back.content)[1][2] == "=飞艇"
    for junk in ("x", "{}", "[1, {}]"):
        assert desk.post(reverse("placement:sheet"), {"refused": junk}).status_code == 200


def test_a_form_remarks_on_a_small_share(desk: Client) -> None:
    medium = MediumFactory.create(has_share=True)
    page = desk.post(reverse("placement:add"), typed(medium=medium.pk, surface_share="20"), follow=True)
    assert ("面积占比 20%" in page.content.decode(), Placement.objects.count()) == (True, 1)


def test_copying_stops_in_time_and_goes_on_where_it_stopped(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaigns.domain.copying.BATCH", 1)
    monkeypatch.setattr("campaigns.views.placements.SECONDS", -1)
    later = psa_file()
    rows = [placement(), placement(psa_file=later), placement()]
    PsaPage.objects.filter(pk=later.psa_id).update(valid_from=dt.date(2027, 1, 1))
    months = {"source": "2026-07", "target": "2026-08"}
    page = desk.post(reverse("placement:copy"), months)
    assert ("还有 2 处没有处理" in page.content.decode(), "2026-08" in page.content.decode()) == (True, True)
    monkeypatch.setattr("campaigns.views.placements.SECONDS", 60)
    page = desk.post(reverse("placement:copy"), months, follow=True)
    assert "新增计划 1 处，已有 1 处，因广告届时不在有效期而略过 1 处" in page.content.decode()
    assert [row.copies.count() for row in rows] == [1, 0, 1]
