"""The forms of attachments and recordings."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtailmedia.forms import BaseMediaForm

from foundation.domain import audit
from media.domain.files import check_captions, inspect_attachment, inspect_recording, plays_everywhere
from media.forms.rights import RightsFormMixin
from media.models import Attachment, Recording

UNKNOWN_LENGTH = _(
    "How long it plays is not known: ffprobe is missing on the server. Ask for ffmpeg to be installed, then upload the "
    "file again."
)
HARD_TO_PLAY = _(
    "The film is coded as HEVC (H.265) or MPEG-4 part 2, which many browsers and screens cannot show. Please convert "
    "it to H.264 and upload it again."
)


class AttachmentForm(RightsFormMixin, BaseDocumentForm):
    """Checks an attachment before anything is written."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.actor = user

    def clean_file(self) -> Any:
        """Compare what the file is with what its name says."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            self.instance.sha256 = inspect_attachment(file)
        return file

    @transaction.atomic
    def save(self, commit: bool = True) -> Attachment:
        """Save the attachment and write the audit line."""
        adding = self.instance.pk is None
        attachment: Attachment = super().save(commit=commit)
        if commit:
            verb = "add_attachment" if adding else "change_attachment"
            audit.record(verb=verb, subject=attachment, actor=self.actor, fields=sorted(self.changed_data))
        return attachment

    class Meta(BaseDocumentForm.Meta):
        pass


class RecordingForm(RightsFormMixin, BaseMediaForm):
    """Checks a recording, takes its position out, and reads how long it plays."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.actor = user
        if self.instance.type == "audio":
            self.fields.pop("poster", None)
        if self.instance.pk and not self.instance.duration:
            self.fields["file"].help_text = UNKNOWN_LENGTH
        elif self.instance.pk and not plays_everywhere(self.instance):
            self.fields["file"].help_text = HARD_TO_PLAY

    def clean_file(self) -> Any:
        """Compare what the file is with what its name says, and note its figures."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            facts = inspect_recording(file, self.instance.type)
            self.instance.duration, self.instance.sha256 = facts["duration"], facts["sha256"]
            self.instance.width, self.instance.height = facts["width"] or None, facts["height"] or None
        return file

    def clean_captions(self) -> Any:
        """Take WebVTT only."""
        captions = self.cleaned_data["captions"]
        if isinstance(captions, UploadedFile):
            check_captions(captions)
        return captions

    @transaction.atomic
    def save(self, commit: bool = True) -> Recording:
        """Save the recording and write the audit line."""
        adding = self.instance.pk is None
        recording: Recording = super().save(commit=commit)
        if commit:
            verb = "add_recording" if adding else "change_recording"
            audit.record(verb=verb, subject=recording, actor=self.actor, fields=sorted(self.changed_data))
        return recording

    class Meta(BaseMediaForm.Meta):
        pass
