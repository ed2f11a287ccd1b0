"""What a clerk writes down of a manuscript on paper."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.desk import PAPER_CHANNELS, check_scans, start_of, today
from campaigns.contests.domain.pieces import Piece
from campaigns.contests.enums import EntryChannel
from campaigns.contests.forms.pieces import PieceForm
from foundation.intake.forms import CleanTextField


class FilesInput(forms.ClearableFileInput):
    """Chooses several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked; the value is a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files in their order."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(upload, initial) for upload in uploads]


class PaperForm(PieceForm):
    """Piece, author, how and when it came, and its scans."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(channel.value, channel.label) for channel in PAPER_CHANNELS],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label=_("Received on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    postmarked_on = forms.DateField(
        label=_("Date of the postmark"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Counts where the rules go by the postmark."),
    )
    scans = FilesField(
        label=_("Scans or photos"),
        required=False,
        widget=FilesInput(attrs={"accept": ".jpg,.jpeg,.heic,.png,.tif,.tiff,.pdf,.docx,.doc,.wps,.txt"}),
        help_text=_("Pictures, PDF or Word, up to 100 MB each, 30 files at most, in their order."),
    )

    captions = CleanTextField(
        label=_("Captions of photographs"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One line for each photograph, in their order. One is 单幅, several are 组照."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("What the judges will read, where it was typed. The scans alone will do.")
        self.fields["email"].help_text = _("A copy of the receipt goes there.")
        self.initial.setdefault("key", uuid.uuid4())
        self.initial.setdefault("received_on", today())
        self.initial.setdefault("channel", EntryChannel.POST)

    def clean_received_on(self) -> Any:
        """Refuse days that have not come."""
        day = self.cleaned_data["received_on"]
        if day > today():
            raise ValidationError(_("This day lies ahead. Please check the date."), code="ahead")
        return day

    def clean_scans(self) -> Any:
        """Check kind and size of each before any is kept."""
        uploads = self.cleaned_data["scans"]
        check_scans(uploads)
        return uploads

    def clean(self) -> dict[str, Any]:
        """Ask for a text or a scan, and for a postmark that is no later than receipt."""
        cleaned = super().clean()
        if not cleaned.get("text") and not cleaned.get("scans") and "scans" not in self.errors:
            self.add_error("text", _("A piece needs a text or a scan."))
        received, postmarked = cleaned.get("received_on"), cleaned.get("postmarked_on")
        if received and postmarked and postmarked > received:
            self.add_error("postmarked_on", _("The postmark is later than the day of receipt. Please check both."))
        return cleaned

    def piece(self) -> Piece:
        """Return the piece as written down."""
        cleaned = self.cleaned_data
        postmarked = cleaned["postmarked_on"]
        return Piece(
            contest=cleaned["contest"],
            title=cleaned["title"],
            text=cleaned["text"],
            people=(self.author(),),
            group=cleaned["group"],
            genre=cleaned["genre"],
            channel=EntryChannel(cleaned["channel"]),
            arrived_at=start_of(cleaned["received_on"]),
            sent_at=start_of(postmarked) if postmarked else None,
            captions=tuple(line.strip()[:500] for line in cleaned["captions"].split("\n")),
        )
