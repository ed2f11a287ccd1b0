"""The document of the library."""

from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument


class Attachment(AbstractDocument):
    """A file of the library."""

    admin_form_fields = WagtailDocument.admin_form_fields
