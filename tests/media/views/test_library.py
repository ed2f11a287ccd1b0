"""The desk's picture screens, through the browser's door."""

import json
import re
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from foundation.models import AuditLine, User
from media.domain import renditions
from media.domain.uploads import add_picture
from media.enums import Consent
from media.models import Picture
from tests.factories.foundation import RegionFactory, UserFactory
from tests.factories.media import (
    AttachmentFactory,
    PictureFactory,
    RecordingFactory,
    loaded_jpeg,
    picture_bytes,
    upload,
)

pytestmark = pytest.mark.django_db

BAD = [
    (picture_bytes()[:3000], "a.jpg", "图片已损坏或不完整，请从来源处重新获取后再上传。"),
    (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "a.svg",
        "不接收 SVG 文件，因为其中可能含有程序。请另存为 PNG 后上传。",
    ),
    (picture_bytes(), "a.png", "文件名以“.png”结尾，但文件实际是 JPEG。请改正扩展名后重新上传。"),
    (b"no picture", "a.jpg", "这个文件不是图片，与文件名不符。请上传 JPG, PNG, WebP, AVIF, GIF 中的一种。"),
]


def many(desk: Client, data: bytes, name: str) -> dict[str, Any]:
    response = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": name, "files[]": SimpleUploadedFile(name, data)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def test_upload_fills_the_form_from_the_file(desk: Client, admin: User) -> None:
    answer = many(desk, loaded_jpeg(), "IMG_0001.jpg")
    picture = Picture.objects.get(pk=answer["image_id"])
    assert (picture.title, picture.caption) == ("社区志愿服务日", "图为志愿者在社区打扫卫生。")
    assert (picture.photographers, picture.uploaded_by_user) == (["甲明", "乙亮"], admin)
    assert (picture.licence, picture.consent) == ("unstated", "unstated")
    assert "甲明、乙亮" in answer["form"]
    assert answer["duplicate"] is False
    assert AuditLine.objects.filter(verb="add_picture", actor=admin).count() == 1


@pytest.mark.parametrize(("data", "name", "sentence"), BAD, ids=["truncated", "svg", "mismatch", "no picture"])
def test_bad_uploads_get_one_sentence_and_leave_nothing(desk: Client, data: bytes, name: str, sentence: str) -> None:
    assert many(desk, data, name) == {"success": False, "error_message": sentence}
    assert Picture.objects.count() == 0
    assert AuditLine.objects.count() == 0


@pytest.mark.parametrize(("data", "name", "sentence"), BAD, ids=["truncated", "svg", "mismatch", "no picture"])
def test_the_single_form_keeps_what_was_typed(desk: Client, data: bytes, name: str, sentence: str) -> None:
    response = desk.post(
        reverse("wagtailimages:add"),
        {"title": "已填标题", "photographers": "甲明，乙亮", "file": SimpleUploadedFile(name, data)},
    )
    content = response.content.decode()
    assert sentence in content.replace("&quot;", '"')
    assert "已填标题" in content
    assert "甲明，乙亮" in content
    assert Picture.objects.count() == 0


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_unused_works_are_searched(desk: Client, kind: str) -> None:
    PictureFactory.create(title="社区活动")
    AttachmentFactory.create(title="社区通知")
    address = reverse(f"wagtail{'images' if kind == 'images' else 'docs'}:index")
    wanted, title = {"usage_count_max": "0", "q": "社区"}, {"images": "社区活动", "documents": "社区通知"}[kind]

    assert title in desk.get(address, wanted).content.decode()
    assert title not in desk.get(address, {**wanted, "usage_count_max": "", "usage_count_min": "1"}).content.decode()


def test_exact_and_similar_uploads_are_pointed_out_with_links(desk: Client) -> None:
    first = add_picture(data=picture_bytes(seed=3), name="a.jpg", title="原有图片", actor=None)
    small = add_picture(data=picture_bytes(seed=3, width=300, height=200), name="b.jpg", title="缩小的", actor=None)
    answer = many(desk, picture_bytes(seed=3), "c.jpg")
    assert answer["duplicate"] is True
    question = answer["confirm_duplicate_upload"]
    for picture in (first, small):
        assert reverse("wagtailimages:edit", args=(picture.pk,)) in question
    assert Picture.objects.count() == 3
    assert many(desk, picture_bytes(seed=4), "d.jpg")["duplicate"] is False


