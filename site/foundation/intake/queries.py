"""Reading questions of the intake machine."""

from collections.abc import Iterator

from django.core.files.storage import storages

from foundation.intake.enums import FileState
from foundation.intake.models import IntakeFile
from foundation.secrets.keyring import keyring
from foundation.secrets.sealing import VERSION


def files_under_old_keys() -> Iterator[IntakeFile]:
    """Yield files of which a piece is sealed under a key that is no longer current."""
    wanted = f"{VERSION}.{keyring().current.id}.".encode("ascii")
    for file in IntakeFile.objects.exclude(state=FileState.ERASED).iterator():
        for name in [*(piece for piece, _size in file.pieces), *([file.preview] if file.preview else [])]:
            with storages["private"].open(name) as stored:
                if stored.read(len(wanted)) != wanted:
                    yield file
                    break
