"""Synonyms that editors keep: a short form and what it stands for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Synonym(models.Model):
    """A short form such as 创文 and the full forms it also searches for; effective at the next query."""

    short = models.CharField(
        _("short form"), max_length=40, unique=True, help_text=_("What readers type, for example 创文.")
    )
    full_forms = models.TextField(
        _("full forms"), help_text=_("What it stands for, one to a line, for example 创建文明城市.")
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ("short",)

    def __str__(self) -> str:
        return f"{self.short} = {' / '.join(self.forms)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save without stray blanks, so that typing and list agree."""
        self.short = self.short.strip()
        self.full_forms = "\n".join(self.forms)
        super().save(*args, **kwargs)

    @property
    def forms(self) -> list[str]:
        """The full forms as a list, empty lines left out."""
        return [line.strip() for line in self.full_forms.splitlines() if line.strip()]

    def clean(self) -> None:
        """Refuse an entry that names nothing else than itself."""
        super().clean()
        if not [form for form in self.forms if form != self.short.strip()]:
            raise ValidationError({"full_forms": _("Give at least one full form that differs from the short form.")})
