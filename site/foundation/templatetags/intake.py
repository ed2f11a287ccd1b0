"""What the templates of the public forms ask of a field."""

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from django.forms import BoundField

register = template.Library()


@register.filter
def is_optional(field: "BoundField") -> bool:
    """Tell whether a question may always be left open: one that another answer makes obligatory is not called so."""
    conditional: tuple[str, ...] = getattr(field.form, "conditional_fields", ())
    return not field.field.required and field.name not in conditional
