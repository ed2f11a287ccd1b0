import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage
from portal.enums import SlotPosition
from portal.models import HomePage, HomeSlot, StandardPage
from portal.queries.front import PLACES, compose
from tests.factories import news as make

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def slot(page: ArticlePage, **fields: object) -> HomeSlot:
    values = {"home": make.home(), "position": SlotPosition.LEAD, "page": page} | fields
    made: HomeSlot = HomeSlot.objects.create(**values)
    return made


def titles(home: HomePage) -> dict[str, object]:
    page = compose(home)
    return {
        "lead": page.lead.title if page.lead else None,
        "top": [story.title for story in page.top],
        "sections": {each.column.title: [story.title for story in each.stories] for each in page.sections},
    }


def test_an_empty_site_has_an_honest_front_page(client: Client) -> None:
    home = make.home()
    assert compose(home).is_empty
    assert "暂无已发布的内容" in client.get("/").content.decode()


def test_empty_places_fill_themselves_with_the_newest_each_once() -> None:
    column = make.column(title="要闻")
    now = timezone.now()
    for age in range(12):
        make.article(parent=column, title=f"第{age}条", first_published_at=now - age * HOUR)
    shown = titles(make.home())
    assert shown["lead"] == "第0条"
    assert shown["top"] == [f"第{age}条" for age in range(1, 1 + PLACES[SlotPosition.TOP])]
    assert shown["sections"] == {"要闻": ["第9条", "第10条", "第11条"]}


def test_an_editor_places_a_page_under_a_headline_of_his_own() -> None:
    column = make.column()
    chosen = make.article(parent=column, title="旧闻", first_published_at=timezone.now() - 99 * HOUR)
    newest = make.article(parent=column, title="新闻")
    slot(chosen, title="编辑的标题")
    shown = titles(make.home())
    assert (shown["lead"], shown["top"]) == ("编辑的标题", [newest.title])


@pytest.mark.parametrize(
    ("from_hours", "until_hours", "is_open"),
    [(None, None, True), (-1, 1, True), (1, None, False), (None, -1, False), (-2, -1, False), (-1, None, True)],
)
def test_a_slot_is_filled_from_its_time_until_its_time(
    from_hours: int | None, until_hours: int | None, is_open: bool
) -> None:
    now = timezone.now()
    column = make.column()
    chosen = make.article(parent=column, title="所选", first_published_at=now - 9 * HOUR)
    make.article(parent=column, title="最新", first_published_at=now - HOUR)
    slot(
        chosen,
        from_at=None if from_hours is None else now + from_hours * HOUR,
        until_at=None if until_hours is None else now + until_hours * HOUR,
    )
    assert titles(make.home())["lead"] == ("所选" if is_open else "最新")


def test_a_slot_whose_page_readers_may_not_see_fills_itself() -> None:
    column = make.column()
    hidden = make.draft(parent=column, title="未发")
    private = make.article(parent=make.column(), title="内部")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make.article(parent=column, title="公开")
    slot(hidden)
    slot(private)
    assert titles(make.home()) == {"lead": "公开", "top": [], "sections": {}}


def test_the_same_page_placed_twice_is_shown_once() -> None:
    article = make.article()
    slot(article)
    slot(article, position=SlotPosition.TOP)
    assert titles(make.home()) == {"lead": article.title, "top": [], "sections": {}}


def test_picture_news_shows_photo_articles_with_pictures_only() -> None:
    from tests.factories.media import PictureFactory  # noqa: PLC0415 - drawn for this test alone

    column = make.column()
    now = timezone.now()
    with_picture = make.article(
        parent=column,
        title="有图",
        article_kind="photo",
        lead_picture=PictureFactory.create(),
        first_published_at=now - 5 * HOUR,
    )
    make.article(parent=column, title="无图", article_kind="photo")
    assert [story.title for story in compose(make.home()).pictures] == [with_picture.title]


def test_an_editor_composes_the_columns() -> None:
    first, second = make.column(title="甲"), make.column(title="乙")
    for column in (first, second):
        for age in range(20):
            make.article(parent=column, title=f"{column.title}{age}", first_published_at=timezone.now() - age * HOUR)
    home = make.home()
    home.sections = home.sections.stream_block.to_python(
        [{"type": "column", "value": {"column": second.pk, "style": "list", "count": 2}}]
    )
    sections = compose(home).sections
    assert [(each.column.title, each.style, len(each.stories)) for each in sections] == [("乙", "list", 2)]


def test_the_front_page_costs_the_same_for_one_and_three_articles_and_no_more_than_twenty(client: Client) -> None:
    column = make.column()
    counts = []
    for batch in (1, 2):
        for _each in range(batch):
            make.placement(article=make.article(parent=column), print_page=make.print_page())
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_a_slot_ends_after_it_begins() -> None:
    now = timezone.now()
    article = make.article()
    with pytest.raises(ValidationError, match="结束时间必须晚于开始时间"):
        HomeSlot(home=make.home(), page=article, from_at=now, until_at=now - HOUR).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        slot(article, from_at=now, until_at=now - HOUR)


def test_what_may_stand_where() -> None:
    assert HomePage.max_count == 1
    assert HomePage.allowed_parent_page_models()[0]._meta.label == "wagtailcore.Page"  # noqa: SLF001 - Django documents it
    assert [model._meta.label for model in StandardPage.allowed_parent_page_models()] == [  # noqa: SLF001 - the same
        "portal.HomePage",
        "portal.StandardPage",
    ]
    assert str(slot(make.article(title="题"))) == "头条: 题"
