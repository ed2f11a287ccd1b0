import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from foundation.models import Navigation, SiteIdentity

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site.objects.get(is_default_site=True)


def test_the_identity_is_entered(desk: Client, site: Site) -> None:
    url = reverse("wagtailsettings:edit", args=["foundation", "siteidentity", site.pk])
    assert desk.get(url).status_code == 200
    desk.post(
        url,
        {
            "site_name": "样例文明网",
            "newspaper_name": "样例文明报",
            "site_code": "9901000001",
            "government_tags": "on",
            "contact_email": "a@example.cn",
        },
    )
    identity = SiteIdentity.objects.get(site=site)
    assert (identity.site_name, identity.site_code, identity.government_tags) == ("样例文明网", "9901000001", True)


def test_menus_are_entered_in_order(desk: Client, site: Site) -> None:
    url = reverse("wagtailsettings:edit", args=["foundation", "navigation", site.pk])
    assert desk.get(url).status_code == 200
    rows: dict[str, object] = {}
    for position, (label, address) in enumerate([("乙", "/b/"), ("甲", "/a/")]):
        prefix = f"menu_items-{position}"
        rows |= {
            f"{prefix}-label": label,
            f"{prefix}-url": address,
            f"{prefix}-page": "",
            f"{prefix}-ORDER": str(2 - position),
            f"{prefix}-DELETE": "",
            f"{prefix}-id": "",
        }
    management = {
        f"{name}-{key}": value
        for name, total in (("menu_items", 2), ("footer_links", 0))
        for key, value in (("TOTAL_FORMS", total), ("INITIAL_FORMS", 0), ("MIN_NUM_FORMS", 0), ("MAX_NUM_FORMS", 99))
    }
    desk.post(url, rows | management)
    items = Navigation.objects.get(site=site).menu_items.order_by("sort_order")
    assert [(item.label, item.url) for item in items] == [("甲", "/a/"), ("乙", "/b/")]
