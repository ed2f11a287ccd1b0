"""How the commands about one person are told whom, and who asks."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError

from campaigns.contests.domain.person import SeveralPeopleError
from foundation.models import User


@dataclass(frozen=True)
class Asked:
    """Whom it is about, and the account that the audit log will name."""

    phone: str
    email: str
    name: str
    user: User


def add_person(parser: argparse.ArgumentParser) -> None:
    """Take telephone or address; ``-`` reads it from standard input, so that it stands in no shell's history."""
    parser.add_argument("--phone", default="", help="the person's telephone, or - to read it from standard input")
    parser.add_argument("--email", default="", help="the person's e-mail address, or - to read it from standard input")
    parser.add_argument("--name", default="", help="the person's name, where several share the telephone; or -")
    parser.add_argument("--user", required=True, help="the account that asks; the audit log names it")


def asked_person(options: Mapping[str, Any]) -> Asked:
    """Return what the options say; raises ``CommandError``."""
    phone, email, name = (_value(str(options[each])) for each in ("phone", "email", "name"))
    if not phone and not email:
        message = "give --phone or --email"
        raise CommandError(message)
    user = User.objects.filter(username=options["user"]).first()
    if user is None:
        message = "there is no such account"
        raise CommandError(message)
    return Asked(phone, email, name, user)


def _value(given: str) -> str:
    return sys.stdin.readline().strip() if given == "-" else given.strip()


def several(error: SeveralPeopleError) -> CommandError:
    """Return what the command answers when the telephone alone does not tell whom it is about."""
    return CommandError(f"{error.count} authors share this telephone or address: give --name too; nothing was done")
