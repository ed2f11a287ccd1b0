"""What the desk writes about a received mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.mail_entries import Work
from campaigns.contests.forms.pieces import DeskForm, PieceForm
from campaigns.contests.rules.letters import ADDRESS, GENRE, NAME, PHONE, POSTCODE, UNIT, read_letter
from foundation.intake.forms import CleanTextField


class DecisionForm(DeskForm):
    """Putting a mail aside: a short note says why."""

    note = CleanTextField(
        label=_("Note"),
        max_length=300,
        help_text=_("Why the mail is put aside. Only the desk sees it."),
    )


class QuestionForm(DeskForm):
    """A question to the sender."""

    text = CleanTextField(
        label=_("Question to the sender"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Goes out as plain text with the outgoing mail. The sender of a mail is asked once."),
    )


class WorkForm(PieceForm):
    """A piece of a mail, filled in with what the mail shows; the desk compares and corrects."""

    attachments = forms.TypedMultipleChoiceField(
        label=_("Files that belong to it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, contents: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each["index"], each["name"]) for each in contents.get("attachments", [])]
        self.fields["attachments"].choices = choices  # type: ignore[attr-defined]

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
            author=self.author(),
            files=tuple(cleaned["attachments"]),
            group=cleaned["group"],
            genre=cleaned["genre"],
        )


def proposed(contents: dict[str, Any], manuscript: str = "") -> dict[str, Any]:
    """Return what the mail lets us fill in: a guess, put before a person.

    ``manuscript`` is the text of its one file; title and particulars are taken off it, as judges read it without.
    """
    body = contents.get("text", "")
    letter = read_letter(
        subject=contents.get("subject", ""), label="", body=body, manuscript=manuscript or None, stem=""
    )
    said = letter.said
    return {
        "title": (letter.title or contents.get("subject", ""))[:200],
        "text": letter.text if manuscript else body,
        "genre": said[GENRE],
        "name": (said[NAME] or contents.get("sender_name", ""))[:60],
        "phone": said[PHONE],
        "email": contents.get("sender", ""),
        "unit": said[UNIT],
        "address": said[ADDRESS],
        "postcode": said[POSTCODE],
        "attachments": [each["index"] for each in contents.get("attachments", []) if not each["inline"]],
    }
