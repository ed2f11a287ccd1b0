"""Many people at once, each pressing the button several times."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from foundation.intake.domain.submitting import submit
from foundation.models import Submission
from foundation.reports.kind import ERROR_REPORT
from tests.foundation.reports.reporting import GOOD

PEOPLE, PRESSES, AT_ONCE = 40, 4, 8


def press(key: uuid.UUID) -> str:
    try:
        return submit(kind=ERROR_REPORT, key=key, cleaned=dict(GOOD)).number
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_repeated_presses_make_one_submission_each_and_no_gap_in_the_numbers() -> None:
    keys = [uuid.uuid4() for _ in range(PEOPLE)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(press, keys * PRESSES))

    assert [numbers[i::PEOPLE] for i in range(PEOPLE)] == [[numbers[i]] * PRESSES for i in range(PEOPLE)]
    stored = sorted(Submission.objects.values_list("number", flat=True))
    assert stored == sorted(set(numbers))
    counted = sorted(int("".join(filter(str.isdigit, number.rsplit("-", 1)[-1]))) for number in stored)
    assert counted == list(range(counted[0], counted[0] + PEOPLE))
