"""Settings that do something: the installation's own key, https by the public address, secrets kept out of sight."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings.security import own_key
from portal.wsgi import application

ROOT = Path(__file__).resolve().parents[2]


def check_deploy(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Django's own check of a public installation with this environment."""
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**inherited, "WENXUAN_VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_installation_makes_its_own_key_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret_key"

    first = own_key(path)

    assert len(first) >= 50
    assert own_key(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert own_key(tmp_path / "another") != first


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TRUSTED_PROXIES": "1", "EMAIL_URL": "smtp+tls://desk:secret@mail.example.org:587"},
        {"DATABASE_URL": "postgres://wenxuan:secret@db.example.org:5432/wenxuan"},
    ],
    ids=["plain", "behind a proxy", "PostgreSQL"],
)
def test_a_public_installation_is_clean(tmp_path: Path, environment: dict[str, str]) -> None:
    answer = check_deploy(
        tmp_path, BASE_URL="https://news.example.org", ALLOWED_HOSTS="news.example.org", **environment
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("System check identified no issues")


def test_without_https_the_check_says_so(tmp_path: Path) -> None:
    answer = check_deploy(tmp_path)

    assert answer.returncode == 1
    assert "SESSION_COOKIE_SECURE" in answer.stderr


def test_the_server_finds_its_entry_point() -> None:
    assert callable(application)
