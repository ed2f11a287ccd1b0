"""An installation without FIELD_KEYS makes its own key, once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pytest_django import Settings

from foundation.secrets.keyring import keyring, own_keys


def test_the_key_file_is_made_for_the_owner_alone(tmp_path: Path, settings: Settings) -> None:
    settings.FIELD_KEYS = ""
    settings.FIELD_KEYS_FILE = tmp_path / "deep" / "field_keys"
    assert keyring().current.id == "k1"
    assert stat.S_IMODE((tmp_path / "deep" / "field_keys").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["field_keys"]


def test_starting_many_processes_makes_one_key(tmp_path: Path) -> None:
    path = tmp_path / "field_keys"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: own_keys(path), range(64)))
    assert len(keys) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["field_keys"]
