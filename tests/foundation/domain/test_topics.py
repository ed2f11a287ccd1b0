import pytest
from django.core.management import call_command

from foundation.domain.topics import load_topics
from foundation.models import AuditLine, Topic

pytestmark = pytest.mark.django_db


def test_the_list_comes_in_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_topics")
    call_command("load_topics")
    assert capsys.readouterr().out == "20 created\n0 created\n"
    assert AuditLine.objects.count() == 1


def test_what_editors_changed_stays() -> None:
    Topic.objects.create(name="创文", slug="wenming-chengshi")
    Topic.objects.create(name="征文", slug="essays")
    assert load_topics() == 18
    assert Topic.objects.get(slug="wenming-chengshi").name == "创文"
