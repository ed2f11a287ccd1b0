"""What each role may do with the library, whose rights are Wagtail's own models', and with the site's own lists."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupCollectionPermission
from wagtail.permissions import policy_registry

from foundation.models import User
from media.models import Attachment, Picture

pytestmark = pytest.mark.django_db
SCREENS = ("/admin/images/", "/admin/images/add/", "/admin/documents/", "/admin/media/", "/admin/images/chooser/")


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("编辑", {"add"}),
        ("审稿", {"add"}),
        ("签发", {"add", "change"}),
        ("管理员", {"add", "change", "delete"}),
    ],
)
def test_each_role_uses_the_library(client: Client, role: str, rights: set[str]) -> None:
    user = User.objects.create_user("caibian", "a-long-enough-password", name="采编", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    given = GroupCollectionPermission.objects.filter(group__name=role).values_list("permission__codename", flat=True)

    assert [client.get(screen).status_code for screen in SCREENS] == [200] * len(SCREENS)
    for name in ("image", "document", "media"):
        assert {right for right in ("add", "change", "delete") if f"{right}_{name}" in set(given)} == rights
    for model in (Picture, Attachment):
        assert policy_registry.get_by_type(model).user_has_permission(user, "choose")


OWN_LISTS = (
    "/admin/audit/",
    "/admin/greyday/",
    "/admin/greyday/new/",
    "/admin/region/",
    "/admin/settings/foundation/navigation/",
    "/admin/settings/foundation/siteidentity/",
    "/admin/users/",
    "/admin/groups/",
)


def log_in(client: Client, role: str) -> None:
    """Log a person of the role in."""
    user = User.objects.create_user("caibian", "a-long-enough-password", name="采编")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def test_administrator_keeps_the_sites_own_lists(client: Client) -> None:
    log_in(client, "管理员")
    answers = [client.get(screen, follow=True) for screen in OWN_LISTS]
    assert [(answer.status_code, "对不起" in answer.content.decode()) for answer in answers] == [(200, False)] * 8
    menu = client.get("/admin/").content.decode()
    for screen in ("/admin/audit/", "/admin/greyday/", "/admin/region/", "/admin/error-reports/"):
        assert screen in menu


@pytest.mark.parametrize("role", ["编辑", "审稿", "签发", "管理员"])
def test_error_reports_reach_each_role_of_the_newsroom(client: Client, role: str) -> None:
    log_in(client, role)
    assert client.get("/admin/error-reports/").status_code == 200
    assert client.get("/admin/audit/").status_code == (200 if role == "管理员" else 302)
