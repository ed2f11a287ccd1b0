"""The document of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from media.models.files import random_name
from media.models.rights import RIGHTS_FIELDS, RightsModel
from media.storages import private_storage


def attachment_name(_instance: models.Model, filename: str) -> str:
    """Return a random name for the file of an attachment."""
    return random_name("attachments", filename)


class Attachment(RightsModel, AbstractDocument):
    """A file that readers may download; it leaves only through the view that checks whether they may."""

    file = models.FileField(_("file"), upload_to=attachment_name, storage=private_storage)

    search_fields = [*AbstractDocument.search_fields, index.SearchField("caption")]
    admin_form_fields = (
        "title",
        "file",
        *(name for name in RIGHTS_FIELDS if name not in {"credit_line", "consent_note", "taken_at", "taken_where"}),
        "collection",
        "tags",
    )

    class Meta(RightsModel.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    @property
    def download_name(self) -> str:
        """The name under which a reader's browser saves the file: the title, with the format's extension."""
        title = "".join("_" if letter in '\\/:*?"<>|\r\n\t' else letter for letter in self.title).strip(". ")
        extension = f".{self.file_extension}"
        return title if title.lower().endswith(extension) else f"{title}{extension}"
