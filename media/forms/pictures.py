"""The form of a picture: in the library, in the chooser, and for many uploads at once."""

from pathlib import PurePath
from typing import Any

from django.db import transaction
from wagtail.images.forms import BaseImageForm

from foundation.domain import audit
from media.domain.uploads import Inspection, fill_in
from media.forms.fields import PictureFileField
from media.forms.rights import RightsFormMixin
from media.models import Picture


class PictureForm(RightsFormMixin, BaseImageForm):
    """Checks an upload before anything is written, and fills empty fields from what the file says about itself."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.actor = user
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = PictureFileField(label=old.label, required=old.required, widget=old.widget)

    @property
    def inspection(self) -> Inspection | None:
        """What was found out about a new file; None when none was sent."""
        return getattr(self.cleaned_data.get("file"), "inspection", None)

    def clean(self) -> dict[str, Any] | None:
        """Take the file's own headline as the title where the title is only the file's name."""
        cleaned: dict[str, Any] | None = super().clean()
        if self.inspection and (headline := self.inspection.facts.get("headline")):
            name = PurePath(self.cleaned_data["file"].name)
            if self.cleaned_data.get("title") in {name.name, name.stem}:
                self.cleaned_data["title"] = headline
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.inspection:
            fill_in(self.instance, self.inspection)

    @transaction.atomic
    def save(self, commit: bool = True) -> Picture:
        """Save the picture and write the audit line."""
        adding = self.instance.pk is None
        picture: Picture = super().save(commit=commit)
        if commit:
            verb = "add_picture" if adding else "change_picture"
            audit.record(verb=verb, subject=picture, actor=self.actor, fields=sorted(self.changed_data))
        return picture

    class Meta(BaseImageForm.Meta):
        pass
