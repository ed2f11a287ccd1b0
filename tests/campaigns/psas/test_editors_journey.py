"""An editor makes an ad of a master, moves what must be seen, publishes it; a reader downloads it on a phone."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from PIL import Image
from playwright.sync_api import Page, expect

from campaigns.models import PsaFile, PsaPage
from foundation.models import User
from media.models import Picture
from news.enums import Role
from tests.browser.watching import Watch, axe_violations, horizontal_overflow
from tests.factories.campaigns import psa_library
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SIZES = {"master", "screen", "portrait", "square", "banner"}


def publisher() -> User:
    user: User = UserFactory.create(is_staff=True)
    user.groups.add(Group.objects.get(name=Role.PUBLISHER))
    return user


def upload_master(page: Page, file: Path) -> None:
    """Choose a new picture in the picture chooser of the form."""
    page.get_by_role("button", name="选择一个图片").first.click()
    dialog = page.locator(".modal")
    page.get_by_role("tab", name="上传").click()
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.locator("[name=image-chooser-upload-title]").fill("海报母版")
    dialog.locator("form [type=submit]").last.click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("海报母版").first).to_be_visible()


def move_focal_point(page: Page) -> None:
    """Draw the focal area around the upper left of the picture, on its own form."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="调整焦点").click()
    form = opened.value
    box = form.locator(".jcrop-holder").bounding_box()
    assert box is not None
    form.mouse.move(box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.05)
    form.mouse.down()
    form.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.15, steps=4)
    form.mouse.up()
    expect(form.locator("#id_focal_point_x")).not_to_have_value("")
    form.get_by_role("button", name="保存").first.click()
    expect(form.get_by_text("已更新").first).to_be_visible()
    form.close()


def keys() -> dict[str, str]:
    return dict(PsaFile.objects.values_list("size", "source_key"))


def test_from_a_master_to_the_readers_phone(
    desktop_watch: Watch, phone_watch: Watch, log_in: Callable[[Page, User], None], tmp_path: Path
) -> None:
    library = psa_library()
    master = tmp_path / "master.jpg"
    master.write_bytes(picture_bytes(width=1920, height=2400))
    page = desktop_watch.page
    log_in(page, publisher())
    page.goto(f"/admin/pages/add/campaigns/psapage/{library.pk}/")
    page.locator("[name=title]").fill("礼让一步")
    page.locator("select[name=category]").select_option(label="文明交通")
    page.locator("[name=producer]").fill("澄川市文明办")
    page.locator("[name=licence_text]").fill("任何单位可以免费张贴。")
    upload_master(page, master)
    assert axe_violations(page) == []
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".psa-desk-files img")).to_have_count(len(SIZES))
    before = keys()
    assert set(before) == SIZES

    move_focal_point(page)
    page.reload()
    expect(page.locator(".psa-desk-files img")).to_have_count(len(SIZES))
    assert {size for size, key in keys().items() if key != before[size]} == SIZES - {"master"}
    assert Picture.objects.get().focal_point_x is not None
    assert axe_violations(page) == []
    page.get_by_role("button", name="更多动作").last.click()
    with page.expect_navigation():
        page.locator("button[name=action-publish]").click()
    expect(page.get_by_text("已经发布").first).to_be_visible()
    ad = PsaPage.objects.get()
    assert ad.live

    reader = phone_watch.page
    reader.goto("/psa/")
    reader.locator("select[name=category]").select_option("文明交通")
    reader.get_by_role("button", name="显示").click()
    assert (axe_violations(reader), horizontal_overflow(reader)) == ([], 0)
    reader.get_by_role("heading", name="礼让一步").get_by_role("link").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("礼让一步")
    assert (axe_violations(reader), horizontal_overflow(reader)) == ([], 0)
    with reader.expect_download() as sent:
        reader.get_by_role("button", name="下载 竖屏").click()
    data = Path(sent.value.path()).read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1080, 1920)
    assert "礼让一步" in sent.value.suggested_filename
