"""The placements' desk."""

import datetime as dt
import io

import pypdf
import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import PlacementState
from campaigns.filing import stickers
from campaigns.models import Placement, ShowingTally
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


def test_what_is_ticked_came_down(desk: Client) -> None:
    over = [placement(ends_on=dt.date(2026, 7, 7)) for _ in range(2)]
    url = reverse("placement:take_down")
    desk.post(url, {"on": "2026-07-08", "placement": [over[0].pk, "x", "999999"]})
    desk.post(url, {"on": "2026-07-08", "placement": [over[0].pk]})
    assert list(Placement.objects.order_by("pk").values_list("state", flat=True)) == ["down", "up"]
    assert desk.post(url, {"on": ""}).status_code == 200
    dashboard = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert url in dashboard


def test_stickers_carry_each_code_once(desk: Client) -> None:
    placed = [placement(), placement(up=False)]
    placement(medium=MediumFactory.create(is_physical=False))
    answer = desk.get(reverse("placement:stickers"))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = "".join(page.extract_text() for page in pages)
    assert len(pages) == 1
    assert [f"{row.code[:4]}-{row.code[4:]}" in text for row in placed] == [True, True]
    assert stickers.address_of("ABCD2345") == "http://127.0.0.1:8000/d/ABCD2345/"


def test_without_the_pdf_packages_there_is_a_sentence(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    placement()
    answer = desk.get(reverse("placement:stickers"), follow=True)
    assert "PDF" in answer.content.decode()
