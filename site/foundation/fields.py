"""Model fields that several apps share."""

from typing import Any

from wagtail import fields


class StreamField(fields.StreamField):
    """Wagtail's StreamField, seen by migrations as a plain JSON column.

    The block definitions stay out of migrations (``docs/adr/0060-stream-fields-out-of-migrations.md``): a changed
    label or help text is no change of the schema, and a historical model in a data migration gets the raw list of
    blocks instead of a stream that drops every block its definition no longer knows.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        """Take the block types as Wagtail does; none are needed for a historical state."""
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field as a ``JSONField`` with the same column options."""
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "django.db.models.JSONField", [], kwargs

    def clone(self) -> "StreamField":
        """Return a copy with the blocks, which ``deconstruct`` leaves out."""
        _name, _path, _args, kwargs = self.deconstruct()
        return type(self)(self.block_types_arg, **kwargs, **self._block_options())

    def _block_options(self) -> dict[str, Any]:
        """Return the options meant for the top-level block, without the one derived from ``blank``."""
        return {name: value for name, value in self.block_opts.items() if name != "required"}
