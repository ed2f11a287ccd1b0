"""A list of names typed as text."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SEPARATORS: Final = re.compile(r"[、，,；;\n\r]+")
SHOWN_BETWEEN: Final = "、"
LONGEST: Final = 60


class NamesField(forms.CharField):
    """Names separated by 、 or a comma or a line end; its value is a list without doubles."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("Separate several names by 、"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as text."""
        return SHOWN_BETWEEN.join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """Return the names in the order typed."""
        text = super().to_python(value) or ""
        return list(dict.fromkeys(name for name in map(str.strip, SEPARATORS.split(text)) if name))

    def validate(self, value: Any) -> None:
        """Refuse a name that is too long."""
        super().validate(value)
        for name in value:
            if len(name) > LONGEST:
                raise ValidationError(
                    _("“%(name)s” is longer than %(limit)s characters."), params={"name": name, "limit": LONGEST}
                )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists, whatever separates them."""
        return bool(list(initial or []) != self.to_python(data))
