"""Files that leave through a check."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from foundation.models import User
from media.domain.uploads import add_picture
from media.enums import Consent
from media.models import Picture
from tests.factories.foundation import UserFactory
from tests.factories.media import AttachmentFactory, loaded_jpeg

pytestmark = pytest.mark.django_db


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def editor(codename: str) -> User:
    """Return an account that may enter the desk and has one right on all pictures."""
    group = Group.objects.create(name=codename)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(content_type__app_label="wagtailimages", codename=codename),
    )
    user: User = UserFactory.create()
    user.groups.add(group)
    return user


def outsider() -> User:
    group = Group.objects.create(name="outsider")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user: User = UserFactory.create()
    user.groups.add(group)
    return user


def test_the_original_goes_to_those_who_may_change_it(client: Client) -> None:
    data = loaded_jpeg()
    picture = add_picture(data=data, name="a.jpg", title="志愿者", actor=None)
    client.force_login(editor("change_image"))
    response = client.get(reverse("media_desk:original", args=(picture.pk,)))
    assert body(response) == data
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E5%BF%97%E6%84%BF%E8%80%85.jpg"


@pytest.mark.parametrize("who", [lambda: editor("choose_image"), outsider], ids=["chooser", "outsider"])
def test_to_others_the_original_is_not_there(client: Client, made: Picture, who: Callable[[], User]) -> None:
    client.force_login(who())
    here = client.get(reverse("media_desk:original", args=(made.pk,)))
    nowhere = client.get(reverse("media_desk:original", args=(10**9,)))
    assert (here.status_code, nowhere.status_code) == (404, 404)


def test_previews_go_to_those_who_work_with_pictures(client: Client, made: Picture) -> None:
    rendition = made.get_rendition("max-165x165")
    assert client.get(rendition.url).status_code == 302
    client.force_login(outsider())
    assert client.get(rendition.url).status_code == 404
    client.force_login(editor("choose_image"))
    response = client.get(rendition.url)
    assert body(response).startswith(b"RIFF")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_a_lost_file_is_not_there(desk: Client, made: Picture) -> None:
    made.file.storage.delete(str(made.file.name))
    assert desk.get(reverse("media_desk:original", args=(made.pk,))).status_code == 404
    assert desk.get(reverse("media_desk:preview", args=("pictures/none.webp",))).status_code == 404


@pytest.mark.parametrize("name", ["../secret_key", "..%2f..%2fsecret_key", "/etc/passwd"])
def test_no_way_out_of_the_folder(desk: Client, name: str) -> None:
    assert desk.get(f"/admin/media-files/preview/{name}").status_code in {404, 301, 302}


def test_attachments_are_downloads_under_their_title(client: Client) -> None:
    attachment = AttachmentFactory.create(title='征文/启事"2020"')
    response = client.get(attachment.url)
    assert body(response) == b"%PDF-1.4\n%%EOF\n"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%BE%81%E6%96%87_")
    assert response["Content-Disposition"].endswith(".pdf")


def test_an_attachment_that_may_not_be_shown_is_not_there(client: Client) -> None:
    attachment = AttachmentFactory.create(consent=Consent.WITHDRAWN)
    assert client.get(attachment.url).status_code == 404
    gone = AttachmentFactory.create()
    gone.file.storage.delete(str(gone.file.name))
    assert client.get(gone.url).status_code == 404


def test_the_attachments_name_tells_nothing() -> None:
    attachment = AttachmentFactory.create(title="未公开的稿件")
    assert str(attachment.file.name).startswith("attachments/")
    assert attachment.url == f"/documents/{attachment.pk}/{attachment.filename}"


def test_a_wrong_name_and_a_private_collection_lead_nowhere(client: Client) -> None:
    attachment = AttachmentFactory.create()
    assert client.get(f"/documents/{attachment.pk}/other.pdf").status_code == 404
    private = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    attachment.collection = private
    attachment.save()
    assert client.get(attachment.url).status_code == 302


@pytest.mark.parametrize(("title", "name"), [("启事.pdf", "启事.pdf"), ("启事", "启事.pdf"), ("..a/b\n", "a_b_.pdf")])
def test_download_names(title: str, name: str) -> None:
    assert AttachmentFactory.create(title=title).download_name == name
