"""An editor puts a master into the library and gets its sizes; a reader downloads one, without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from campaigns.models import PsaDownload, PsaPage
from foundation.models import User
from media.models import Picture
from news.enums import Role
from tests.factories import news as make
from tests.factories.campaigns import psa
from tests.factories.media import picture_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_master_becomes_sizes_and_a_reader_takes_one(
    desktop_page: Page,
    log_in: Callable[[Page, User], None],
    axe: Callable[[Page], list[str]],
    browser: Browser,
    live_server: object,
) -> None:
    person = make.user()
    person.groups.add(Group.objects.get(name=Role.PUBLISHER.value))
    made = psa(live=False, title="粒粒皆辛苦", wording="热线 010-65555555")
    made.save_revision()
    log_in(desktop_page, person)
    desktop_page.goto(reverse("wagtailadmin_pages:edit", args=(made.pk,)))
    desktop_page.locator("#id_master-chooser [data-chooser-action-choose]").first.click()
    desktop_page.get_by_role("tab", name="上传").click()
    desktop_page.set_input_files(
        "input[type=file]",
        {"name": "master.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes(width=1400, height=1400)},
    )
    desktop_page.locator(".modal-body [name$=title]").last.fill("粒粒皆辛苦")
    desktop_page.locator(".modal-body button[type=submit]").last.click()
    expect(desktop_page.locator(".modal-body")).to_have_count(0, timeout=30_000)
    desktop_page.locator(".footer [data-w-dropdown-target=toggle]").first.click()
    desktop_page.get_by_role("button", name="发布").last.click()
    desktop_page.wait_for_load_state("networkidle")

    made = PsaPage.objects.get()
    assert (made.live, made.master) == (True, Picture.objects.get())
    assert set(made.files.values_list("size", flat=True)) == {"master", "screen", "portrait", "square", "banner"}
    desktop_page.goto(reverse("wagtailadmin_pages:edit", args=(made.pk,)))
    expect(desktop_page.get_by_text("公益广告不得出现联系电话")).to_be_visible()
    expect(desktop_page.get_by_text("原图像素不足，未生成： A3 印刷版")).to_be_visible()

    reader = browser.new_context(java_script_enabled=False, base_url=str(live_server)).new_page()
    reader.goto(made.path_on_site())
    reader.fill("[name=purpose]", "某校食堂")
    with reader.expect_download() as waiting:
        reader.get_by_role("button", name="下载 方图 1:1").click()
    assert waiting.value.suggested_filename == "粒粒皆辛苦-方图1比1.jpg"
    assert Path(waiting.value.path()).read_bytes()[:2] == b"\xff\xd8"
    assert list(PsaDownload.objects.values_list("size", "purpose")) == [("square", "某校食堂")]
    reader.context.close()
    desktop_page.goto(made.path_on_site())
    assert axe(desktop_page) == []
