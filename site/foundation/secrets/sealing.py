"""Sealing with AES-256-GCM. What is sealed names its key and is bound to table, row and field.

Moved to another row, field or table it does not open, so nobody who can write to the database can make the
system show one person's telephone under another's name.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from foundation.secrets.keyring import FieldKey, keyring

VERSION: Final = "w1"
NONCE_BYTES: Final = 12  # NIST SP 800-38D: 96 random bits, good for 2^32 messages a key


class SealError(Exception):
    """Something sealed cannot be opened: it was moved or changed, or its key is missing. Names no content."""


@dataclass(frozen=True)
class Binding:
    """Where a sealed value belongs."""

    table: str
    row: str
    field: str

    def data(self, key_id: str) -> bytes:
        """Return the additional authenticated data."""
        return json.dumps([VERSION, key_id, self.table, self.row, self.field], ensure_ascii=True).encode("ascii")


def seal_bytes(plain: bytes, binding: Binding, key: FieldKey | None = None) -> bytes:
    """Seal bytes with the current key: ``w1.<key id>.`` and then nonce and ciphertext."""
    key = key or keyring().current
    nonce = os.urandom(NONCE_BYTES)
    body = AESGCM(key.derive("seal")).encrypt(nonce, plain, binding.data(key.id))
    return f"{VERSION}.{key.id}.".encode("ascii") + nonce + body


def unseal_bytes(sealed: bytes, binding: Binding) -> bytes:
    """Open what ``seal_bytes`` made; raises ``SealError``."""
    key_id, body = _split(sealed)
    key = keyring().find(key_id)
    if key is None:
        message = f"{binding.table}.{binding.field}: the key {key_id} is not among FIELD_KEYS"
        raise SealError(message)
    try:
        return AESGCM(key.derive("seal")).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], binding.data(key_id))
    except (InvalidTag, ValueError):
        message = f"{binding.table}.{binding.field}: the sealed value was changed or does not belong here"
        raise SealError(message) from None


def seal_text(plain: str, binding: Binding, key: FieldKey | None = None) -> str:
    """Seal a text; the result is ASCII. Lone surrogates survive."""
    sealed = seal_bytes(plain.encode("utf-8", "surrogatepass"), binding, key)
    version, key_id, body = sealed.split(b".", 2)
    return f"{version.decode()}.{key_id.decode()}.{base64.urlsafe_b64encode(body).decode('ascii')}"


def unseal_text(sealed: str, binding: Binding) -> str:
    """Open what ``seal_text`` made; raises ``SealError``."""
    version, _, rest = sealed.partition(".")
    key_id, _, body = rest.partition(".")
    try:
        raw = base64.b64decode(body.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        message = f"{binding.table}.{binding.field}: this is no sealed value"
        raise SealError(message) from None
    opened = unseal_bytes(f"{version}.{key_id}.".encode() + raw, binding)
    return opened.decode("utf-8", "surrogatepass")


def key_of(sealed: str | bytes) -> str:
    """Return the name of the key that sealed this; raises ``SealError`` when nothing did."""
    return _split(sealed.encode("ascii", "replace") if isinstance(sealed, str) else sealed)[0]


def _split(sealed: bytes) -> tuple[str, bytes]:
    parts = sealed.split(b".", 2)
    if len(parts) != len(("version", "key", "body")) or parts[0] != VERSION.encode("ascii"):
        message = "this is no sealed value"
        raise SealError(message)
    return parts[1].decode("ascii", "replace"), parts[2]
