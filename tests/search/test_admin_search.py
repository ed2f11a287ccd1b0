"""The admin's own search, as Wagtail asks it."""

import pytest
from django.test import Client
from modelsearch.query import And, Not, Or, Phrase, PlainText
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from foundation.models import User
from search.admin_backend.bigrams import ask, asked, indexed
from tests.factories import news as make

pytestmark = pytest.mark.django_db


def titles(query: object) -> list[str]:
    return sorted(page.title for page in get_search_backend().search(query, Page.objects.all()))


@pytest.fixture(autouse=True)
def pages() -> None:
    column = make.column(title="要闻")
    make.article(parent=column, title="澄川开展文明实践活动")
    make.article(parent=column, title="垃圾分类进社区 Node.js")


@pytest.mark.parametrize(
    "query", ["文明", "实践活动", "文明 澄川", "「文明实践」", "澄川開展", PlainText("文明"), Phrase("文明实践")]
)
def test_chinese_words_are_found(query: object) -> None:
    assert titles(query) == ["澄川开展文明实践活动"]


@pytest.mark.parametrize(
    "query", ["明践", "文明 垃圾", "《》", "", '"', PlainText("*"), And([PlainText("文明"), PlainText("垃圾")])]
)
def test_nothing_else_is_found(query: object) -> None:
    assert titles(query) == []


def test_any_of_two_is_found() -> None:
    assert len(titles(Or([PlainText("文明"), PlainText("垃圾")]))) == 2


def test_signs_beside_words_ask_nothing() -> None:
    assert titles(And([Phrase("\"'>"), PlainText("文明")])) == ["澄川开展文明实践活动"]
    assert titles(Or([Phrase("—"), PlainText("文明")])) == ["澄川开展文明实践活动"]
    assert titles(And([Phrase("“"), Phrase("”")])) == []


def test_typing_on_finds_by_the_beginning() -> None:
    backend = get_search_backend()
    for typed in ("社", "社区", "nod"):
        assert [page.title for page in backend.autocomplete(typed, Page.objects.all())] == ["垃圾分类进社区 Node.js"]


def test_queries_of_every_kind_are_turned_into_tokens() -> None:
    assert ask(Not(Phrase("文明实践"))).subquery.query_string == "文明 明实 实践"
    other = object()
    assert ask(other) is other
    assert asked("文明，Node.js") == "文明 node js"
    assert indexed("文明") == "文明 明"


def test_the_admin_pages_find_chinese(client: Client) -> None:
    client.force_login(User.objects.create_superuser("chief", "correct-horse-battery", name="样例主任"))
    assert "澄川开展文明实践活动" in client.get("/admin/pages/search/results/", {"q": "文明"}).content.decode()
    assert client.get("/admin/images/results/", {"q": "文明"}).status_code == 200
    assert get_image_model().objects.count() == 0
