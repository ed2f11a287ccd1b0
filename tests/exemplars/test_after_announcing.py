"""After an announcement: the result follows consent and revocation; document numbers; what the drafts know."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from exemplars.domain.consents import record_consent, withdraw_consent
from exemplars.domain.honours import number_honours, revoke_honour
from exemplars.domain.notices import announce_round
from exemplars.enums import ConsentGiver, ConsentScope
from exemplars.models import ExemplarPage, Honour, Round
from foundation.models import AuditLine
from tests.exemplars.nominating import reviewer, under_notice
from tests.exemplars.test_notices import checker, over
from tests.factories.exemplars import wall
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db


def announced(**changes: str) -> tuple[Round, ExemplarPage, Honour]:
    """Announce a round with one nominee; return it with the page and the honour."""
    made = under_notice(**changes)
    wall()
    done = announce_round(round_=made.round, on=over(made.round), actor=checker(), document_number="样发〔2026〕1号")
    return done, ExemplarPage.objects.get(), Honour.objects.get()


def test_an_announcement_takes_place_and_document_number_along() -> None:
    region = RegionFactory.create(code="990104", name="河东区", short_name="河东")

    _round, page, honour = announced()

    assert list(page.regions.all()) == [region]
    assert honour.document_number == "样发〔2026〕1号"


def test_the_result_follows_consent_and_revocation(client: Client) -> None:
    done, page, honour = announced(name="样例𠮷龘", unit="澄川公交公司驾驶员")
    address = reverse("notice", args=[done.pk])

    def told() -> tuple[bool, bool, bool]:
        text = client.get(address).content.decode()
        return ("样例𠮷龘" in text, "澄川公交公司" in text, "样某某" in text)

    assert told() == (True, True, False)
    record_consent(
        exemplar=page, scopes=[ConsentScope.NAME], giver=ConsentGiver.SELF, given_on=date(2026, 1, 5), actor=None
    )
    assert told() == (True, False, False)
    withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME], actor=None)
    assert told() == (False, False, True)
    revoke_honour(honour=honour, reason="材料不实", actor=None)
    assert told() == (False, False, False)


def test_consent_is_withdrawn_while_the_notice_runs(client: Client) -> None:
    made = under_notice(name="样例𠮷龘")
    desk = Client()
    desk.force_login(reviewer())

    desk.post(reverse("nominations:nomination", args=[made.submission.public_id]), {"act": "withdraw"})

    text = client.get(reverse("notice", args=[made.round_id])).content.decode()
    assert ("样例𠮷龘" in text, "样某某" in text, made.unit in text) == (False, True, False)
    assert AuditLine.objects.filter(verb="withdraw_nominee_consent").count() == 1


def test_a_document_number_is_written_later() -> None:
    done, _page, honour = announced()

    assert number_honours(honours=[honour], document_number=" 样发〔2026〕9号 ", actor=None) == 1
    assert number_honours(honours=[honour], document_number="样发〔2026〕9号", actor=None) == 0
    with pytest.raises(ValidationError):
        number_honours(honours=[honour], document_number="号" * 61, actor=None)
    honour.refresh_from_db()
    assert honour.document_number == "样发〔2026〕9号"
    revoke_honour(honour=honour, reason="材料不实", actor=None)
    assert number_honours(honours=Honour.objects.filter(round=done), document_number="x", actor=None) == 0


def test_the_desk_writes_document_numbers() -> None:
    done, _page, honour = announced()
    user = checker()
    user.user_permissions.add(Permission.objects.get(codename="change_honour"))
    desk = Client()
    desk.force_login(user)
    of_round, of_honour = reverse("nominations:round", args=[done.pk]), reverse("honour:edit", args=[honour.pk])

    def number() -> str:
        honour.refresh_from_db()
        return honour.document_number

    desk.post(of_round, {"to": "number", "document_number": "样发〔2026〕2号"})
    assert number() == "样发〔2026〕2号"
    desk.post(of_honour, {"act": "number", "document_number": "样发〔2026〕3号"})
    assert number() == "样发〔2026〕3号"
    long = "号" * 61
    told = [
        desk.post(of_round, {"to": "number", "document_number": long}).content.decode(),
        desk.post(of_honour, {"act": "number", "document_number": long}).content.decode(),
    ]
    assert [long in page for page in told] == [True, True]
    assert number() == "样发〔2026〕3号"
