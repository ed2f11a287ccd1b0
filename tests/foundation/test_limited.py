"""Work in a limited process: the limits hold, secrets stay outside, and faults come back as sentences."""

import os
import time

import pytest

from foundation.limited import MEGABYTE, LimitedError, LimitExceededError, RefusedError, run_limited

HERE = "tests.foundation.limited_calls"


def test_it_gives_back_json_and_bytes() -> None:
    assert run_limited(f"{HERE}:sizes", b"abc", options={"name": "龘"}) == {"size": 3, "name": "龘"}
    assert run_limited(f"{HERE}:upper", b"abc") == b"ABC"


def test_a_refusal_is_a_sentence() -> None:
    with pytest.raises(RefusedError, match="这不是表格。"):
        run_limited(f"{HERE}:refuse", b"")


def test_a_fault_is_named_without_the_payload() -> None:
    with pytest.raises(LimitedError, match="RuntimeError") as fault:
        run_limited(f"{HERE}:fail", b"13900000000")
    assert "13900000000" not in str(fault.value)


def test_time_ends() -> None:
    begun = time.monotonic()
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:sleep", b"", wall_seconds=1.5)
    assert time.monotonic() - begun < 10


def test_processor_time_ends() -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:spin", b"", cpu_seconds=1, wall_seconds=30)


def test_memory_ends() -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:fill", b"", memory=256 * MEGABYTE)


def test_recursion_ends() -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:recurse", b"")


def test_a_result_may_not_be_too_large() -> None:
    with pytest.raises(LimitExceededError):
        run_limited(f"{HERE}:upper", b"a" * 2000, output_limit=1000)


def test_the_child_has_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "planted")
    monkeypatch.setenv("DATABASE_URL", "planted")
    names = run_limited(f"{HERE}:environment", b"")
    assert sorted(set(names) - {"LANG", "PATH", "LC_CTYPE"}) == []
    assert "SECRET_KEY" in os.environ


def test_printing_does_not_disturb_the_answer() -> None:
    assert run_limited(f"{HERE}:chatter", b"") == "said"
