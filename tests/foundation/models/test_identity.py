import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.models import GreyDay, SiteIdentity


@pytest.mark.django_db
def test_grey_days_stand_in_order() -> None:
    day = GreyDay(from_date=dt.date(2026, 4, 5), until_date=dt.date(2026, 4, 4), reason="样例")
    with pytest.raises(ValidationError) as caught:
        day.full_clean()
    assert list(caught.value.message_dict) == ["__all__"]
    with pytest.raises(IntegrityError), transaction.atomic():
        day.save()
    assert str(day) == "样例"


@pytest.mark.parametrize("code", ["123", "12345678901", "12345 7890", "一二三四五六七八九十"])
@pytest.mark.django_db
def test_site_codes_that_are_none(code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SiteIdentity(site_code=code).clean_fields(exclude=["site"])
    assert list(caught.value.message_dict) == ["site_code"]


@pytest.mark.parametrize("code", ["", "9901000001", "bm12345678"])
def test_site_codes(code: str) -> None:
    SiteIdentity(site_code=code).clean_fields(exclude=["site"])


def test_name() -> None:
    assert str(SiteIdentity(site_name="样例文明网")) == "样例文明网"
