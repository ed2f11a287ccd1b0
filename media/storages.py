"""Where files lie: originals and desk previews out of the public's reach, public renditions under ``MEDIA_ROOT``."""

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.urls import reverse
from django.utils.deconstruct import deconstructible

DESK_FOLDER = "desk/"
"""Renditions under this folder are previews for logged-in editors."""


@deconstructible(path="media.storages.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Files that have no address: they leave only through a view that checks who asks."""

    def url(self, name: str | None) -> str:
        """Refuse: a private file has no URL.

        Raises NotImplementedError, which Wagtail's document view takes as "serve it yourself".
        """
        message = f"A private file has no URL: {name}"
        raise NotImplementedError(message)


@deconstructible(path="media.storages.RenditionStorage")
class RenditionStorage(FileSystemStorage):
    """Public renditions; those under ``desk/`` lie with the private files and are served to editors only."""

    def path(self, name: str) -> str:
        """Return the file's place on disk."""
        if name.startswith(DESK_FOLDER):
            return private_storage().path(name)
        return super().path(name)

    def url(self, name: str | None) -> str:
        """Return the public address, or for a desk preview that of the view that checks who asks."""
        if name is not None and name.startswith(DESK_FOLDER):
            return reverse("media_desk:preview", args=(name.removeprefix(DESK_FOLDER),))
        return super().url(name)


def private_storage() -> Storage:
    """Return the storage of originals and attachments."""
    return storages["private"]


def rendition_storage() -> Storage:
    """Return the storage of renditions."""
    return RenditionStorage()
