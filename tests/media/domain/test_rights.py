"""May it be shown: the table, the database's answer, and what follows a change."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from foundation.models import AuditLine, User
from media.domain import renditions, rights
from media.enums import Channel, Consent, Licence
from media.models import Picture
from media.signals import picture_rights_changed
from media.specs import PUBLIC_SPECS
from tests.factories.media import AttachmentFactory, PictureFactory, RecordingFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 5, 28)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 0),
        ({"valid_to": TODAY}, 0),
        ({"valid_to": TODAY - dt.timedelta(days=1)}, 1),
        ({"consent": Consent.WITHDRAWN}, 1),
        ({"consent": Consent.WITHDRAWN, "valid_to": TODAY - dt.timedelta(days=1)}, 2),
        ({"minors": True}, 1),
        ({"minors": True, "consent": Consent.NOT_NEEDED}, 1),
        ({"minors": True, "consent": Consent.OBTAINED}, 0),
        ({"minors": True, "consent": Consent.WITHDRAWN}, 1),
        ({"channels": [Channel.PRINT]}, 1),
        ({"channels": [Channel.PRINT, Channel.WEB]}, 0),
    ],
)
def test_problems(fields: dict[str, Any], count: int) -> None:
    assert len(rights.problems(Picture(title="甲", **fields), TODAY)) == count


def test_problems_are_chinese_sentences_for_the_desk() -> None:
    picture = Picture(title="甲", valid_to=TODAY, consent=Consent.WITHDRAWN, channels=[Channel.PRINT])
    assert rights.problems(picture, TODAY + dt.timedelta(days=1), channel=Channel.WECHAT) == [
        "“甲”：使用权已于 2020-05-28 到期。",
        "“甲”：画面中有人撤回了同意。",
        "“甲”：授权范围不含微信。",
    ]


@given(days=st.none() | st.integers(-2, 2), consent=st.sampled_from(Consent.values), minors=st.booleans())
def test_the_database_and_the_model_agree(days: int | None, consent: str, minors: bool) -> None:
    valid_to = None if days is None else TODAY + dt.timedelta(days=days)
    picture = Picture(title="甲", valid_to=valid_to, consent=consent, minors=minors)
    if minors and consent == Consent.NOBODY:
        return
    with transaction.atomic():
        picture = PictureFactory.create(valid_to=valid_to, consent=consent, minors=minors)
        usable = picture.is_usable(TODAY)
        assert Picture.objects.usable(TODAY).filter(pk=picture.pk).exists() is usable
        assert Picture.objects.unusable(TODAY).filter(pk=picture.pk).exists() is not usable
        assert (rights.problems(picture, TODAY) == []) is usable
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "fields",
    [{"licence": "stolen"}, {"consent": "perhaps"}, {"minors": True, "consent": Consent.NOBODY}],
)
@pytest.mark.parametrize("kind", [PictureFactory, AttachmentFactory, RecordingFactory])
def test_the_database_refuses_what_cannot_be(kind: Any, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        kind.create(**fields)


def test_change_rights_tells_everybody_and_writes_a_line(admin: User) -> None:
    picture = Picture.objects.get(pk=PictureFactory.create().pk)
    heard: list[tuple[int, bool, bool]] = []

    def hear(instance: Picture, *, usable: bool, file_changed: bool, **_: Any) -> None:
        heard.append((instance.pk, usable, file_changed))

    picture_rights_changed.connect(hear)
    try:
        rights.change_rights(picture=picture, actor=admin, consent=Consent.WITHDRAWN)
        rights.change_rights(picture=picture, actor=admin, credit_line="甲明 摄")
        rights.change_rights(picture=picture, actor=admin, consent=Consent.OBTAINED)
    finally:
        picture_rights_changed.disconnect(hear)
    assert heard == [(picture.pk, False, False), (picture.pk, True, False)]
    assert AuditLine.objects.filter(verb="change_picture_rights").count() == 3
    line = AuditLine.objects.filter(verb="change_picture_rights").earliest("pk")
    assert (line.actor, line.detail) == (admin, {"fields": ["consent"]})


def test_change_rights_refuses_other_fields_and_bad_values(admin: User) -> None:
    picture = PictureFactory.create()
    with pytest.raises(ValueError, match="title"):
        rights.change_rights(picture=picture, actor=admin, title="乙")
    with pytest.raises(ValidationError):
        rights.change_rights(picture=picture, actor=admin, minors=True, consent=Consent.NOBODY)
    with pytest.raises(ValidationError):
        rights.change_rights(picture=picture, actor=admin, consent=Consent.OBTAINED, channels=["television"])
    assert not AuditLine.objects.filter(verb="change_picture_rights").exists()


def test_the_sweep_takes_away_what_ran_out_overnight() -> None:
    ended = PictureFactory.create(valid_to=TODAY)
    stays = PictureFactory.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("media.models.rights.timezone.localdate", lambda *_moment: TODAY)
        renditions.make(ended)
        renditions.make(stays)
        assert rights.sweep(today=TODAY) == 0
    assert rights.sweep(today=TODAY + dt.timedelta(days=1)) == 1
    assert rights.sweep(today=TODAY + dt.timedelta(days=1)) == 0
    assert not ended.renditions.filter(filter_spec__in=PUBLIC_SPECS).exists()
    assert stays.renditions.filter(filter_spec__in=PUBLIC_SPECS).exists()
    assert AuditLine.objects.filter(verb="sweep_picture").count() == 1


@pytest.mark.parametrize(
    ("fields", "credit"),
    [
        ({}, ""),
        ({"rights_holder": "澄川日报社"}, "澄川日报社"),
        ({"rights_holder": "澄川日报社", "photographers": ["甲明", "乙亮"]}, "甲明 乙亮"),
        ({"credit_line": "甲明 摄", "photographers": ["甲明"]}, "甲明 摄"),
    ],
)
def test_credit(fields: dict[str, Any], credit: str) -> None:
    assert Picture(**fields).credit == credit


def test_remarks_name_what_is_missing() -> None:
    assert len(rights.remarks(Picture(title="甲"))) == 4
    complete = Picture(title="甲", description="乙", credit_line="丙", licence=Licence.OWN, consent=Consent.NOBODY)
    assert rights.remarks(complete) == []
