"""A unit that offers an ad, a reader and a partner site in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaigns.models import PsaCategory, PsaOffer
from tests.browser.fixtures import type_of_opener
from tests.browser.watching import Watch, axe_violations, horizontal_overflow
from tests.campaigns.psas.test_offer_files import FILM, made
from tests.factories.campaigns import psa, psa_library
from tests.factories.media import PictureFactory, picture_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_unit_offers_an_ad_from_a_phone_without_scripts(open_page: type_of_opener, tmp_path: Path) -> None:
    psa_library()
    poster = tmp_path / "poster.jpg"
    poster.write_bytes(picture_bytes(width=900, height=1200))
    phone = {"width": 360, "height": 740}
    page = open_page(viewport=phone, is_mobile=True, has_touch=True, java_script_enabled=False).page
    page.goto("/psa/offer/")
    page.get_by_label("作品名称").fill("一滴水")
    page.get_by_label("主题类别").select_option("生态文明")
    page.get_by_label("报送单位", exact=True).fill("榆桥区实验小学")
    page.get_by_label("权利声明").select_option("yes")
    page.locator("input[type=file]").set_input_files(poster)
    page.wait_for_timeout(3500)  # faster than a person is asked again
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已收到")
    assert PsaOffer.objects.get().submission.files.count() == 1


def test_a_film_goes_ahead_of_the_form_and_survives_its_refusal(phone_watch: Watch, tmp_path: Path) -> None:
    psa_library()
    film = tmp_path / "film.webm"
    film.write_bytes(made("film.webm", FILM).read())
    page = phone_watch.page
    page.goto("/psa/offer/")
    page.get_by_label("形式").select_option("视频")
    page.get_by_label("作品文件").set_input_files(film)
    here = page.locator("[data-file-list] li")
    expect(here).to_contain_text("film.webm")
    assert (axe_violations(page), horizontal_overflow(page)) == ([], 0)
    page.wait_for_timeout(3500)  # faster than a person is asked again
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#intake-summary")).to_be_visible()
    expect(here).to_contain_text("film.webm")
    page.get_by_label("作品名称").fill("一滴水")
    page.get_by_label("主题类别").select_option("生态文明")
    page.get_by_label("报送单位", exact=True).fill("榆桥区实验小学")
    page.get_by_label("权利声明").select_option("yes")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已收到")
    assert PsaOffer.objects.get().submission.files.get().media_type == "video/webm"
    phone_watch.expect("^422 ")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_ad_on_every_page_is_seen_and_leads_to_its_own(open_page: type_of_opener, width: int) -> None:
    ad = psa(title="礼让一步", master=PictureFactory.create(description="海报：斑马线"))
    page = open_page(viewport={"width": width, "height": 900}, java_script_enabled=False).page
    page.goto("/corrections/")
    link = page.get_by_role("complementary", name="公益广告").get_by_role("link")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box is not None
    assert (box["y"] + box["height"] < 900, box["height"] >= 60) == (True, True)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("礼让一步")
    assert page.url.endswith(ad.path_on_site())


@pytest.mark.parametrize("path", ["/psa/", "/psa/offer/", "/psa/embed/", "/psa/frame/", "/psa/%s/"])
def test_the_librarys_pages_suit_a_phone_and_everybody(phone_watch: Watch, path: str) -> None:
    ad = psa(title="礼让一步", wording="你等一等，他走一走。", master=PictureFactory.create())
    page = phone_watch.page
    page.goto(path % ad.number_id if "%s" in path else path)
    expect(page.locator("main")).to_be_visible()
    assert PsaCategory.objects.exists()
    assert axe_violations(page) == []
    assert horizontal_overflow(page) == 0
