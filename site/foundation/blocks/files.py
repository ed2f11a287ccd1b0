"""Blocks of files: a document to take away, a film, a recording."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock
from wagtailmedia.models import get_media_model


class DocumentBlock(blocks.StructBlock):
    """A file to take away, shown with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(
        label=_("Name shown"), max_length=120, required=False, help_text=_("Empty: the title of the document.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        group = _("Files and recordings")
        description = _("A file to take away, shown with its type and size.")
        template = "foundation/blocks/document.html"
        label_format = "{label}"
        preview_value = {"document": None, "label": "《门前五包倡议书》（可打印）"}

    def get_preview_value(self) -> Any:
        """Return the preview value with the newest document of the library."""
        return self.normalize(
            {**self.meta.preview_value, "document": get_document_model().objects.order_by("-pk").first()}
        )


class RecordingBlock(blocks.StructBlock):
    """What film and sound have in common; ``transcript`` serves readers who cannot hear or see it."""

    media_type = ""

    caption = blocks.CharBlock(label=_("Caption"), max_length=300, required=False)
    credits = blocks.CharBlock(label=_("Credits"), max_length=120, required=False)
    transcript = blocks.TextBlock(
        label=_("Transcript"),
        required=False,
        help_text=_("What is said and shown, for readers who cannot hear or see it."),
    )

    def get_preview_value(self) -> Any:
        """Return the preview value with the newest recording of this type."""
        recording = get_media_model().objects.filter(type=self.media_type).order_by("-pk").first()
        return self.normalize({**self.meta.preview_value, "recording": recording})


class VideoBlock(RecordingBlock):
    """A film from the library, played by the browser itself."""

    media_type = "video"

    recording = VideoChooserBlock(label=_("Video"))

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Files and recordings")
        description = _("A film from the library; nothing is loaded from elsewhere.")
        template = "foundation/blocks/video.html"
        label_format = "{caption}"
        form_layout = ["recording", "caption", "credits", "transcript"]
        preview_value = {"recording": None, "caption": "短片：一条街的改变", "credits": "本报资料", "transcript": ""}


class AudioBlock(RecordingBlock):
    """A recording from the library, played by the browser itself."""

    media_type = "audio"

    recording = AudioChooserBlock(label=_("Audio"))

    class Meta:
        icon = "media"
        label = _("Audio")
        group = _("Files and recordings")
        description = _("A sound recording from the library; nothing is loaded from elsewhere.")
        template = "foundation/blocks/audio.html"
        label_format = "{caption}"
        form_layout = ["recording", "caption", "credits", "transcript"]
        preview_value = {
            "recording": None,
            "caption": "村村响：今天的文明提示",
            "credits": "本报资料",
            "transcript": "乡亲们，早上好。",
        }
