"""Proof of work: a number that is dear to find and cheap to check, found by the page while the form is read.

The number belongs to the form's submission key, so it is good for one submission only. A form without it (no scripts)
is taken all the same after ``SLOW_SECONDS``, so many an hour from one address.
"""

import hashlib
import re
import uuid
from typing import Final

SLOW_SECONDS: Final = 15.0
PROOF: Final = re.compile(r"[0-9]{1,12}")


def is_good(key: uuid.UUID, proof: str, bits: int) -> bool:
    """Tell whether SHA-256 of ``<key>:<proof>`` begins with that many zero bits."""
    if not PROOF.fullmatch(proof):
        return False
    digest = hashlib.sha256(f"{key}:{proof}".encode("ascii")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits) == 0
