"""Audio and video of the library."""

from wagtailmedia.models import AbstractMedia


class Recording(AbstractMedia):
    """A piece of audio or video."""

    admin_form_fields = ("title", "file", "collection", "duration", "width", "height", "thumbnail", "tags")
