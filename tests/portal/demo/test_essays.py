"""The demo's essays: invented sentences, the same each time, of a length that a competition has."""

from foundation.text.counting import count
from portal.demo.essays import write_essay


def test_essays_are_the_same_each_time_and_differ_from_one_another() -> None:
    first = [write_essay(number) for number in range(50)]

    assert first == [write_essay(number) for number in range(50)]
    assert len({essay.text for essay in first}) == 50
    assert {"{" in essay.text + essay.title for essay in first} == {False}
    assert min(count(essay.text).words for essay in first) > 150
    assert max(count(essay.text).words for essay in first) < 1800
