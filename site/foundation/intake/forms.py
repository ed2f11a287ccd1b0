"""Forms of the intake machine. An app's form extends ``IntakeForm`` with its own fields."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.secrets.indexing import telephone

INVISIBLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters and bidi overrides: they are not text, and some make text read as another.

The request as it arrived keeps them.
"""
PHONE_DIGITS: Final = range(7, 16)
TOO_LONG: Final = _("Please shorten this: it may have %(limit_value)s characters and has %(show_value)s.")


def clean_text(value: str) -> str:
    """Return the text with unified line ends and without invisible controls; every other character stays."""
    return INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def without_nul(values: Any) -> Any:
    """Return the values of a form without NUL, which no text holds and PostgreSQL takes in no question."""
    if isinstance(values, QueryDict):
        if any("\0" in value for _name, each in values.lists() for value in each):
            values = values.copy()
            for name, each in list(values.lists()):
                values.setlist(name, [value.replace("\0", "") for value in each])
        return values
    if isinstance(values, Mapping):
        return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in values.items()}
    return values


class CleanTextField(forms.CharField):
    """A text field that keeps rare characters and emoji whole and drops control characters."""

    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value: Any) -> str | None:
        """Clean before validating, so that a stray control character costs nobody their text."""
        return super().to_python(clean_text(value) if isinstance(value, str) else value)


class PhoneField(CleanTextField):
    """A telephone number as people write it; kept as typed in half width."""

    default_error_messages = {
        "phone": _("Please give a telephone number of 7 to 15 digits, such as 13900000000 or 0990-1234567."),
    }

    def clean(self, value: Any) -> str:
        """Check the digits; raises ``ValidationError``."""
        text = unicodedata.normalize("NFKC", super().clean(value) or "")
        if text and (len(telephone(text)) not in PHONE_DIGITS or not re.fullmatch(r"[\d\s()+\-–—]+", text)):
            raise ValidationError(self.error_messages["phone"], code="phone")
        return text


class IntakeForm(forms.Form):
    """The machine's own fields. ``machine_fields`` are not shown as questions; contact comes last.

    What may be left open says so on the page. ``conditional_fields`` are asked for when another answer makes them
    needed: they are neither called optional nor demanded of everybody.
    """

    machine_fields: tuple[str, ...] = ("stamp", "draft", "website", "proof")
    contact_fields: tuple[str, ...] = ("contact_name", "contact_phone", "contact_email")
    conditional_fields: tuple[str, ...] = ()

    contact_name = CleanTextField(label=_("Your name"), max_length=60, required=False)
    contact_phone = PhoneField(label=_("Your telephone"), max_length=30, required=False)
    contact_email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=200,
        required=False,
        error_messages={
            "invalid": _("This e-mail address is incomplete. Please check it, or leave it empty."),
            "max_length": TOO_LONG,
        },
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    draft = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    website = forms.CharField(label=_("Website (leave this empty)"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(without_nul(data), initial=without_nul(initial), **kwargs)
        self.use_required_attribute = False  # the server's sentences are clearer than the browser's
        self.fields["contact_phone"].widget.input_type = "tel"
        autocomplete = {"contact_name": "name", "contact_phone": "tel", "contact_email": "email", "website": "off"}
        for name, value in autocomplete.items():
            self.fields[name].widget.attrs["autocomplete"] = value

    @classmethod
    def typed(cls, data: Mapping[str, str]) -> dict[str, str]:
        """Return what a draft keeps of a request: one text for each field, as it was typed."""
        return {name: data.get(name, "") for name in cls().draft_names}

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields to answer, contact last."""
        return [self[name] for name in self.fields if name not in {*self.machine_fields, *self.contact_fields}]

    @property
    def contact(self) -> list[forms.BoundField]:
        """The contact fields."""
        return [self[name] for name in self.contact_fields if name in self.fields]

    @property
    def draft_names(self) -> tuple[str, ...]:
        """The fields a draft keeps."""
        return tuple(name for name in self.fields if name not in self.machine_fields)


class LookupForm(forms.Form):
    """Number and query code."""

    number = CleanTextField(
        label=_("Receipt number"),
        max_length=40,
        error_messages={"required": _("Please give the number on your receipt, such as JC2026-00012.")},
    )
    code = CleanTextField(
        label=_("Query code"),
        max_length=20,
        error_messages={"required": _("Please give the query code on your receipt (eight letters and digits).")},
    )


class ResendForm(forms.Form):
    """Number and the last four digits of the telephone: enough to send the link again, not to see anything."""

    number = CleanTextField(
        label=_("Receipt number"),
        max_length=40,
        error_messages={"required": _("Please give the number on your receipt, such as JC2026-00012.")},
    )
    tail = forms.RegexField(
        r"^[0-9０-９]{4}$",
        label=_("Last four digits of your telephone"),
        max_length=4,
        error_messages={
            "required": _("Please give the last four digits of the telephone number you left."),
            "invalid": _("Please give exactly four digits."),
        },
    )
