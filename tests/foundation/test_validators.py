import pytest
from django.core.exceptions import ValidationError

from foundation.validators import validate_names


@pytest.mark.parametrize("value", ["甲", [1], [""], ["  "], ["长" * 61], None])
def test_lists_that_hold_no_names(value: object) -> None:
    with pytest.raises(ValidationError):
        validate_names(value)


def test_names() -> None:
    validate_names([])
    validate_names(["甲", "长" * 60])
