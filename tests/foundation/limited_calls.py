"""What the tests of the limited process call; nothing here imports Django."""

import os
import time


def sizes(payload: bytes, *, name: str) -> dict[str, object]:
    return {"size": len(payload), "name": name}


def upper(payload: bytes) -> bytes:
    return payload.upper()


def refuse(_payload: bytes) -> None:
    message = "这不是表格。"
    raise ValueError(message)


def fail(_payload: bytes) -> None:
    message = "broken"
    raise RuntimeError(message)


def sleep(_payload: bytes) -> None:
    time.sleep(60)


def spin(_payload: bytes) -> None:
    while True:
        pass


def fill(_payload: bytes) -> int:
    return len(bytearray(2 * 1024 * 1024 * 1024))


def recurse(payload: bytes) -> None:
    recurse(payload)


def environment(_payload: bytes) -> list[str]:
    return sorted(os.environ)


def chatter(_payload: bytes) -> str:
    print("noise on standard output")  # noqa: T201 - the noise is what is tested
    return "said"
