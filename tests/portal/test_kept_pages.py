"""The front page and the tray stand: no button and no address takes them away."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import news as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_superuser", [False, True])
def test_front_page_and_tray_are_neither_taken_off_nor_deleted(client: Client, *, is_superuser: bool) -> None:
    person = make.user(is_superuser=is_superuser)
    person.groups.add(Group.objects.get(name="管理员"))
    client.force_login(person)
    make.draft(parent=make.tray())
    home = make.home()
    kept = [home.pk, make.tray().pk]

    for name in ("unpublish", "delete"):
        for key in kept:
            client.post(reverse(f"wagtailadmin_pages:{name}", args=(key,)))
        url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", name))
        client.post(f"{url}?{'&'.join(f'id={key}' for key in kept)}&next=/admin/", {"include_descendants": "on"})

    assert list(Page.objects.filter(pk__in=kept).order_by("pk").values_list("pk", flat=True)) == sorted(kept)
    assert Page.objects.get(pk=home.pk).live
    shown = client.get(reverse("wagtailadmin_pages:edit", args=(home.pk,))).content.decode()
    for name in ("unpublish", "delete", "move", "copy"):
        assert f'href="{reverse(f"wagtailadmin_pages:{name}", args=(home.pk,))}"' not in shown


def test_short_password_is_refused_in_chinese() -> None:
    with pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(10).validate("kurz")
    assert refused.value.messages == ["密码太短，至少要有 10 个字符。"]
