"""What a person or a row is called."""

import pytest

from foundation.enums import NumberedKind
from foundation.models import PublicNumber, User
from tests.factories.foundation import OrganisationFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_person_has_one_name() -> None:
    user = UserFactory.create(username="a", name="样例")
    assert (str(user), user.get_full_name(), user.get_short_name()) == ("样例", "样例", "样例")
    assert str(UserFactory.build(username="b", name="")) == "b"


def test_accounts_are_made_with_hashed_passwords() -> None:
    user = User.objects.create_user("a", "correct horse battery", name="样例")
    assert user.check_password("correct horse battery")
    assert not User.objects.create_user("b", name="样例").has_usable_password()
    administrator = User.objects.create_superuser("c", "correct horse battery", name="样例")
    assert (administrator.is_staff, administrator.is_superuser) == (True, True)


def test_numbers_are_never_used_twice() -> None:
    first = PublicNumber.objects.create(kind=NumberedKind.ARTICLE)
    second = PublicNumber.objects.create(kind=NumberedKind.PAGE)
    assert second.number > first.number
    assert str(second) == str(second.number)


def test_rows_are_called_by_their_names() -> None:
    assert str(TopicFactory.build(name="样例主题")) == "样例主题"
    assert str(OrganisationFactory.build(name="样例文明办")) == "样例文明办"
