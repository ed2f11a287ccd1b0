"""Work on hostile input in a process of its own, under limits, without the installation's secrets.

``run_limited("package.module:function", payload, …)`` starts a fresh interpreter, lets it use so much processor
time, memory and wall time, and takes back JSON or bytes. The function is called as ``function(payload, **options)``;
it may raise ``ValueError`` with a sentence for the person who sent the input. It cannot use Django's settings: the
child is given no environment, so neither the database nor any key is within its reach.
"""

import importlib
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Final

MEGABYTE: Final = 1024 * 1024
HEADER: Final = struct.Struct(">I")


class LimitedError(Exception):
    """The work could not be done; the message is technical."""


class LimitExceededError(LimitedError):
    """The work used more time, memory or room than it was given."""


class RefusedError(LimitedError):
    """The function refused the input with a ``ValueError``; the message is that sentence."""


def run_limited(  # noqa: PLR0913 - each limit is named at the call
    callable_path: str,
    payload: bytes,
    *,
    options: Mapping[str, Any] | None = None,
    cpu_seconds: int = 10,
    memory: int = 512 * MEGABYTE,
    wall_seconds: float = 20.0,
    output_limit: int = 64 * MEGABYTE,
) -> Any:
    """Call a function in a limited process and return its result (JSON types, or bytes).

    ``memory`` and ``output_limit`` are bytes of address space and of result. Raises ``RefusedError``,
    ``LimitExceededError`` or ``LimitedError``.
    """
    limits = {"cpu": cpu_seconds, "memory": memory, "output": output_limit}
    header = json.dumps({"call": callable_path, "options": dict(options or {}), "limits": limits}).encode()
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "foundation.limited"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"LANG": "C.UTF-8", "PATH": os.defpath},
        start_new_session=True,
    )
    with process:
        try:
            output, errors = process.communicate(HEADER.pack(len(header)) + header + payload, timeout=wall_seconds)
        except subprocess.TimeoutExpired:
            message = f"{callable_path} took longer than {wall_seconds} s"
            raise LimitExceededError(message) from None
        finally:
            _end(process)
    return _result(callable_path, process.returncode, output, errors)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill what is left of the child and of anything it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _result(callable_path: str, code: int, output: bytes, errors: bytes) -> Any:
    kind, body = output[:1], output[1:]
    if code == 0 and kind == b"B":
        return body
    if code == 0 and kind == b"J":
        return json.loads(body)
    if kind == b"R":
        raise RefusedError(body.decode("utf-8", "replace"))
    if kind == b"L" or code in {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGSEGV}:
        message = f"{callable_path} used more than it was given"
        raise LimitExceededError(message)
    last_line = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
    message = f"{callable_path} failed: {last_line[:200]}"
    raise LimitedError(message)


def _limit(limits: Mapping[str, int]) -> None:
    import resource  # noqa: PLC0415 - POSIX only, and only the child needs it

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu"], limits["cpu"] + 1))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["output"], limits["output"]))


def _call(header: Mapping[str, Any], payload: bytes) -> tuple[bytes, bytes]:
    """Return the frame's letter and body."""
    module_name, _, function_name = header["call"].partition(":")
    try:
        result = getattr(importlib.import_module(module_name), function_name)(payload, **header["options"])
        frame = (b"B", result) if isinstance(result, bytes) else (b"J", json.dumps(result).encode())
    except ValueError as error:
        return b"R", str(error).encode("utf-8", "replace")
    except (MemoryError, RecursionError):
        return b"L", b""
    return frame if len(frame[1]) <= header["limits"]["output"] else (b"L", b"")


def main() -> None:
    """Be the child: read one call from standard input and write one frame to standard output."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    header = json.loads(source.read(HEADER.unpack(source.read(HEADER.size))[0]))
    _limit(header["limits"])
    sys.stdout = sys.stderr  # a library that prints must not write into the frame
    letter, body = _call(header, source.read())
    sink.write(letter + body)
    sink.flush()


if __name__ == "__main__":
    main()
