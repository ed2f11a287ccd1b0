"""Model fields whose values are sealed at rest, and the blind index that finds them.

The model needs a column with a random key that never changes (``public_id`` unless ``row=`` names another);
ciphertext is bound to it. Assign plain values, save, and read with ``row.telephone.reveal()``.
"""

from typing import Any, cast

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from foundation.secrets.indexing import blind_index
from foundation.secrets.sealing import Binding, seal_bytes, seal_text, unseal_bytes, unseal_text
from foundation.secrets.values import Envelope, SealedBlob, SealedText

ALLOWED_LOOKUPS = frozenset({"exact", "isnull"})


def table_of(model: type[models.Model]) -> str:
    """Return the name of a model's table."""
    return str(model._meta.db_table)  # noqa: SLF001 - Django's documented way to a model's table and fields


def fields_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns that stand in a model's own table."""
    return list(model._meta.local_fields)  # noqa: SLF001 - Django's documented way to a model's table and fields


class _TextEnvelope(Envelope[str]):
    """The value of a sealed text field of one row."""

    __slots__ = ("_field", "_row", "_sealed")

    def __init__(self, field: "SealedTextField", row: models.Model, value: Any) -> None:
        self._field = field
        self._row = row
        self._plain = None
        self._sealed = SealedText("")
        if isinstance(value, SealedText):
            self._sealed = value
        else:
            self._plain = _plain_text(value)

    def __bool__(self) -> bool:
        return bool(self._sealed or self._plain)

    def reveal(self) -> str:
        """Return the plaintext; raises ``SealError`` when it does not open."""
        if self._plain is not None:
            return self._plain
        return unseal_text(self._sealed, self._field.binding(self._row)) if self._sealed else ""

    def fresh(self) -> str | None:
        """Return the plaintext if it was assigned since the row was read, otherwise None."""
        return self._plain

    def seal(self) -> SealedText:
        """Return what goes into the database; the same ciphertext when nothing new was assigned."""
        if self._plain is not None and not self._sealed and self._plain:
            self._sealed = SealedText(seal_text(self._plain, self._field.binding(self._row)))
        return self._sealed


class _BytesEnvelope(Envelope[bytes]):
    """The value of a sealed bytes field of one row."""

    __slots__ = ("_field", "_row", "_sealed")

    def __init__(self, field: "SealedBytesField", row: models.Model, value: Any) -> None:
        self._field = field
        self._row = row
        self._plain = None
        self._sealed = SealedBlob(b"")
        if isinstance(value, SealedBlob):
            self._sealed = value
        else:
            self._plain = value.reveal() if isinstance(value, Envelope) else bytes(value or b"")

    def __bool__(self) -> bool:
        return bool(self._sealed or self._plain)

    def reveal(self) -> bytes:
        """Return the plain bytes; raises ``SealError`` when they do not open."""
        if self._plain is not None:
            return self._plain
        return unseal_bytes(self._sealed, self._field.binding(self._row)) if self._sealed else b""

    def seal(self) -> SealedBlob:
        """Return what goes into the database."""
        if self._plain and not self._sealed:
            self._sealed = SealedBlob(seal_bytes(self._plain, self._field.binding(self._row)))
        return self._sealed


def _plain_text(value: Any) -> str:
    if isinstance(value, Envelope):
        return cast("str", value.reveal())
    return "" if value is None else str(value)


class _SealedAttribute(DeferredAttribute):
    """Wraps whatever is assigned into an envelope."""

    field: "SealedFieldMixin"

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, SealedFieldMixin.envelopes) and value._row is instance:  # noqa: SLF001 - same module
            instance.__dict__[self.field.attname] = value
            return
        if isinstance(value, SealedFieldMixin.envelopes) and _same_row(value, instance):
            value = value.seal()
        instance.__dict__[self.field.attname] = self.field.envelope(self.field, instance, value)


def _same_row(envelope: Any, instance: models.Model) -> bool:
    other = envelope._row  # noqa: SLF001 - the envelope classes stand above
    return type(other) is type(instance) and other.pk == instance.pk and instance.pk is not None


class SealedFieldMixin(models.Field[Any, Any]):
    """What the sealed fields share: binding, no look-up, no form, no plaintext in SQL or fixtures."""

    envelopes = (_TextEnvelope, _BytesEnvelope)
    descriptor_class = _SealedAttribute
    envelope: type[Any]

    def __init__(self, *args: Any, row: str = "public_id", **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs["editable"] = False
        self.row = row
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Say how to make this field again, for migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if self.row != "public_id":
            kwargs["row"] = self.row
        return name, path, args, kwargs

    def binding(self, instance: models.Model) -> Binding:
        """Return where this field's value of that row belongs."""
        return Binding(table_of(self.model), str(getattr(instance, self.row)), str(self.column))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002 - Django's signature
        """Seal what was assigned."""
        return getattr(model_instance, self.attname).seal()

    def to_python(self, value: Any) -> Any:
        """Leave envelopes closed while a model is validated."""
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow only asking whether something is there: ciphertext cannot be compared."""
        return super().get_lookup(lookup_name) if lookup_name in ALLOWED_LOOKUPS else None

    def value_to_string(self, obj: models.Model) -> str:
        """Give fixtures and dumps the ciphertext."""
        return str(getattr(obj, self.attname).seal())


class SealedTextField(SealedFieldMixin, models.TextField[Any, Any]):
    """A text encrypted at rest. Empty stays empty, so that a query may ask whether there is one."""

    envelope = _TextEnvelope

    def from_db_value(self, value: str | None, *_args: Any) -> SealedText:
        """Mark what comes from the database as ciphertext."""
        return SealedText(value or "")

    def get_prep_value(self, value: Any) -> Any:
        """Let ciphertext through and refuse everything else: plain text never reaches SQL."""
        if isinstance(value, _TextEnvelope):
            value = value.seal()
        if value in (None, "") or isinstance(value, SealedText):
            return str(value or "")
        message = f"{self.name} is sealed: assign it to a row and save the row"
        raise TypeError(message)


class SealedBytesField(SealedFieldMixin, models.BinaryField[Any, Any]):
    """Bytes encrypted at rest, such as a request as it arrived."""

    envelope = _BytesEnvelope

    def from_db_value(self, value: Any, *_args: Any) -> SealedBlob:
        """Mark what comes from the database as ciphertext."""
        return SealedBlob(bytes(value or b""))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Let ciphertext through and refuse everything else: plain bytes never reach SQL."""
        if isinstance(value, _BytesEnvelope):
            value = value.seal()
        if value and not isinstance(value, SealedBlob):
            message = f"{self.name} is sealed: assign it to a row and save the row"
            raise TypeError(message)
        return super().get_db_prep_value(bytes(value or b""), connection, prepared)


class BlindIndexField(models.CharField[Any, Any]):
    """The keyed digest of a sealed text field of the same row, by which the row is found.

    Saving with ``update_fields`` must name it together with its source.
    """

    def __init__(self, *args: Any, source: str, normaliser: str, **kwargs: Any) -> None:
        self.source = source
        self.normaliser = normaliser
        kwargs.update(max_length=90, null=True, blank=True, editable=False)
        kwargs.setdefault("db_index", not kwargs.get("unique"))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Say how to make this field again, for migrations."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "source": self.source, "normaliser": self.normaliser}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002 - Django's signature
        """Follow the source when it was assigned anew."""
        fresh = getattr(model_instance, self.source).fresh()
        if fresh is not None:
            setattr(model_instance, self.attname, blind_index(fresh, self.normaliser))
        return getattr(model_instance, self.attname)
