import datetime as dt
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from campaigns.rules.days import HERE
from portal.middleware import ADMIN_POLICY, PRIVATE, PUBLIC_POLICY, shared_until_next_slot
from tests.factories import news as make

pytestmark = pytest.mark.django_db
SHARED = r"public, max-age=0, s-maxage=[0-9]+, stale-while-revalidate=[0-9]+"


def test_public_pages_carry_the_strict_policy_and_the_admin_its_own(client: Client) -> None:
    make.home()
    public, admin = client.get("/"), client.get("/admin/login/")
    assert public.headers["Content-Security-Policy"] == PUBLIC_POLICY
    assert admin.headers["Content-Security-Policy"] == ADMIN_POLICY
    assert "unsafe" not in PUBLIC_POLICY
    assert public.headers["X-Content-Type-Options"] == "nosniff"
    assert public.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in public.headers["Permissions-Policy"]


def test_anonymous_pages_are_the_same_for_everybody(client: Client) -> None:
    article = make.article()
    for path in ("/", article.path_on_site(), str(article.get_parent().url), "/corrections/", "/feeds/all.xml"):
        answer = client.get(path)
        assert re.fullmatch(SHARED, answer.headers["Cache-Control"])
        assert "cookie" not in answer.headers.get("Vary", "").lower()
        assert not answer.cookies


@pytest.mark.parametrize(
    ("clock", "fresh", "stale"),
    [("08:00:00", 60, 300), ("08:25:00", 60, 240), ("08:29:30", 30, 0), ("23:59:58", 2, 0), ("00:00:00", 60, 300)],
)
def test_no_cache_keeps_a_page_past_the_next_slot(clock: str, fresh: int, stale: int) -> None:
    now = dt.datetime.combine(dt.date(2026, 7, 6), dt.time.fromisoformat(clock), HERE)

    assert shared_until_next_slot(now) == f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={stale}"


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "reading"])
def test_a_reader_with_a_cookie_of_ours_gets_a_private_page(client: Client, cookie: str) -> None:
    make.home()
    client.cookies[cookie] = "x"
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == PRIVATE
    assert "Cookie" in answer.headers["Vary"]


def test_what_is_not_known_to_be_shared_is_private(client: Client) -> None:
    make.home()
    assert client.get("/nowhere/").headers["Cache-Control"] == PRIVATE
    assert "public" not in client.get("/report-error/").headers.get("Cache-Control", PRIVATE)


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    article = make.article()
    first = client.get(article.path_on_site())
    again = client.get(article.path_on_site(), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_elder_mode_is_remembered_and_left_without_scripts(client: Client) -> None:
    article = make.article()
    answer = client.get("/reading-mode/elder/", {"next": article.path_on_site()})
    assert (answer.status_code, answer.headers["Location"]) == (302, article.path_on_site())
    assert answer.headers["Cache-Control"] == "no-store"
    assert '<html lang="zh-Hans" class="elder">' in client.get(article.path_on_site()).content.decode()
    client.get("/reading-mode/plain/")
    assert 'class="elder"' not in client.get(article.path_on_site()).content.decode()


@pytest.mark.parametrize(
    "target", ["https://example.invalid/", "//example.invalid/", "/\\example.invalid", "javascript:1", "", "a/b"]
)
def test_the_way_back_never_leaves_the_site(client: Client, target: str) -> None:
    assert client.get("/reading-mode/elder/", {"next": target}).headers["Location"] == "/"


@pytest.mark.parametrize(("name", "code"), [("500", "500"), ("403", "403"), ("400", "400"), ("403_csrf", "403")])
def test_faults_are_shown_without_the_database(name: str, code: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        html = render_to_string(f"{name}.html")
    assert f'<p class="kicker">{code}</p>' in html
    assert "返回首页" in html


def test_no_answer_of_the_desk_is_kept(admin_client: Client) -> None:
    for path in ("/admin/account/", "/admin/", "/admin/nowhere/", "/admin/login/"):
        assert "no-store" in admin_client.get(path).headers["Cache-Control"]
        assert "no-store" in Client().get(path).headers["Cache-Control"]
