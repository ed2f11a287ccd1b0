"""Forms of the library; Wagtail finds them by the names given in the settings."""

from media.forms.files import AttachmentForm, RecordingForm
from media.forms.pictures import PictureForm

__all__ = ["AttachmentForm", "PictureForm", "RecordingForm"]
