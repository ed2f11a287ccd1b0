"""Honours are recorded once, revoked with a reason, and then gone from everything public."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from exemplars.domain.honours import NotStandingError, revoke_honour
from exemplars.enums import HonourState
from exemplars.models import Honour
from foundation.models import AuditLine
from search.models import Document
from tests.exemplars.test_consents import walked
from tests.factories.exemplars import ProgrammeCategoryFactory, ProgrammeFactory, RoundFactory, exemplar, honour

pytestmark = pytest.mark.django_db


def test_a_revoked_honour_leaves_the_public_and_stays_in_the_records(client: Client) -> None:
    page = exemplar()
    kept = honour(page, programme=ProgrammeFactory(name="榆桥好邻居"))
    wrong = honour(page, programme=ProgrammeFactory(name="澄川样例奖"), document_number="澄文明〔2026〕9号")
    assert "澄川样例奖" in walked(client, page.number_id)

    revoked = revoke_honour(honour=wrong, reason="材料不实", actor=None, day=date(2026, 11, 1))

    after = walked(client, page.number_id)
    assert ("榆桥好邻居" in after, "澄川样例奖" in after, "〔2026〕9号" in after) == (True, False, False)
    assert "澄川样例奖" not in Document.objects.get(number=page.number_id).text
    assert (revoked.state, revoked.revoked_on, revoked.revocation_reason) == (
        HonourState.REVOKED,
        date(2026, 11, 1),
        "材料不实",
    )
    assert AuditLine.objects.filter(verb="revoke_honour").count() == 1
    assert list(Honour.objects.standing()) == [kept]
    with pytest.raises(NotStandingError):
        revoke_honour(honour=wrong, reason="材料不实", actor=None)


def test_with_the_last_honour_the_page_goes(client: Client) -> None:
    page = exemplar(name="样例独")
    only = honour(page)

    with pytest.raises(ValueError, match="reason"):
        revoke_honour(honour=only, reason=" ", actor=None)
    revoke_honour(honour=only, reason="材料不实", actor=None)

    assert "样例独" not in walked(client, page.number_id)


def test_an_honour_is_recorded_once_and_of_one_programme() -> None:
    page = exemplar()
    round_ = RoundFactory()
    honour(page, programme=round_.programme, round_=round_)
    alone = honour(page, year=2020)

    with pytest.raises(ValidationError):
        honour(page, programme=round_.programme, round_=round_)
    with pytest.raises(ValidationError):
        honour(page, programme=alone.programme, year=2020)
    with pytest.raises(ValidationError):
        honour(page, round_=round_)
    with pytest.raises(ValidationError):
        honour(page, category=ProgrammeCategoryFactory())
    with pytest.raises(ValueError, match="begins"):
        honour(page, state=HonourState.REVOKED)
    assert str(alone) == f"{alone.programme} 2020年"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "revoked"},
        {"revocation_reason": "材料不实"},
        {"state": "praised"},
        {"level": "world"},
        {"year": 3000},
    ],
)
def test_the_database_refuses_what_the_verbs_do(changes: dict[str, object]) -> None:
    made = honour(exemplar())

    with pytest.raises(IntegrityError), transaction.atomic():
        Honour.objects.filter(pk=made.pk).update(**changes)
