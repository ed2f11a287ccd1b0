"""The evidence pack: sheet, report and every photo in one archive, sent while it is made."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from campaigns.filing.report import caption, small_jpeg, write_report
from campaigns.filing.statement import Statement
from campaigns.filing.workbook import write_workbook

PIECE: Final = 256 * 1024


class _Pipe(io.RawIOBase):
    """Takes what the archive writes and gives it away at once; it cannot go back, so it is never whole in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = bytearray()

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Take a piece."""
        self.waiting += bytes(data)
        return len(data)

    def take(self) -> bytes:
        """Give away what waits."""
        piece = bytes(self.waiting)
        self.waiting.clear()
        return piece


def stream_pack(statement: Statement) -> Iterator[bytes]:
    """Yield the archive: ``投放台账.xlsx``, ``说明报告.docx`` and the photos, each named by date, place and row."""
    pipe = _Pipe()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        sheet, report = Path(folder) / "sheet.xlsx", Path(folder) / "report.docx"
        write_workbook(statement, sheet)
        write_report(statement, report)
        for path, name in ((sheet, "投放台账.xlsx"), (report, "说明报告.docx")):
            with path.open("rb") as source, archive.open(_member(statement, name), "w") as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    yield pipe.take()
        for photo in statement.photos():
            name = f"实景图片/{_file_name(caption(photo))}-{photo.pk}.jpg"
            archive.writestr(_member(statement, name), small_jpeg(photo).read())
            yield pipe.take()
        yield pipe.take()
        archive.close()
        yield pipe.take()


def _member(statement: Statement, name: str) -> zipfile.ZipInfo:
    """Return a member that bears the time at which the pack was made."""
    return zipfile.ZipInfo(name, statement.made_at.timetuple()[:6])


def _file_name(text: str) -> str:
    """Return a caption as a file name that every system can unpack."""
    return "".join("_" if character in '\\/:*?"<>|\0' or ord(character) < 32 else character for character in text)[:80]  # noqa: PLR2004 - the controls end there
