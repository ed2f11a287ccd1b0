"""Where files lie: originals, recordings and previews out of the public's reach, renditions under ``MEDIA_ROOT``."""

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.urls import reverse
from django.utils.deconstruct import deconstructible

DESK_FOLDER = "desk/"
"""Renditions under this folder are previews for logged-in editors."""
RECORDING_FOLDER = "recordings/"
"""Of films, sounds and their captions, among the private files."""


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
class RenditionStorage(Storage):
    """Public renditions; those under ``desk/`` lie with the private files and are served to editors only."""

    @staticmethod
    def behind(name: str) -> Storage:
        """Return the storage in which the file lies."""
        return storages["private" if name.startswith(DESK_FOLDER) else "default"]

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return self.behind(name).open(name, mode)

    def _save(self, name: str, content: File[bytes]) -> str:
        return self.behind(name).save(name, content)

    def path(self, name: str) -> str:
        """Return the file's place on disk. Raises NotImplementedError where it has none."""
        return self.behind(name).path(name)

    def exists(self, name: str) -> bool:
        """Tell whether the file is there."""
        return self.behind(name).exists(name)

    def delete(self, name: str) -> None:
        """Delete the file if it is there."""
        self.behind(name).delete(name)

    def size(self, name: str) -> int:
        """Return the file's size in bytes."""
        return self.behind(name).size(name)

    def url(self, name: str | None) -> str:
        """Return the public address, or for a desk preview that of the view that checks who asks."""
        if name is not None and name.startswith(DESK_FOLDER):
            return reverse("media_desk:preview", args=(name.removeprefix(DESK_FOLDER),))
        return storages["default"].url(name)


@deconstructible(path="media.storages.RecordingStorage")
class RecordingStorage(Storage):
    """Films, sounds and captions: they lie with the private files; their address is a door that looks at the dates."""

    @staticmethod
    def behind() -> Storage:
        """Return the storage in which the files lie."""
        return storages["private"]

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return self.behind().open(name, mode)

    def _save(self, name: str, content: File[bytes]) -> str:
        return self.behind().save(name, content)

    def path(self, name: str) -> str:
        """Return the file's place on disk. Raises NotImplementedError where it has none."""
        return self.behind().path(name)

    def exists(self, name: str) -> bool:
        """Tell whether the file is there."""
        return self.behind().exists(name)

    def delete(self, name: str) -> None:
        """Delete the file if it is there."""
        self.behind().delete(name)

    def size(self, name: str) -> int:
        """Return the file's size in bytes."""
        return self.behind().size(name)

    def url(self, name: str | None) -> str:
        """Return the address of the door."""
        return reverse("recording", args=((name or "").removeprefix(RECORDING_FOLDER),))


def private_storage() -> Storage:
    """Return the storage of originals and attachments."""
    return storages["private"]


def rendition_storage() -> Storage:
    """Return the storage of renditions."""
    return RenditionStorage()


def recording_storage() -> Storage:
    """Return the storage of recordings and their captions."""
    return RecordingStorage()
