"""Picture, rendition, attachment and recording models, ours from the first migration."""

from media.models.attachments import Attachment
from media.models.pictures import Picture, Rendition
from media.models.recordings import Recording

__all__ = ["Attachment", "Picture", "Recording", "Rendition"]
