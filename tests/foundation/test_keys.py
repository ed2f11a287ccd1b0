import pytest

from foundation.keys import LARGEST_KEY, key_in


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12", 12),
        (str(LARGEST_KEY), LARGEST_KEY),
        (str(LARGEST_KEY + 1), 0),
        ("9" * 5000, 0),
        ("", 0),
        ("-1", 0),
        ("１２", 0),
        ("²", 0),
        ("1\0", 0),
    ],
)
def test_a_key_is_what_the_database_can_hold(text: str, key: int) -> None:
    assert key_in(text) == key
