"""The people of the demo's newsroom."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from foundation.models import Organisation, User
from news.enums import Role
from portal.demo_accounts import ADMINISTRATOR, EDITOR, PASSWORD, PUBLISHER, UNIT

UNITS = (
    (UNIT.username, PASSWORD, "霁湖区文明办", "湖畔联络员"),
    (f"{UNIT.username}-yuqiao", None, "榆桥区委宣传部", "榆桥联络员"),
    (f"{UNIT.username}-heping", None, "禾坪县委宣传部", "禾坪联络员"),
)
"""User name, password, unit and name of those who mend what their units have hung; the fourth county has nobody."""


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
    open_units()
    return Staff(people[EDITOR.username], people[PUBLISHER.username], people[ADMINISTRATOR.username])


def open_units() -> None:
    """Open an account for each unit that hangs ads; only the first has a password, all have an address."""
    for username, password, unit, name in UNITS:
        user = User.objects.create_user(
            username,
            password,
            name=name,
            organisation=Organisation.objects.get(name=unit),
            email=f"{username}@chengchuan.example",
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name="投放单位"))