def test_the_single_form_warns_of_duplicates(desk: Client) -> None:
    first = add_picture(data=picture_bytes(seed=3), name="a.jpg", title="原有图片", actor=None)
    response = desk.post(
        reverse("wagtailimages:add"), {"title": "又一张", "file": upload(picture_bytes(seed=3))}, follow=True
    )
    assert "这张图片与下列图片相同或相近" in response.content.decode()
    assert reverse("wagtailimages:edit", args=(first.pk,)) in response.content.decode()


def test_choosing_by_upload_asks_which_of_two_to_use(desk: Client) -> None:
    address = reverse("wagtailimages_chooser:create")
    first = add_picture(data=picture_bytes(seed=3), name="a.jpg", title="原有图片", actor=None)

    def send(data: bytes) -> dict[str, Any]:
        fields = {"image-chooser-upload-title": "新图", "image-chooser-upload-file": upload(data)}
        answer: dict[str, Any] = json.loads(desk.post(address, fields).content)
        return answer

    assert send(picture_bytes(seed=3, width=300, height=200))["step"] == "duplicate_found"
    assert send(picture_bytes(seed=4))["step"] == "chosen"
    assert send(b"no picture")["step"] == "reshow_creation_form"
    address += "?select_format=true"
    assert send(picture_bytes(seed=5))["step"] == "select_format"
    assert first.pk in set(Picture.objects.values_list("pk", flat=True))


def test_edit_screen_offers_the_original_and_never_shows_it(desk: Client) -> None:
    picture = add_picture(data=loaded_jpeg(), name="a.jpg", title="图", actor=None, consent=Consent.WITHDRAWN)
    copy = Picture.objects.create(title="副本", file=picture.file, sha256=picture.sha256, dhash=picture.dhash)
    content = desk.get(reverse("wagtailimages:edit", args=(picture.pk,))).content.decode()
    assert reverse("media_desk:original", args=(picture.pk,)) in content
    assert str(picture.file.name).rpartition("/")[2] not in content
    assert "这张图片目前不对读者显示" in content
    assert "“图”：画面中有人撤回了同意。" in content
    assert reverse("wagtailimages:edit", args=(copy.pk,)) in content
    assert not picture.renditions.filter(filter_spec="original").exists()


def test_editing_changes_rights(desk: Client, admin: User) -> None:
    picture = PictureFactory.create()
    address = reverse("wagtailimages:edit", args=(picture.pk,))
    form = desk.get(address).context["form"]
    fields = {
        name: value for name in form.fields if (value := form[name].value()) not in (None, "", False) and name != "file"
    }
    fields |= {
        "photographers": "甲明、乙亮",
        "channels": ["web", "print"],
        "licence": "own",
        "tags": "",
        "valid_to": "2020-01-01",
    }
    response = desk.post(address, fields)
    assert response.status_code == 302, response.context["form"].errors
    picture.refresh_from_db()
    assert (picture.photographers, picture.channels, picture.licence) == (["甲明", "乙亮"], ["web", "print"], "own")
    assert not picture.is_usable()
    assert AuditLine.objects.get(verb="change_picture").actor == admin
    fields |= {"minors": "on", "consent": "nobody", "photographers": "长" * 61}
    errors = desk.post(address, fields).context["form"].errors
    assert errors == {
        "photographers": ["请填写姓名，每个不超过 60 个字。"],
        "__all__": ["既有可辨认的未成年人，就不能选“无可辨认的人物”。"],
    }


