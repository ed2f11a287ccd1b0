"""Serves the site on this machine and runs the background worker beside it; both end together.

A worker that fails (its database was locked or gone for too long) is started again and the site stays up meanwhile.

python scripts/serve.py [--port 8000] [--reload]      (``make demo`` and ``make run`` call it)
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10
REST_SECONDS = 5
"""Before a failed worker is started again: what made it fail may last."""


def port_is_free(port: int) -> bool:
    """Tell whether nothing listens on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def manage(*arguments: str) -> subprocess.Popen[bytes]:
    """Start a management command."""
    command = [sys.executable, "manage.py", *arguments]
    # A group of its own: Ctrl-C reaches this script only, which then ends both in order.
    return subprocess.Popen(  # noqa: S603 -- our own commands
        command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True
    )


def wait_until_up(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait for the server's first answer; False when it ended or took too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True  # an answer, if not a happy one: the page itself says what is wrong
        except OSError:
            time.sleep(0.2)
    return False


def greet(port: int) -> None:
    """Print where to look and how to log in."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from portal.demo_accounts import ACCOUNTS, PASSWORD  # noqa: PLC0415 -- needs the settings named above

    address = f"http://{HOST}:{port}"
    print(f"\n  The site       {address}/")
    print(f"  Search         {address}/search/")
    print(f"  Editorial desk {address}/admin/\n")
    print("  Log-ins (they work on this machine in DEBUG only):")
    for account in ACCOUNTS:
        print(f"    {account.label:<14} {account.username:<15} {PASSWORD}")
    print("\n  Mails are not sent: they lie in var/mails.")
    print("  Ctrl-C ends the site and its worker.\n", flush=True)


def stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each process to end, and insist after a while."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def interrupted(_number: int, _frame: FrameType | None) -> None:
    """Turn the signal that asks us to end into the exception that ends the wait."""
    raise KeyboardInterrupt


def start_worker(*, reload: bool) -> subprocess.Popen[bytes]:
    """Start the background worker for all queues."""
    return manage("db_worker", "--queue-name", "*", *(["--reload"] if reload else ["--no-reload"]))


def serve(port: int, *, reload: bool) -> int:
    """Run server and worker until the server ends or somebody stops us; return the exit code."""
    signal.signal(signal.SIGTERM, interrupted)
    # What the site writes down for elsewhere (mails, QR codes) leads back to this port.
    os.environ.setdefault("BASE_URL", f"http://{HOST}:{port}")
    server = manage("runserver", f"{HOST}:{port}", "--skip-checks", *([] if reload else ["--noreload"]))
    worker = start_worker(reload=reload)
    try:
        if wait_until_up(port, server):
            greet(port)
        while server.poll() is None:
            time.sleep(0.5)
            if worker.poll() is not None:
                print(f"The worker ended by itself; it starts again in {REST_SECONDS} s.", file=sys.stderr)
                time.sleep(REST_SECONDS)
                worker = start_worker(reload=reload)
    except KeyboardInterrupt:
        print("\nEnding the site and its worker.")
        return 0
    finally:
        stop([server, worker])
    print("The server ended by itself; its last lines above say why.", file=sys.stderr)
    return 1


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reload", action="store_true", help="start again when code changes")
    options = parser.parse_args()
    if not port_is_free(options.port):
        print(f"Port {options.port} is taken. Choose another: make demo PORT={options.port + 1}", file=sys.stderr)
        return 1
    return serve(options.port, reload=options.reload)


if __name__ == "__main__":
    sys.exit(main())
