"""What tests of nominations share."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission

from exemplars.enums import Age, Consent, NominationState, RoundState, SubjectKind
from exemplars.intake_kinds import NOMINATION
from exemplars.models import Nomination, ProgrammeCategory, Round
from exemplars.queries.notices import today
from foundation.intake.domain.submitting import submit
from foundation.models import User
from tests.factories.exemplars import ProgrammeCategoryFactory, RoundFactory
from tests.factories.foundation import UserFactory

DEEDS = "二〇二四年七月暴雨，他背着两位独居老人蹚过齐腰深的水，送到学校，又回去接邻居。"
GOOD: dict[str, Any] = {
    "subject": SubjectKind.PERSON,
    "name": "样例𠮷龘",
    "place": "澄川市河东区柳湾街道",
    "unit": "澄川公交公司驾驶员",
    "age": Age.ADULT,
    "deeds": DEEDS,
    "consent": Consent.GIVEN,
}
NOMINATOR = {"contact_name": "匿名样例", "contact_phone": "13955550123", "contact_email": "planted@example.cn"}


def open_category(**fields: Any) -> tuple[Round, ProgrammeCategory]:
    """Return a round that takes nominations and a category of it."""
    opened = RoundFactory.create(**fields)
    return opened, ProgrammeCategoryFactory.create(programme=opened.programme)


def nominated(where: tuple[Round, ProgrammeCategory] | None = None, /, **changes: Any) -> Nomination:
    """Take in one nomination and return its row."""
    cleaned = {**GOOD, **NOMINATOR, "category": where or open_category(), **changes}
    receipt = submit(kind=NOMINATION, key=uuid.uuid4(), cleaned=cleaned)
    return Nomination.objects.select_related("submission", "round", "category").get(submission=receipt.submission)


def reviewer() -> User:
    """Return somebody who may review."""
    user: User = UserFactory.create()
    names = ["access_admin", "change_nomination", "view_round", "change_round"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def under_notice(where: tuple[Round, ProgrammeCategory] | None = None, /, **changes: Any) -> Nomination:
    """Return a nomination that two people selected, in a round under public notice since today."""
    made = nominated(where, **changes)
    signed = {"proposed_by": UserFactory.create(), "confirmed_by": UserFactory.create()}
    Nomination.objects.filter(pk=made.pk).update(state=NominationState.SELECTED, **signed)
    day = today()
    Round.objects.filter(pk=made.round_id).update(
        state=RoundState.NOTICE, notice_starts_on=day, notice_ends_on=day + timedelta(days=7)
    )
    return Nomination.objects.select_related("submission", "round", "category").get(pk=made.pk)
