"""Forgetting: sealed values and their digests are overwritten with nothing.

Overwriting is what erases one person. Ciphertext in old backups stays closed once the key that sealed it is
taken out of ``FIELD_KEYS``, after ``rotate_secrets`` has moved what is still needed to a new one.
"""

from collections.abc import Iterable

from django.db import models

from foundation.secrets.fields import BlindIndexField, SealedFieldMixin, fields_of


def erase_sealed(row: models.Model, *, names: Iterable[str] | None = None) -> list[str]:
    """Empty the sealed fields of a row (or those named) and their indexes in memory.

    Returns the names to save, for ``row.save(update_fields=…)``.
    """
    wanted = None if names is None else set(names)
    touched: list[str] = []
    for field in fields_of(type(row)):
        if isinstance(field, SealedFieldMixin) and (wanted is None or field.attname in wanted):
            setattr(row, field.attname, None)
            touched.append(field.attname)
    for field in fields_of(type(row)):
        if isinstance(field, BlindIndexField) and field.source in touched:
            setattr(row, field.attname, None)
            touched.append(field.attname)
    return touched
