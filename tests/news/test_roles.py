"""What each role may do with the library; the rights are Wagtail's own models', not ours."""

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
