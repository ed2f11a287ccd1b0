"""What the forms of pictures, attachments and recordings share: rights and credits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from media.enums import Channel
from media.forms.fields import NamesField


class RightsFormMixin:
    """Puts the right form fields in place of those that Django derives from the model."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "photographers" in self.fields:
            label = self.fields["photographers"].label
            self.fields["photographers"] = NamesField(label=label, required=False)
        if "channels" in self.fields:
            self.fields["channels"] = forms.MultipleChoiceField(
                label=self.fields["channels"].label,
                help_text=self.fields["channels"].help_text,
                choices=Channel.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for name in ("licence", "consent"):
            if name in self.fields:
                self.fields[name].required = False  # several uploads at once bring a title and nothing more
        self.lay_out()

    def lay_out(self) -> None:
        """Choose the widgets: short text areas, calendars."""
        for name, rows in (("caption", 3), ("licence_text", 2), ("transcript", 4)):
            if name in self.fields:
                self.fields[name].widget = forms.Textarea(attrs={"rows": rows})
        if "valid_to" in self.fields:
            self.fields["valid_to"].widget = AdminDateInput()
        if "taken_at" in self.fields:
            self.fields["taken_at"].widget = AdminDateTimeInput()
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _("What can be seen, for those who cannot see it.")

    def clean_licence(self) -> Any:
        """Keep the present value where none was sent."""
        return self.cleaned_data["licence"] or self.instance.licence

    def clean_consent(self) -> Any:
        """Keep the present value where none was sent."""
        return self.cleaned_data["consent"] or self.instance.consent
