"""The limited process, asked for things that it must give, refuse or end."""

import pytest

from foundation.limited import LimitedError, LimitExceededError, RefusedError, run_limited

HERE = "tests.foundation.limited_work"


def test_it_answers_json_and_bytes() -> None:
    assert run_limited(f"{HERE}:length", "澄川".encode()) == {"bytes": 6}
    assert run_limited(f"{HERE}:doubled", b"ab", options={"times": 3}) == b"ababab"


def test_it_has_neither_environment_nor_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "planted")

    assert run_limited(f"{HERE}:environment", b"") == ["LANG", "PATH"]


def test_a_refusal_brings_its_sentence() -> None:
    with pytest.raises(RefusedError, match="not this one"):
        run_limited(f"{HERE}:refuse", b"")


@pytest.mark.parametrize("work", ["hoard", "recurse"])
def test_memory_is_bounded(work: str) -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:{work}", b"")


def test_processor_time_is_bounded() -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:spin", b"", cpu_seconds=1)


def test_wall_time_is_bounded() -> None:
    with pytest.raises(LimitExceededError, match=r"longer than 0\.5 s"):
        run_limited(f"{HERE}:wait", b"", wall_seconds=0.5)


def test_the_answer_is_bounded() -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:doubled", b"x" * 1000, options={"times": 10}, output_limit=5000)


def test_a_crash_is_told_apart() -> None:
    with pytest.raises(LimitedError, match="ZeroDivisionError"):
        run_limited(f"{HERE}:crash", b"")
