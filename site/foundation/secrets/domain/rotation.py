"""Turning the key over: everything sealed under an older key is sealed again under the current one.

The data themselves say what is left to do, so the work may be stopped anywhere and started again. Each row is
changed only where it still holds what was read: somebody writing at the same moment wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction

from foundation.secrets.fields import BlindIndexField, SealedBytesField, SealedTextField, fields_of
from foundation.secrets.indexing import blind_index
from foundation.secrets.keyring import keyring
from foundation.secrets.sealing import SealError, key_of, seal_bytes, seal_text, unseal_bytes, unseal_text
from foundation.secrets.values import SealedBlob, SealedText

SealedField = SealedTextField | SealedBytesField


@dataclass
class Rotation:
    """What one run did, or would do."""

    seen: int = 0
    turned: int = 0
    overtaken: int = 0
    broken: int = 0


def sealed_models() -> Iterator[tuple[type[models.Model], list[SealedField]]]:
    """Yield every model with sealed fields and those fields."""
    for model in apps.get_models():
        fields = [field for field in fields_of(model) if isinstance(field, SealedTextField | SealedBytesField)]
        if fields:
            yield model, fields


def rotate_model(model: type[models.Model], fields: list[SealedField], *, dry_run: bool = False) -> Rotation:
    """Seal every value of one model under the current key; returns what was done."""
    rotation = Rotation()
    rows = model._base_manager  # noqa: SLF001 - the manager that hides no row
    for row in rows.order_by("pk").iterator(chunk_size=200):
        rotation.seen += 1
        try:
            changes = _changes(row, fields)
        except SealError:
            rotation.broken += 1
            continue
        if not changes:
            continue
        if dry_run or swap(row, changes):
            rotation.turned += 1
        else:
            rotation.overtaken += 1
    return rotation


def _changes(row: models.Model, fields: list[SealedField]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for field in fields:
        changes.update(_field_changes(row, field))
    return changes


def _field_changes(row: models.Model, field: SealedField) -> dict[str, Any]:
    sealed = getattr(row, field.attname).seal()
    if not sealed:
        return {}
    changes: dict[str, Any] = {}
    binding = field.binding(row)
    if key_of(sealed) != keyring().current.id:
        changes[field.attname] = (
            SealedText(seal_text(unseal_text(sealed, binding), binding))
            if isinstance(field, SealedTextField)
            else SealedBlob(seal_bytes(unseal_bytes(sealed, binding), binding))
        )
    for index in _indexes_of(row, field):
        digest = getattr(row, index.attname)
        if digest and digest.partition(".")[0] != keyring().current.id:
            changes[index.attname] = blind_index(unseal_text(sealed, binding), index.normaliser)
    return changes


def _indexes_of(row: models.Model, field: SealedField) -> list[BlindIndexField]:
    return [
        index for index in fields_of(type(row)) if isinstance(index, BlindIndexField) and index.source == field.attname
    ]


def swap(row: models.Model, changes: dict[str, Any]) -> bool:
    """Write the changes if the row still holds what was read; returns whether it did."""
    rows = type(row)._base_manager  # noqa: SLF001 - the manager that hides no row
    with transaction.atomic():
        held = rows.select_for_update().filter(pk=row.pk).first()
        if held is None or any(_stored(held, name) != _stored(row, name) for name in changes):
            return False
        rows.filter(pk=row.pk).update(**changes)
    return True


def _stored(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return value.seal() if hasattr(value, "seal") else value
