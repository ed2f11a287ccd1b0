"""Requests that Django turns away get a sentence."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import RequestFactory

from portal.views.faults import refused


@pytest.mark.parametrize(
    ("exception", "status", "sentence"),
    [
        (RequestDataTooBig(), 413, "请减少内容，或改用文件提交。"),
        (SuspiciousOperation(), 400, "网址或提交的内容不完整"),
    ],
)
@pytest.mark.django_db
def test_refused(rf: RequestFactory, exception: Exception, status: int, sentence: str) -> None:
    answer = refused(rf.post("/"), exception)
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
