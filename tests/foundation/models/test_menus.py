import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page, Site

from foundation.models import FooterLink, MenuItem, Navigation
from foundation.models.menus import MenuLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def navigation() -> Navigation:
    created: Navigation = Navigation.objects.create(site=Site.objects.get(is_default_site=True))
    return created


@pytest.mark.parametrize(
    ("label", "has_page", "url"), [("", False, ""), ("两处", True, "/x/"), ("", False, "/x/"), ("无处", False, "")]
)
@pytest.mark.parametrize("model", [MenuItem, FooterLink])
def test_a_link_leads_to_one_place(
    navigation: Navigation, model: type[MenuLink], label: str, has_page: bool, url: str
) -> None:
    link = model(navigation=navigation, label=label, page=Page.objects.first() if has_page else None, url=url)
    with pytest.raises(ValidationError):
        link.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.cn/", "ftp://a.cn/", "a", "/a b", "/a\\b", "http://", "http://[", '/"']
)
def test_addresses_that_are_refused(navigation: Navigation, url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MenuItem(navigation=navigation, label="某处", url=url).full_clean()
    assert list(caught.value.message_dict) == ["url"]


@pytest.mark.parametrize("url", ["/", "/editions/", "https://a.cn/b?c=1#d", "http://127.0.0.1:8000/"])
def test_addresses_that_are_taken(navigation: Navigation, url: str) -> None:
    MenuItem(navigation=navigation, label="某处", url=url).full_clean()


def test_names(navigation: Navigation) -> None:
    page = Page.objects.get(depth=2)
    assert str(MenuItem(page=page)) == page.title
    assert str(FooterLink(label="标签", page=page)) == "标签"
    assert str(FooterLink(url="/x/")) == "/x/"
    assert str(navigation) != ""
