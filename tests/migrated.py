"""Keeps the freshly migrated SQLite file between runs on one machine, so that a single test starts in seconds.

The file is named by a digest of everything that migrations are made of: change a migration or a dependency and the next
run migrates anew. A clean checkout has none and therefore always shows that the migrations work.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "migrated"
MADE_FROM = ("site/foundation/data/*", "requirements/dev.lock")


def sources() -> list[Path]:
    """Return the files that decide what the migrations make."""
    migrations = [
        path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/**/*.py") if path.is_file()
    ]
    return sorted(migrations + [path for pattern in MADE_FROM for path in ROOT.glob(pattern)])


def kept_file() -> Path | None:
    """Return where the migrated file is kept; None where the tests run on another database."""
    if connection.vendor != "sqlite":
        return None
    digest = hashlib.sha256()
    for path in sources():
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:24]}.sqlite3"


def bring() -> bool:
    """Copy the kept file to where the test database is expected; tell whether there was one."""
    kept = kept_file()
    if kept is None or not kept.exists():
        return False
    shutil.copyfile(kept, settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def keep() -> None:
    """Keep the test database as it stands, and forget those of earlier migrations."""
    kept = kept_file()
    if kept is None or kept.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = FOLDER / f"{os.getpid()}.unfinished"
    copy = sqlite3.connect(unfinished)
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.close()
    unfinished.replace(kept)