def test_another_file_leaves_nothing_of_the_old(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    picture = add_picture(data=picture_bytes(seed=3), name="a.jpg", title="图", actor=None, caption="说明")
    renditions.make(picture)
    old = [str(picture.file.name), *(str(row.file.name) for row in picture.renditions.all())]
    address = reverse("wagtailimages:edit", args=(picture.pk,))
    fields = {"title": "图", "licence": "own", "consent": "nobody", "file": upload(picture_bytes(seed=9, width=500))}
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(address, fields).status_code == 302
    picture = Picture.objects.get(pk=picture.pk)
    assert (picture.width, picture.renditions.filter(filter_spec="width-400|format-jpeg").count()) == (500, 1)
    assert [name for name in old if storages["private"].exists(name) or storages["default"].exists(name)] == []


def test_the_list_shows_credit_and_rights_in_chinese(desk: Client) -> None:
    PictureFactory.create(credit_line="甲明 摄", licence="own")
    PictureFactory.create(valid_to="2020-01-01")
    PictureFactory.create(valid_to="2999-01-01")
    content = desk.get(reverse("wagtailimages:index")).content.decode()
    for text in ("署名", "甲明 摄", "权利", "本单位自采", "停用", "用至 2999-01-01"):
        assert text in content
    assert desk.get(reverse("wagtailimages:index") + "?layout=grid").status_code == 200


def test_filters(desk: Client) -> None:
    shown = add_picture(data=picture_bytes(seed=3), name="a.jpg", title="可用", actor=None, licence="own")
    blocked = add_picture(
        data=picture_bytes(seed=3, width=300, height=200), name="b.jpg", title="儿童", actor=None, minors=True
    )
    alone = add_picture(data=picture_bytes(seed=4), name="c.jpg", title="独张", actor=None)

    def found(query: str) -> set[int]:
        response = desk.get(reverse("wagtailimages:index_results") + query)
        return {picture.pk for picture in response.context["object_list"]}

    assert found("?state=yes") == {shown.pk, alone.pk}
    assert found("?state=no") == {blocked.pk}
    assert found("?minors=true") == {blocked.pk}
    assert found("?licence=own") == {shown.pk}
    assert found("?duplicates=true") == {shown.pk, blocked.pk}
    assert found("?duplicates=false") == {alone.pk}


def test_the_list_costs_the_same_for_one_and_three(desk: Client, django_assert_max_num_queries: Any) -> None:
    address = reverse("wagtailimages:index")
    for count in (1, 2):
        for picture in PictureFactory.create_batch(count):
            renditions.make(picture)
        desk.get(address)
        with django_assert_max_num_queries(60) as queries:
            desk.get(address)
        if count == 1:
            first = len(queries)
    assert len(queries) == first


def test_those_without_rights_see_nothing(client: Client, made: Picture) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=(made.pk,)),
        reverse("media_desk:original", args=(made.pk,)),
    ):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    ("address", "factory"),
    [("wagtaildocs:index", AttachmentFactory), ("wagtailmedia:index", RecordingFactory)],
)
def test_lists_of_files_tell_the_rights_at_the_same_cost(
    desk: Client, address: str, factory: Any, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for made in (1, 2):
        factory.create_batch(made, photographers=["甲明"], consent=Consent.WITHDRAWN)
        desk.get(reverse(address))
        with django_assert_max_num_queries(60) as queries:
            page = desk.get(reverse(address)).content.decode()
        counts.append(len(queries))
    assert (page.count("甲明"), len(re.findall(r">\s*停用\s*<", page))) == (3, 3)
    assert counts[0] == counts[1]


def test_a_list_of_recordings_sorts_both_ways(desk: Client) -> None:
    RecordingFactory.create(title="甲")
    page = desk.get(reverse("wagtailmedia:index"), {"ordering": "title"}).content.decode()
    assert "?ordering=-title" in page
    assert "?ordering=created_at" in page


def test_the_region_is_taken_from_the_place_the_file_names(desk: Client) -> None:
    region = RegionFactory.create(name="澄川市", short_name="澄川")
    many(desk, loaded_jpeg(), "IMG_0001.jpg")
    picture = Picture.objects.get()
    assert (region.short_name in picture.taken_where, picture.region) == (True, region)
