"""The abstract base of every public page."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from foundation.enums import NumberedKind
from foundation.models.numbers import PublicNumber
from foundation.signals import public_object_changed, public_object_deleted


class BasePage(Page):
    """A page with a public number; every save tells the read model in the same transaction.

    It is abstract: Wagtail's custom base page model is experimental and a one-way door
    (``docs/adr/0002-abstract-base-page.md``).
    """

    numbered_kind: ClassVar[NumberedKind] = NumberedKind.PAGE
    exclude_fields_in_copy: ClassVar[list[str]] = ["number"]

    number = models.OneToOneField(
        PublicNumber, verbose_name=_("public number"), on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    def take_number(self) -> None:
        """Take a number of the sequence for a page that has none; an alias never keeps that of its original."""
        if self.number_id is None or (self._state.adding and self.alias_of_id):
            self.number = PublicNumber.objects.create(kind=self.numbered_kind)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the page with the content of a revision; the number belongs to the page, not to the revision."""
        page = super().with_content_json(content)
        page.number_id = self.number_id
        return page

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page; a new one takes its number, and the read model follows."""
        self.take_number()
        super().save(*args, **kwargs)
        public_object_changed.send(sender=type(self), instance=self)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page; its number stays taken."""
        public_object_deleted.send(sender=type(self), instance=self)
        return super().delete(*args, **kwargs)
