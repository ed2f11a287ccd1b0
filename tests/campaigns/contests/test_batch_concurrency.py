"""Two workers, two sheets at once: every row one entry."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from campaigns.contests.domain.batch_answers import answers_of
from campaigns.contests.domain.batch_runs import Sender, send_batch, work_through
from campaigns.contests.enums import BatchState
from campaigns.contests.models import BatchLink, BatchRun, Entry
from foundation.intake.models import Submission
from tests.campaigns.contests.batch_files import archive, manuscript, sheet, uploads
from tests.campaigns.contests.test_batches import make_batch_link
from tests.factories.contests import make_contest

ROWS = 4


def work(key: int) -> None:
    try:
        work_through(key=key)
    finally:
        connection.close()


def send(link: BatchLink, data: bytes) -> int:
    sent = uploads(data, archive(我的家乡__docx=manuscript()))
    sender = Sender(teacher="样例老师", phone="13900000001", attested="已同意", declared={})
    return send_batch(link=link, sheet=sent["sheet"], archive=sent["archive"], sender=sender).pk


@pytest.mark.django_db(transaction=True)
def test_two_sheets_alike_and_two_workers_each_make_one_entry_a_row() -> None:
    contest = make_contest()
    link, _token = make_batch_link(contest)
    data = sheet(contest, *({"name": f"样例学生{number}"} for number in range(ROWS)))
    keys = [send(link, data), send(link, data)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, keys * 2))

    runs = BatchRun.objects.filter(pk__in=keys)
    assert [run.state for run in runs] == [BatchState.DONE] * 2
    assert Entry.objects.count() == Submission.objects.count() == ROWS
    assert sum(run.taken for run in runs) == ROWS
    assert [len({answer.number for answer in answers_of(run)}) for run in runs] == [ROWS] * 2
