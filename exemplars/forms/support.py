"""The public form of a message of support."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exemplars.models import ExemplarPage
from exemplars.queries.people import public_exemplars
from exemplars.rules.support import MOST_WORDS, names_address, names_contact
from foundation.intake.forms import CleanTextField, IntakeForm
from foundation.keys import key_in
from foundation.text.counting import count


def judge_words(text: str) -> str:
    """Return the text; raises ``ValidationError`` where it gives an address, a number or a contact."""
    if names_address(text):
        raise ValidationError(_("Please write words only, no addresses of web pages."), "address")
    if names_contact(text):
        raise ValidationError(
            _("Please leave out telephone numbers, WeChat names and other contacts: they are never shown."), "contact"
        )
    return text


class SupportForm(IntakeForm):
    """A few words, signed or not. It asks for no contact: nothing has to be asked back."""

    machine_fields = ("stamp", "draft", "website", "exemplar")
    contact_fields = ()

    exemplar = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)
    text = CleanTextField(
        label=_("Your message"),
        help_text=_("At most 100 characters, words only. An editor reads it before it is shown."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Please write a message."),
            "max_length": _("Please shorten the message to 100 characters."),
        },
    )
    signature = CleanTextField(
        label=_("Signed"),
        help_text=_("Such as 一位市民. It is shown with the message."),
        max_length=20,
        required=False,
    )
    field_order = ("text", "signature")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in IntakeForm.contact_fields:
            del self.fields[name]

    @property
    def draft_names(self) -> tuple[str, ...]:
        """Keep also for whom it is."""
        return (*super().draft_names, "exemplar")

    def clean_exemplar(self) -> ExemplarPage:
        """Return the exemplar in place of its number; only one whom readers may see."""
        number = key_in(self.cleaned_data["exemplar"])
        found: ExemplarPage | None = public_exemplars().filter(number_id=number).first()
        if found is None:
            raise ValidationError(_("This page takes no messages any more."), "gone")
        return found

    def clean_text(self) -> str:
        """Refuse what is too long, addresses and contacts."""
        text: str = " ".join(self.cleaned_data["text"].split())
        if count(text).words > MOST_WORDS:
            raise ValidationError(_("Please shorten the message to 100 characters."), "too_long")
        return judge_words(text)

    def clean_signature(self) -> str:
        """Refuse addresses and contacts here as well."""
        return judge_words(" ".join(self.cleaned_data["signature"].split()))
