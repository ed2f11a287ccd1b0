"""Clerk and passer-by in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from campaigns.models import DamageTask, Placement
from foundation.models import User
from tests.browser.fixtures import type_of_opener
from tests.browser.watching import Watch, axe_violations, horizontal_overflow
from tests.campaigns.placements.test_sheets import row, sheet
from tests.factories.campaigns import MediumFactory, placement, psa_file
from tests.factories.foundation import OrganisationFactory, RegionFactory, UserFactory
from tests.factories.media import picture_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clerk() -> User:
    """Return somebody who may do everything."""
    user: User = UserFactory.create(is_staff=True, is_superuser=True)
    return user


def test_a_clerk_enters_fifty_placements_and_corrects_two(
    desktop_watch: Watch, clerk: User, log_in: Callable[[Page, User], None], tmp_path: Path
) -> None:
    RegionFactory.create(name="霁湖区")
    OrganisationFactory.create(name="霁湖区文明办")
    MediumFactory.create(name="候车厅")
    psa_file(title="节约粮食")
    rows = [row(地址=f"人民路{number}号") for number in range(1, 51)]
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(sheet(*rows[:48], row(地区="无名"), row(次数="很多")))
    right = tmp_path / "right.xlsx"
    right.write_bytes(sheet(*rows))
    page = desktop_watch.page
    log_in(page, clerk)
    page.goto("/admin/placement/sheet/")
    for file, said in ((wrong, "新增 48 条，已有 0 条，未收下 2 条"), (right, "新增 2 条，已有 48 条，未收下 0 条")):
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_text(said)).to_be_visible()
    assert Placement.objects.count() == 50
    page.goto("/admin/placement/accounts/?first=2026-07&last=2026-07")
    expect(page.locator("tfoot")).to_contain_text("1,500")


def test_a_passer_by_reports_damage_on_a_phone_without_scripts(open_page: type_of_opener, tmp_path: Path) -> None:
    hanging = placement(address="湖滨大道北侧")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(picture_bytes())
    watch = open_page(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, java_script_enabled=False)
    page = watch.page
    page.goto(f"/d/{hanging.code}/")
    expect(page.get_by_role("main")).to_contain_text("湖滨大道北侧")
    page.get_by_label("损坏情况").fill("画面掉了一角")
    page.locator("input[type=file]").set_input_files(photo)
    page.wait_for_timeout(3500)
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已收到")
    report = DamageTask.objects.get().reports.get()
    assert (report.what.reveal(), report.submission.files.count()) == ("画面掉了一角", 1)


def test_the_passers_bys_page_suits_a_phone(phone_watch: Watch) -> None:
    hanging = placement()
    phone_watch.page.goto(f"/d/{hanging.code}/")
    assert (horizontal_overflow(phone_watch.page), axe_violations(phone_watch.page)) == (0, [])
