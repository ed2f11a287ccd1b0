"""Where an article belongs: its column, and its place in the printed edition."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from foundation.domain import audit
from foundation.models import User
from foundation.signals import public_object_changed
from news.domain.refusals import Refused
from news.models import ArticlePage, ColumnPage, Placement, PrintPage, UnsortedPage


@transaction.atomic
def place_article(
    *, article: ArticlePage, print_page: PrintPage, actor: User | None, order: int | None = None, import_key: str = ""
) -> Placement:
    """Say that ``article`` is printed on ``print_page``; at the end of the page unless ``order`` is given.

    Saying it again only moves it within the page.
    """
    PrintPage.objects.select_for_update().get(pk=print_page.pk)
    if order is None:
        last = print_page.placements.exclude(article=article).order_by("-order").first()
        order = last.order + 1 if last else 0
    placement, _created = Placement.objects.update_or_create(
        print_page=print_page,
        article=article,
        defaults={"order": order} | ({"import_key": import_key} if import_key else {}),
    )
    audit.record(verb="place_article", subject=article, actor=actor, print_page=print_page.pk, order=order)
    _tell(article)
    return placement


@transaction.atomic
def take_off_page(*, placement: Placement, actor: User | None) -> None:
    """Say that an article is not printed on a page after all."""
    article, print_page = placement.article, placement.print_page_id
    placement.delete()
    audit.record(verb="take_off_page", subject=article, actor=actor, print_page=print_page)
    _tell(article)


@transaction.atomic
def file_article(*, article: ArticlePage, column: ColumnPage, actor: User | None) -> ArticlePage:
    """Move ``article`` into ``column`` and return it; its address stays the same.

    Raises PermissionDenied where the actor may not move it there.
    """
    current = ArticlePage.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if current.get_parent().pk != column.pk:
        current.move(Page.objects.get(pk=column.pk), pos="last-child", user=actor)
        audit.record(verb="file_article", subject=current, actor=actor, column=column.pk)
    moved: ArticlePage = ArticlePage.objects.get(pk=article.pk)
    return moved


@transaction.atomic
def tray_of_unsorted() -> UnsortedPage:
    """Return the tray of the unsorted, made under the front page at first use.

    Raises Refused while the site has no front page.
    """
    found: UnsortedPage | None = UnsortedPage.objects.first()
    if found is not None:
        return found
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or not UnsortedPage.can_create_at(site.root_page.specific):
        raise Refused(_("The site has no front page yet: set it up before importing articles."))
    tray = UnsortedPage(title=_("Unsorted articles"), slug="unsorted", live=False)
    site.root_page.add_child(instance=tray)
    return tray


def _tell(article: ArticlePage) -> None:
    """Let the read model follow: the date of the edition is part of the article's document."""
    public_object_changed.send(sender=ArticlePage, instance=ArticlePage.objects.get(pk=article.pk))
