"""The archive that comes with a unit's list: opened in a limited process, a part of it at a time."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.archives import folded_name, unpack
from foundation.limited import LimitedError, RefusedError, run_limited

ARCHIVE_BYTES: Final = 50 * 1024 * 1024
FILE_BYTES: Final = 10 * 1024 * 1024
WINDOW_BYTES: Final = 48 * 1024 * 1024
"""How much unpacked content is held at once."""

REFUSALS: Final = {
    "not_a_zip": gettext_lazy("The archive is no .zip or is damaged. Please pack it again."),
    "encrypted": gettext_lazy("The archive has a password. Please pack it without one."),
    "too_many": gettext_lazy("The archive holds too many files. Please split the list."),
}


class ArchiveError(Exception):
    """The archive, or a file of it, cannot be used; the message is for the person who sent it."""


class Archive:
    """The files of an archive by their names.

    ``wanted`` are all names that will be asked for, in that order, so that each part is unpacked once.
    """

    def __init__(self, payload: bytes, *, wanted: list[str]) -> None:
        if len(payload) > ARCHIVE_BYTES:
            raise ArchiveError(_("The archive is larger than 50 MB. Please split the list."))
        self._payload = payload
        self._places: dict[str, tuple[int, int]] = {}
        self._twice: set[str] = set()
        for position, (name, size) in enumerate(self._call("list_files")):
            if name in self._places:
                self._twice.add(name)
            self._places[name] = (position, size)
        self._wanted = [name for name in map(folded_name, wanted) if self._fits(name)]
        self._window: dict[str, bytes] = {}

    def content(self, name: str) -> bytes:
        """Return a file's content; raises ``ArchiveError`` with a sentence that names the file."""
        folded = folded_name(name)
        if folded in self._twice:
            raise ArchiveError(_("The archive holds several files called “%(name)s”.") % {"name": name})
        if folded not in self._places:
            raise ArchiveError(_("The archive holds no file called “%(name)s”.") % {"name": name})
        if not self._fits(folded):
            raise ArchiveError(_("“%(name)s” is larger than 10 MB or damaged.") % {"name": name})
        if folded not in self._window:
            self._unpack_from(folded)
        if not self._window[folded]:
            raise ArchiveError(_("“%(name)s” is larger than 10 MB or damaged.") % {"name": name})
        return self._window[folded]

    def _fits(self, folded: str) -> bool:
        return folded in self._places and self._places[folded][1] <= FILE_BYTES

    def _unpack_from(self, folded: str) -> None:
        names: list[str] = []
        room = WINDOW_BYTES
        start = self._wanted.index(folded)
        for name in dict.fromkeys(self._wanted[start:]):
            room -= self._places[name][1]
            if room < 0:
                break
            names.append(name)
        positions = [self._places[name][0] for name in names]
        frame = self._call("read_files", positions=positions, most=FILE_BYTES)
        self._window = dict(zip(names, unpack(frame), strict=True))

    def _call(self, name: str, **options: Any) -> Any:
        try:
            return run_limited(f"foundation.archives:{name}", self._payload, options=options)
        except RefusedError as error:
            raise ArchiveError(str(REFUSALS.get(str(error), REFUSALS["not_a_zip"]))) from None
        except LimitedError:
            raise ArchiveError(str(REFUSALS["not_a_zip"])) from None
