"""The people of the demo's newsroom."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from foundation.models import Organisation, User
from news.enums import Role
from portal.demo_accounts import ADMINISTRATOR, EDITOR, PASSWORD, PUBLISHER


@dataclass(frozen=True)
class Staff:
    """Who works at the demo's paper."""

    editor: User
    publisher: User
    administrator: User


def open_accounts() -> Staff:
    """Open the demo's accounts; they work in DEBUG only."""
    office = Organisation.objects.get(short_name="澄川文明报")
    people: dict[str, User] = {}
    for account, name, group in (
        (EDITOR, "禾青", Role.EDITOR),
        (PUBLISHER, "云岫", Role.PUBLISHER),
        (ADMINISTRATOR, "管理员", Role.ADMINISTRATOR),
    ):
        user = User.objects.create_user(account.username, PASSWORD, name=name, organisation=office, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        people[account.username] = user
    return Staff(people[EDITOR.username], people[PUBLISHER.username], people[ADMINISTRATOR.username])
