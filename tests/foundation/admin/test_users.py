import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.users.models import UserProfile

from foundation.models import AuditLine, User
from tests.factories.foundation import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "long enough for anybody"


def test_an_account_has_one_name(desk: Client, administrator: User) -> None:
    organisation = OrganisationFactory.create()
    group = Group.objects.create(name="样例组")
    page = desk.get(reverse("wagtailusers_users:add")).content.decode()
    assert ('name="name"' in page, 'name="first_name"' in page, 'name="last_name"' in page) == (True, False, False)
    desk.post(
        reverse("wagtailusers_users:add"),
        {
            "username": "bianji",
            "name": "样例编辑",
            "email": "",
            "telephone": "0000-0000",
            "organisation": organisation.pk,
            "password1": PASSWORD,
            "password2": PASSWORD,
            "groups": [group.pk],
        },
    )
    user = User.objects.get(username="bianji")
    assert (user.name, user.organisation, user.telephone, list(user.groups.all())) == (
        "样例编辑",
        organisation,
        "0000-0000",
        [group],
    )
    assert user.check_password(PASSWORD)
    line = AuditLine.objects.get()
    assert (line.verb, line.subject_id, line.actor) == ("create", str(user.pk), administrator)


def test_an_account_is_changed_without_its_password(desk: Client) -> None:
    user = UserFactory.create(username="bianji")
    page = desk.get(reverse("wagtailusers_users:edit", args=[user.pk])).content.decode()
    assert 'name="is_active"' in page
    desk.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        {"username": "bianji", "name": "改名", "email": "a@example.cn", "is_active": "on"},
    )
    former = user.password
    user.refresh_from_db()
    assert (user.name, user.email, user.password) == ("改名", "a@example.cn", former)
    assert AuditLine.objects.get().detail == {"fields": ["email", "name"]}


def test_nobody_shuts_his_own_account(desk: Client, administrator: User) -> None:
    page = desk.get(reverse("wagtailusers_users:edit", args=[administrator.pk])).content.decode()
    assert ('name="is_active"' in page, 'name="is_superuser"' in page) == (False, False)


def test_a_taken_username_is_refused(desk: Client) -> None:
    UserFactory.create(username="bianji")
    response = desk.post(
        reverse("wagtailusers_users:add"),
        {"username": "bianji", "name": "样例", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert list(response.context["form"].errors) == ["username"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(
    desk: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        UserProfile.objects.create(user=UserFactory.create(organisation=OrganisationFactory.create()))
    url = reverse("wagtailusers_users:index")
    desk.get(url)
    with django_assert_max_num_queries(14):
        response = desk.get(url, {"ordering": "name"})
    names = [user.name for user in response.context["object_list"]]
    assert len(names) == number + 1


@pytest.mark.parametrize(
    ("ordering", "usernames"),
    [
        ("name", ["zzz", "administrator"]),
        ("-name", ["administrator", "zzz"]),
        ("username", ["administrator", "zzz"]),
    ],
)
def test_the_list_is_ordered(desk: Client, ordering: str, usernames: list[str]) -> None:
    UserFactory.create(username="zzz", name="0 甲")
    response = desk.get(reverse("wagtailusers_users:index"), {"ordering": ordering})
    assert [user.username for user in response.context["object_list"]] == usernames


def test_found_by_the_full_name(desk: Client) -> None:
    UserFactory.create(username="bianji", name="样例编辑")
    response = desk.get(reverse("wagtailusers_users:index"), {"q": "例编"})
    assert [user.username for user in response.context["object_list"]] == ["bianji"]


def test_everybody_keeps_his_own_account(desk: Client, administrator: User) -> None:
    url = reverse("wagtailadmin_account")
    page = desk.get(url).content.decode()
    assert ('name="name_email-name"' in page, 'first_name"' in page) == (True, False)
    desk.post(
        url,
        {
            "name_email-name": "改名",
            "name_email-email": "a@example.cn",
            "name_email-telephone": "",
            "locale-preferred_language": "en",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    administrator.refresh_from_db()
    assert (administrator.name, administrator.email) == ("改名", "a@example.cn")
    assert UserProfile.objects.get(user=administrator).preferred_language == "en"


def test_the_account_page_asks_for_a_login() -> None:
    assert Client().get(reverse("wagtailadmin_account")).status_code == 302
