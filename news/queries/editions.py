"""What the pages of editions show: only what readers may see."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from foundation.enums import NumberedKind
from news.models import Edition, Placement, PrintPage
from news.rules import OFFICE_TIME
from search.models import Document


@dataclass(frozen=True)
class PageContents:
    """A print page with the visible articles that stand on it, in their order."""

    page: PrintPage
    documents: list[Document]


def public_editions(year: int | None = None) -> QuerySet[Edition]:
    """Return the editions of which readers may see something, newest first."""
    shown = (
        Document.objects.visible().filter(kind=NumberedKind.ARTICLE, edition_date__isnull=False).values("edition_date")
    )
    editions = Edition.objects.filter(date__lte=today(), date__in=shown).annotate(page_count=Count("pages"))
    editions = editions.order_by("-date")  # a query that counts forgets the model's own order
    return editions.filter(date__year=year) if year else editions


def edition_years() -> list[int]:
    """Return the years that have public editions, newest first."""
    return [day.year for day in public_editions().dates("date", "year", order="DESC")]


def edition_of(day: dt.date) -> Edition | None:
    """Return the public edition of a day."""
    return public_editions().filter(date=day).first()


def contents(edition: Edition) -> list[PageContents]:
    """Return the edition's pages with their visible articles; it costs the same for any number of either."""
    pages = list(edition.pages.select_related("image", "pdf").defer("raw_text"))
    placements = list(Placement.objects.filter(print_page__in=pages).order_by("order", "pk"))
    documents = {
        document.object_key: document
        for document in Document.objects.visible()
        .filter(kind=NumberedKind.ARTICLE, object_key__in={str(each.article_id) for each in placements})
        .for_lists()
    }
    return [
        PageContents(
            page,
            [
                documents[str(each.article_id)]
                for each in placements
                if each.print_page_id == page.pk and str(each.article_id) in documents
            ],
        )
        for page in pages
    ]


def neighbours(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """Return the public editions before and after this one."""
    before = public_editions().filter(date__lt=edition.date).order_by("-date").first()
    after = public_editions().filter(date__gt=edition.date).order_by("date").first()
    return before, after


def today() -> dt.date:
    """Return the office's date."""
    return timezone.now().astimezone(OFFICE_TIME).date()
