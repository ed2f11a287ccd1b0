"""Builds the demo: the invented city's site, through the same verbs that editors use."""

from django.db import transaction
from wagtail.models import Page, Site

from campaigns.models import PsaLibraryPage
from exemplars.models import ExemplarIndexPage
from foundation.domain.region_rows import packaged_rows
from foundation.domain.regions import RegionRow, load_regions
from foundation.domain.topics import load_topics
from foundation.models import FooterLink, MenuItem, Navigation, Organisation, Region, SiteIdentity
from news.domain.archive import import_archive
from news.models import ColumnPage
from portal.demo import city, paper
from portal.demo.accounts import open_accounts
from portal.demo.honouring import honour_people
from portal.demo.library import open_library
from portal.demo.printing import print_editions
from portal.models import HomePage, StandardPage
from search.models import Synonym


@transaction.atomic
def build() -> int:
    """Fill an empty installation with the demo and return how many articles it has.

    Everything follows from the files of this package, so two runs on two empty databases make the same site.
    """
    load_places()
    load_topics()
    found_offices()
    staff = open_accounts()
    home = name_site()
    columns = open_columns(home)
    write_information(home)
    library = open_library(home, staff)
    wall = honour_people(home, staff)
    write_navigation(columns, library, wall)
    for short, full in city.SYNONYMS:
        Synonym.objects.get_or_create(short=short, defaults={"full_forms": full})
    count = bring_archive(columns) + print_editions(columns=columns, staff=staff)
    compose_front(home, columns)
    return count


def load_places() -> None:
    """Load the packaged regions and the invented ones."""
    load_regions(rows=packaged_rows())
    load_regions(
        rows=[
            RegionRow(
                code=code,
                name=name,
                level=level,
                parent_code="" if code == city.CITY_CODE else city.CITY_CODE,
                short_names=(short,),
            )
            for code, name, short, level in city.PLACES
        ]
    )


def found_offices() -> None:
    """Enter the offices of the city; a parent stands before its children."""
    regions = {region.code: region for region in Region.objects.filter(code__startswith="99")}
    for office in city.OFFICES:
        Organisation.objects.update_or_create(
            name=office.name,
            defaults={
                "short_name": office.short_name,
                "kind": office.kind,
                "region": regions[office.region],
                "parent": Organisation.objects.filter(name=office.parent).first(),
            },
        )


def name_site() -> HomePage:
    """Give the site its names and return its front page."""
    site = Site.objects.get(is_default_site=True)
    SiteIdentity.objects.update_or_create(site=site, defaults=city.IDENTITY)
    home: HomePage = HomePage.objects.get(pk=site.root_page_id)
    home.title = str(city.IDENTITY["site_name"])
    home.save_revision().publish()
    return home


def open_columns(home: HomePage) -> dict[str, ColumnPage]:
    """Open the columns under the front page, by their address part."""
    columns: dict[str, ColumnPage] = {}
    for plan in city.COLUMNS:
        page = ColumnPage(
            title=plan.title,
            slug=plan.slug,
            column_description=plan.description,
            column_keywords=plan.keywords,
            opening_note=f"<p>{plan.opening_note}</p>" if plan.opening_note else "",
            freshness_days=plan.freshness_days,
            show_in_menus=True,
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        columns[plan.slug] = page
    return columns


def write_information(home: HomePage) -> None:
    """Write the pages of plain information."""
    for title, slug, introduction, paragraphs in city.INFORMATION:
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        page = StandardPage(title=title, slug=slug, introduction=introduction, body=[("paragraph", text)])
        home.add_child(instance=page)
        page.save_revision().publish()


def write_navigation(columns: dict[str, ColumnPage], library: PsaLibraryPage, wall: ExemplarIndexPage) -> None:
    """Set the main menu and the footer."""
    navigation, _made = Navigation.objects.get_or_create(site=Site.objects.get(is_default_site=True))
    pages = [Page.objects.get(pk=columns[slug].pk) for slug in city.MENU]
    navigation.menu_items = [
        *(MenuItem(page=page, sort_order=order) for order, page in enumerate(pages)),
        MenuItem(label="专题", url="/campaigns/", sort_order=len(pages)),
        MenuItem(label="先进典型", page=wall, sort_order=len(pages) + 1),
        MenuItem(label="公益广告", page=library, sort_order=len(pages) + 2),
        MenuItem(label="征文", url="/contests/", sort_order=len(pages) + 3),
        MenuItem(label="数字报", url="/editions/", sort_order=len(pages) + 4),
    ]
    information = StandardPage.objects.order_by("pk")
    navigation.footer_links = [FooterLink(page=page, sort_order=order) for order, page in enumerate(information)]
    navigation.save()


def bring_archive(columns: dict[str, ColumnPage]) -> int:
    """Bring the old site's articles along, as an office does when it moves; return how many there are."""
    count = 0
    for slug, column in columns.items():
        with (paper.ARCHIVE_FOLDER / f"{slug}.jsonl").open("rb") as lines:
            count += import_archive(lines=lines, column=column, publish=True, actor=None).added
    return count


def compose_front(home: HomePage, columns: dict[str, ColumnPage]) -> None:
    """Compose the lower part of the front page."""
    home.sections = [  # type: ignore[assignment] # a StreamField takes raw data
        {"type": "column", "value": {"column": columns[slug].pk, "style": style, "count": count}}
        for slug, style, count in city.FRONT_SECTIONS
    ]
    home.save_revision().publish()
