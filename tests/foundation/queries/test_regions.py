"""The region that a camera's or an agency's own words mean."""

import pytest

from foundation.queries.regions import region_told_by
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _places() -> None:
    province = RegionFactory.create(code="990000", name="样省", short_name="样", level=1)
    city = RegionFactory.create(code="990100", name="澄川市", short_name="澄川", level=2, parent=province)
    other = RegionFactory.create(code="990200", name="远山市", short_name="远山", level=2, parent=province)
    RegionFactory.create(code="990101", name="河东区", short_name="河东", level=3, parent=city)
    RegionFactory.create(code="990201", name="河东区", short_name="河东", level=3, parent=other)
    RegionFactory.create(code="990102", name="云溪县", short_name="云溪", level=3, parent=city)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("澄川 云溪", "990102"),
        ("样省澄川市云溪县文明广场", "990102"),
        ("澄川市", "990100"),
        ("河东", None),
        ("远山市河东区", "990201"),
        ("远山 澄川", None),
        ("别处", None),
        ("", None),
        ("　", None),
    ],
)
@pytest.mark.usefixtures("_places")
def test_told_by(text: str, code: str | None) -> None:
    region = region_told_by(text)
    assert (region.code if region else None) == code
