"""``manage.py content``: fills an empty database once and never touches a filled one."""

from unittest import mock

import pytest
from django.core.management import call_command

from foundation.models import User
from portal.management.commands import content


@pytest.mark.django_db
@pytest.mark.parametrize("filled", [True, False])
def test_only_an_empty_database_is_filled(capsys: pytest.CaptureFixture[str], *, filled: bool) -> None:
    if filled:
        User.objects.create_user("bianji", "a-long-enough-password", name="编辑")

    with mock.patch.object(content, "call_command") as call:
        call_command("content")

    commands = [arguments.args[0] for arguments in call.call_args_list]
    assert commands == (["migrate"] if filled else ["migrate", "demo"])
    assert ("stays as it is" in capsys.readouterr().out) is filled
