"""The groups' screen names permissions in Chinese."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

from portal.permission_names import name_permissions

pytestmark = pytest.mark.django_db
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_permissions_of_shown_models_have_chinese_names() -> None:
    shown = ("wagtailadmin", "wagtailcore", "news", "foundation", "search", "media", "portal", "auth")

    names = Permission.objects.filter(content_type__app_label__in=shown).values_list("name", flat=True)

    assert [name for name in names if not HAN.search(name)] == []


@pytest.mark.parametrize(
    ("codename", "name"),
    [("add_user", "可以添加用户"), ("publish_page", "发布任意页面"), ("change_picture", "可以修改图片")],
)
def test_names(codename: str, name: str) -> None:
    assert Permission.objects.get(codename=codename).name == name


def test_naming_again_changes_nothing_and_waits_for_the_last_app() -> None:
    permission = Permission.objects.get(codename="add_user")
    permission.name = "Can add user"
    permission.save()
    first, *_middle, last = (config for config in apps.get_app_configs() if config.models_module)

    name_permissions(sender=first)
    permission.refresh_from_db()
    assert permission.name == "Can add user"

    name_permissions(sender=last)
    permission.refresh_from_db()
    assert permission.name == "可以添加用户"
