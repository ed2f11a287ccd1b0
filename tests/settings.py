"""Settings of the test run: ours, with what a test must not touch moved to a folder of its own.

Each process (each xdist worker too) has its own ``WENXUAN_VAR_DIR``, so uploads, keys and the SQLite file of one
never meet another's. ``DATABASE_URL`` is left alone: ``make test-pg`` names a PostgreSQL there.
"""

import os
import tempfile
from pathlib import Path

VAR_DIR = Path(tempfile.mkdtemp(prefix="wenxuan-test-"))
(VAR_DIR / "static").mkdir()

# Set before our settings are read; a developer's own environment must not change what the tests see.
os.environ.update(
    {
        "WENXUAN_VAR_DIR": str(VAR_DIR),
        "TASKS_IMMEDIATE": "1",
        "DEBUG": "0",
        "BASE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "LOG_LEVEL": "WARNING",
    }
)

from portal.settings import *  # noqa: E402, F403 -- the environment above must be set before
from portal.settings import DATABASES, STORAGES  # noqa: E402 -- the same

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A test that changes a menu reads it anew, and counts of queries do not depend on what an earlier request kept.
FURNITURE_SECONDS = 0
# ``client.login()`` has no request, which the lock needs; tests of the lock switch it on and use the real form.
AXES_ENABLED = False

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: the live server's threads each have a connection, which memory cannot give them.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
