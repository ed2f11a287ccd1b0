import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from news.domain.dating import date_by_print
from news.domain.publishing import publish_article
from news.domain.refusals import Refused
from news.models import ArticlePage, Edition, PrintPage
from news.queries.editions import public_editions
from news.rules import OFFICE_TIME
from tests.factories import news

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 12, 8, tzinfo=OFFICE_TIME)


def printed(page: int, order: int) -> ArticlePage:
    edition = Edition.objects.filter(date=MORNING.date()).first() or news.edition(date=MORNING.date())
    sheet, _made = PrintPage.objects.get_or_create(edition=edition, page_number=page)
    article = news.draft()
    news.placement(print_page=sheet, article=article, order=order)
    return article


def test_what_was_printed_counts_as_published_with_its_edition() -> None:
    article = date_by_print(article=printed(1, 0), actor=None)

    publish_article(article=article, actor=None)

    moment = ArticlePage.objects.get(pk=article.pk).first_published_at
    assert moment is not None
    assert moment.replace(microsecond=0) == MORNING


def test_lists_newest_first_keep_the_order_of_the_pages() -> None:
    second_page, second_place, first_place = printed(2, 0), printed(1, 1), printed(1, 0)
    for article in (second_page, second_place, first_place):
        publish_article(article=date_by_print(article=article, actor=None), actor=None)

    newest_first = ArticlePage.objects.order_by("-first_published_at").values_list("pk", flat=True)

    assert list(newest_first) == [first_place.pk, second_place.pk, second_page.pk]


def test_a_published_article_keeps_its_date() -> None:
    with pytest.raises(Refused):
        date_by_print(article=news.article(), actor=None)


def test_an_article_of_no_edition_gets_no_earlier_date() -> None:
    with pytest.raises(Refused):
        date_by_print(article=news.draft(), actor=None)


def test_only_who_may_publish_dates_an_article() -> None:
    with pytest.raises(PermissionDenied):
        date_by_print(article=printed(1, 0), actor=news.user())


def test_the_newest_edition_stands_first() -> None:
    older, newer = (
        news.placement(print_page=news.print_page(edition=news.edition(date=day))).print_page.edition
        for day in (dt.date(2026, 11, 12), dt.date(2026, 11, 19))
    )

    assert list(public_editions()) == [newer, older]
