"""The log-in: the lock, the demo accounts, the idle time-out, the password rules."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from foundation.models import User
from portal.demo_accounts import ACCOUNTS, PASSWORD, USERNAME_PREFIX
from portal.idle import SEEN

GOOD = "a-long-enough-password"


@pytest.fixture
def editor(db: None) -> User:  # noqa: ARG001 -- the row needs the database
    return User.objects.create_superuser("bianji", GOOD, name="编辑")


def sign_in(client: Client, username: str, password: str, address: str = "127.0.0.1") -> int:
    answer = client.post("/admin/login/", {"username": username, "password": password}, REMOTE_ADDR=address)
    return answer.status_code


def test_five_wrong_passwords_lock_this_person_at_this_address(
    client: Client, editor: User, settings: Settings
) -> None:
    settings.AXES_ENABLED = True
    User.objects.create_superuser("tongshi", GOOD, name="同事")

    assert [sign_in(client, editor.username, "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]

    assert sign_in(client, editor.username, GOOD) == 429
    assert sign_in(Client(), "tongshi", GOOD) == 302
    assert sign_in(Client(), editor.username, GOOD, address="127.0.0.2") == 302


def test_the_lock_opens_after_its_time(client: Client, editor: User, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_COOLOFF_TIME = timedelta(0)
    for _ in range(5):
        sign_in(client, editor.username, "wrong")

    assert sign_in(client, editor.username, GOOD) == 302


def test_the_locked_page_says_how_long(client: Client, editor: User, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 1

    answer = client.post("/admin/login/", {"username": editor.username, "password": "wrong"})

    text = answer.content.decode()
    assert answer.status_code == 429
    assert "密码已连续输错 1 次" in text
    assert "请等待 15 分钟" in text


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.label)
@pytest.mark.parametrize(("debug", "status"), [(True, 302), (False, 200)])
@pytest.mark.django_db
def test_demo_accounts_log_in_under_debug_only(
    client: Client, settings: Settings, account: object, *, debug: bool, status: int
) -> None:
    username = str(account.username)  # type: ignore[attr-defined]
    User.objects.create_superuser(username, PASSWORD, name="演示")
    settings.DEBUG = debug

    assert username.startswith(USERNAME_PREFIX)
    assert sign_in(client, username, PASSWORD) == status


@pytest.mark.django_db
def test_a_demo_session_ends_with_debug(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    User.objects.create_superuser("demo-editor", PASSWORD, name="演示")
    sign_in(client, "demo-editor", PASSWORD)
    assert client.get("/admin/").status_code == 200

    settings.DEBUG = False

    assert client.get("/admin/").status_code == 302


def away(client: Client, seconds: int) -> None:
    session = client.session
    session[SEEN] = int(timezone.now().timestamp()) - seconds
    session.save()


def test_who_was_away_signs_in_again_and_is_told_why(client: Client, editor: User, settings: Settings) -> None:
    client.force_login(editor)
    client.get("/admin/")
    away(client, settings.SESSION_IDLE_SECONDS + 5)

    answer = client.get("/admin/", follow=True)

    assert answer.redirect_chain == [("/admin/login/?next=/admin/", 302)]
    assert "你离开了一段时间" in answer.content.decode()


def test_work_keeps_the_session_and_an_open_editor_does_not(client: Client, editor: User, settings: Settings) -> None:
    client.force_login(editor)
    nearly = settings.SESSION_IDLE_SECONDS - 100
    away(client, nearly)
    stamp = client.session[SEEN]

    client.get("/admin/editing-sessions/ping/news/articlepage/1/1/")
    assert client.session[SEEN] == stamp

    client.get("/admin/")
    assert client.session[SEEN] > stamp + nearly - 5


def test_reading_on_within_a_minute_writes_nothing(client: Client, editor: User) -> None:
    client.force_login(editor)
    away(client, 30)
    stamp = client.session[SEEN]

    client.get("/admin/")

    assert client.session[SEEN] == stamp


@pytest.mark.parametrize("password", ["short1x", "password12", "1234567890123", "bianji-bianji"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="bianji-bianji", name="编辑"))


def test_djangos_own_admin_is_not_there(client: Client, editor: User) -> None:
    client.force_login(editor)

    assert client.get("/django-admin/").status_code == 404
