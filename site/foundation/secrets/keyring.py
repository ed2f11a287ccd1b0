"""The keys of sealed fields: the first is current, the others still open what they once sealed.

They come from the environment (``FIELD_KEYS="k2:<base64>,k1:<base64>"``, 32 random bytes each). Where that is
unset, an installation makes its own key on first use, readable by its owner alone.
"""

import base64
import binascii
import os
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver

KEY_BYTES: Final = 32
KEY_ID = re.compile(r"[a-z0-9]{1,16}")


@dataclass(frozen=True)
class FieldKey:
    """One key with its public name; the bytes never show in ``repr``."""

    id: str
    master: bytes

    def __repr__(self) -> str:
        return f"<FieldKey {self.id}>"

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key for one purpose; keys of different purposes say nothing of each other."""
        return _derive(self.master, purpose)


@lru_cache(maxsize=64)
def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"wenxuan/{purpose}".encode()).derive(master)


@dataclass(frozen=True)
class Keyring:
    """All keys the installation knows, the current one first."""

    keys: tuple[FieldKey, ...]

    @property
    def current(self) -> FieldKey:
        """The key that seals."""
        return self.keys[0]

    def find(self, key_id: str) -> FieldKey | None:
        """Return the key of that name, or None when the installation does not have it."""
        return next((key for key in self.keys if key.id == key_id), None)


def parse_keys(text: str) -> Keyring:
    """Read ``id:base64,id:base64``.

    Raises ``ImproperlyConfigured`` without repeating any key material.
    """
    keys = tuple(_parse_key(part.strip()) for part in text.split(",") if part.strip())
    if not keys:
        message = "FIELD_KEYS holds no key"
        raise ImproperlyConfigured(message)
    if len({key.id for key in keys}) != len(keys):
        message = "FIELD_KEYS names a key twice"
        raise ImproperlyConfigured(message)
    return Keyring(keys)


def _parse_key(text: str) -> FieldKey:
    key_id, _, encoded = text.partition(":")
    if not KEY_ID.fullmatch(key_id):
        message = "a key in FIELD_KEYS has no name of 1 to 16 small letters and digits"
        raise ImproperlyConfigured(message)
    try:
        master = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        master = b""
    if len(master) != KEY_BYTES:
        message = f"key {key_id} of FIELD_KEYS is not {KEY_BYTES} bytes in base64"
        raise ImproperlyConfigured(message)
    return FieldKey(key_id, master)


def new_key(key_id: str) -> str:
    """Return a fresh random key as it is written in ``FIELD_KEYS``."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode('ascii')}"


def own_keys(path: Path) -> str:
    """Return the installation's own keys, made on first use.

    The file appears whole or not at all, and only once, even when several processes start together: two keys
    would make what the loser sealed unreadable.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(new_key("k1"))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process was first; its keys are read below
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """Return the installation's keys, read once."""
    return parse_keys(settings.FIELD_KEYS or own_keys(Path(settings.FIELD_KEYS_FILE)))


@receiver(setting_changed)
def _forget(*, setting: str, **_kwargs: object) -> None:
    if setting in {"FIELD_KEYS", "FIELD_KEYS_FILE"}:
        keyring.cache_clear()
