"""Work for the limited process of the tests; it is imported there, far from Django."""

import os
import time


def length(payload: bytes) -> dict[str, int]:
    return {"bytes": len(payload)}


def doubled(payload: bytes, *, times: int) -> bytes:
    return payload * times


def environment(_payload: bytes) -> list[str]:
    return sorted(name for name in os.environ if name != "LC_CTYPE")


def refuse(_payload: bytes) -> None:
    message = "not this one"
    raise ValueError(message)


def hoard(_payload: bytes) -> int:
    return len(bytearray(2_000_000_000))


def recurse(payload: bytes) -> None:
    recurse(payload)


def spin(_payload: bytes) -> None:
    while True:
        pass


def wait(_payload: bytes) -> None:
    time.sleep(30)


def crash(_payload: bytes) -> float:
    return 1 / 0
