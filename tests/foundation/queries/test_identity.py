"""What every page shows of the site, and what that costs."""

import datetime as dt
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from foundation.models import FooterLink, GreyDay, MenuItem, Navigation, SiteIdentity
from foundation.queries.identity import Furniture, Link, furniture, is_grey_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return Site.objects.select_related("root_page").get(is_default_site=True)


@pytest.fixture
def navigation(site: Site) -> Navigation:
    created: Navigation = Navigation.objects.create(site=site)
    return created


def page(site: Site, title: str, **fields: Any) -> Page:
    created: Page = site.root_page.add_child(instance=Page(title=title, slug=title.lower(), **fields))
    return created


def test_a_site_without_settings_has_empty_ones(site: Site) -> None:
    empty = Furniture(site)
    assert (empty.identity.site_name, empty.menu, empty.footer_links, empty.is_grey) == ("文宣", [], [], False)
    assert SiteIdentity.objects.count() == 0


def test_without_a_site_nothing_is_shown() -> None:
    assert (Furniture(None).identity.pk, Furniture(None).menu) == (None, [])


def test_links_stand_in_order_and_lead_to_live_pages(site: Site, navigation: Navigation) -> None:
    news, draft = page(site, "News"), page(site, "Draft", live=False)
    MenuItem.objects.create(navigation=navigation, sort_order=2, page=news)
    MenuItem.objects.create(navigation=navigation, sort_order=1, label="电子报", url="/editions/")
    MenuItem.objects.create(navigation=navigation, sort_order=3, page=draft)
    FooterLink.objects.create(navigation=navigation, sort_order=1, label="关于", page=news)
    kept = Furniture(site)
    assert kept.menu == [Link("电子报", "/editions/"), Link("News", "/news/")]
    assert kept.footer_links == [Link("关于", "/news/")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_grow(
    site: Site, navigation: Navigation, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SiteIdentity.objects.create(site=site)
    for position in range(number):
        target = page(site, f"P{position}")
        MenuItem.objects.create(navigation=navigation, sort_order=position, page=target)
        FooterLink.objects.create(navigation=navigation, sort_order=position, page=target)
    request = RequestFactory().get("/")
    # The class of a page and the sites' roots are remembered by Django and Wagtail.
    assert len(furniture(RequestFactory().get("/")).menu) == number
    Site.find_for_request(request)
    with django_assert_num_queries(4):
        kept = furniture(request)
        assert (kept.identity.site_name, len(kept.menu), len(kept.footer_links), kept.is_grey) == (
            "文宣",
            number,
            number,
            False,
        )
        assert furniture(request) is kept
        assert len(kept.menu) == number


@pytest.mark.parametrize(
    ("day", "grey"),
    [
        (dt.date(2026, 4, 3), False),
        (dt.date(2026, 4, 4), True),
        (dt.date(2026, 4, 5), True),
        (dt.date(2026, 4, 6), False),
    ],
)
def test_grey_days(site: Site, day: dt.date, grey: bool) -> None:
    GreyDay.objects.create(from_date=dt.date(2026, 4, 4), until_date=dt.date(2026, 4, 5), reason="样例")
    assert is_grey_day(day) == grey
    assert Furniture(site, today=day).is_grey == grey


def test_the_tags(site: Site, navigation: Navigation) -> None:
    SiteIdentity.objects.create(site=site, newspaper_name="样例文明报", icp_record="示例备0号")
    MenuItem.objects.create(navigation=navigation, label="电子报", url="/editions/")
    FooterLink.objects.create(navigation=navigation, label="关于", url="/about/")
    source = (
        "{% load identity %}{% site_identity as all %}{% identity as site %}{% main_menu as menu %}"
        "{% footer_links as links %}{% is_grey_day as grey %}"
        "{{ all.newspaper_name }} {{ all.icp_record }} {{ all.is_grey }} {{ all.menu.0.url }} "
        "{{ all.footer_links.0.label }} "
        "{{ site.newspaper_name }} {{ menu.0.label }} {{ links.0.url }} {{ grey }} {{ all.nothing }}"
    )
    expected = "样例文明报 示例备0号 False /editions/ 关于 样例文明报 电子报 /about/ False"
    for context in ({"request": RequestFactory().get("/")}, {}):
        assert Template(source).render(Context(context)).strip() == expected


@override_settings(FURNITURE_SECONDS=60)
def test_kept_furniture_is_forgotten_when_something_changes(
    navigation: Navigation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    MenuItem.objects.create(navigation=navigation, label="电子报", url="/editions/", sort_order=1)
    assert furniture(RequestFactory().get("/")).menu == [Link("电子报", "/editions/")]
    with django_assert_num_queries(0):
        assert furniture(RequestFactory().get("/")).menu == [Link("电子报", "/editions/")]
    MenuItem.objects.create(navigation=navigation, label="关于", url="/about/", sort_order=9)
    assert [link.label for link in furniture(RequestFactory().get("/")).menu][-1] == "关于"
