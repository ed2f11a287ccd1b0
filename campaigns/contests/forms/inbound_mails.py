"""What the desk writes about a received mail."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.mail_entries import Work
from campaigns.contests.domain.pieces import Person
from campaigns.contests.models import Contest
from campaigns.contests.queries.contests import announced
from foundation.intake.forms import CleanTextField, PhoneField

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


class _DeskForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)


class DecisionForm(_DeskForm):
    """Putting a mail aside: a short note says why."""

    note = CleanTextField(
        label=_("Note"),
        max_length=300,
        help_text=_("Why the mail is put aside. Only the desk sees it."),
    )


class QuestionForm(_DeskForm):
    """A question to the sender."""

    text = CleanTextField(
        label=_("Question to the sender"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Goes out as plain text with the outgoing mail. The sender of a mail is asked once."),
    )


class WorkForm(_DeskForm):
    """A piece of a mail, filled in with what the mail shows; the desk compares and corrects."""

    contest = forms.ModelChoiceField(label=_("Competition"), queryset=Contest.objects.none())
    title = CleanTextField(label=_("Title of the work"), max_length=200)
    text = CleanTextField(
        label=_("Text"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("What the judges will read. Paste it from the file where the mail only holds a file."),
    )
    name = CleanTextField(label=_("Author's name"), max_length=60)
    phone = PhoneField(label=_("Author's telephone"), max_length=30, required=False)
    email = forms.EmailField(label=_("Author's e-mail"), required=False, help_text=_("The receipt goes there."))
    attachments = forms.TypedMultipleChoiceField(
        label=_("Files that belong to it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, contents: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each["index"], each["name"]) for each in contents.get("attachments", [])]
        self.fields["attachments"].choices = choices  # type: ignore[attr-defined]
        self.fields["contest"].queryset = announced()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a file."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("text") and not cleaned.get("attachments"):
            self.add_error("text", _("A piece needs a text or a file."))
        return cleaned

    def work(self) -> Work:
        """Return what was written, for the verb."""
        cleaned = self.cleaned_data
        return Work(
            contest=cleaned["contest"],
            title=cleaned["title"],
            text=cleaned["text"],
            author=Person(name=cleaned["name"], phone=cleaned["phone"], email=cleaned["email"]),
            files=tuple(cleaned["attachments"]),
        )


def proposed(contents: dict[str, Any]) -> dict[str, Any]:
    """Return what the mail lets us fill in: a guess, put before a person."""
    phone = MOBILE.search(contents.get("text", ""))
    return {
        "title": contents.get("subject", "")[:200],
        "text": contents.get("text", ""),
        "name": contents.get("sender_name", "")[:60],
        "phone": phone.group() if phone else "",
        "email": contents.get("sender", ""),
        "attachments": [each["index"] for each in contents.get("attachments", []) if not each["inline"]],
    }
