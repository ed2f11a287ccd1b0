"""Making the files of an ad from its master picture, its recording or its words."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError

from campaigns.enums import PsaKind, PsaSize
from campaigns.models import PsaFile, PsaPage
from campaigns.rules.sizes import STANDARDS, Cut, Focus, cut_of
from foundation.domain import audit
from foundation.limited import run_limited
from media.models import Picture, Recording
from media.rules import WORKSHOP_CPU_SECONDS, WORKSHOP_MEMORY, WORKSHOP_WALL_SECONDS
from media.workshop.rendering import unpack

QUALITY: Final = 90
MASTER_QUALITY: Final = 95
"""Of JPEG. The whole work is the source of what others make of it."""


@dataclass(frozen=True)
class Plan:
    """One file that the ad should have: what it is made of (``source_key``), and its figures.

    ``picture`` is the picture that is cut, and ``part`` which of a series; 1 is the work itself.
    """

    size: PsaSize
    source_key: str
    picture: Picture | None = None
    part: int = 1
    cut: Cut | None = None
    open_file: Callable[[], File[bytes]] | None = None
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def further(self) -> Picture | None:
        """The further picture of a series that it is made of, or None for the work itself."""
        return self.picture if self.part > 1 else None

    @property
    def place(self) -> tuple[str, int | None]:
        """Where it stands among the files of the ad."""
        return self.size, self.further.pk if self.further is not None else None


def focus_of(picture: Picture) -> Focus:
    """Return what must be seen, in pixels: what an editor marked, else the middle."""
    if picture.focal_point_x is None or picture.focal_point_y is None:
        return Focus(picture.width / 2, picture.height / 2)
    wide, high = picture.focal_point_width or 0, picture.focal_point_height or 0
    return Focus(picture.focal_point_x, picture.focal_point_y, wide, high)


def plans(psa: PsaPage) -> Iterator[Plan]:
    """Yield the files that the ad should have.

    A recording is the work itself, and its picture only shows it; words alone become a text file; a picture is the
    work and is brought to the standard sizes for which it is large enough, and so is each further picture of a series.
    """
    if psa.recording is not None:
        yield _plan_of_recording(psa.recording)
    elif psa.master is not None:
        further = (each.picture for each in psa.more_pictures.select_related("picture").order_by("sort_order", "pk"))
        series = dict.fromkeys([psa.master, *further])  # a picture that stands there twice is one of the series
        for part, picture in enumerate(series, start=1):
            yield from _plans_of_picture(picture, part)
    elif psa.psa_kind == PsaKind.COPY and psa.wording:
        data = psa.wording.encode()
        key = f"words:{hashlib.sha256(data).hexdigest()}"
        yield Plan(PsaSize.MASTER, key, open_file=lambda: ContentFile(data), figures={"file_format": "txt"})


def _plan_of_recording(recording: Recording) -> Plan:
    figures: dict[str, Any] = {"file_format": recording.file_extension, "seconds": recording.duration}
    if recording.width and recording.height:
        figures |= {"width": recording.width, "height": recording.height}
    key = f"recording:{recording.pk}:{recording.file.name}"
    return Plan(PsaSize.MASTER, key, open_file=lambda: recording.file.open("rb"), figures=figures)


def _plans_of_picture(picture: Picture, part: int) -> Iterator[Plan]:
    width, height, focus = picture.width, picture.height, focus_of(picture)
    key = f"picture:{picture.pk}:{picture.file.name}"
    whole = Cut(PsaSize.MASTER, (0, 0, width, height), width, height)
    cuts = [cut_of(size, width=width, height=height, focus=focus) for size in STANDARDS]
    for cut in (whole, *(cut for cut in cuts if cut is not None)):
        figures = {
            "file_format": "jpeg",
            "width": cut.width,
            "height": cut.height,
            "width_mm": cut.width_mm,
            "height_mm": cut.height_mm,
            "resolution": cut.dpi,
        }
        made_of = f"{key}:{','.join(map(str, cut.box))}{':whole-2' if cut.inner else ''}"
        yield Plan(cut.size, made_of, picture=picture, part=part, cut=cut, figures=figures)


def make_files(*, psa: PsaPage) -> int:
    """Make the files that the ad lacks, bring those made of another source up to date; return how many were made.

    The master is decoded in a process of its own and outside of any transaction, for it takes seconds. A file that
    was placed somewhere keeps its row. Raises ``foundation.limited.LimitedError`` when the master cannot be decoded.
    """
    wanted = {plan.place: plan for plan in plans(psa)}
    there = {(file.size, file.picture_id): file for file in psa.files.all()}
    todo = [plan for place, plan in wanted.items() if place not in there or there[place].source_key != plan.source_key]
    made = list(zip(todo, _contents(todo), strict=True))
    with transaction.atomic():
        for plan, content in made:
            _write(psa, plan, content)
        removed = sum(_remove(file) for place, file in there.items() if place not in wanted)
        _number(psa, wanted.values())
        if made or removed:
            audit.record(verb="make_psa_files", subject=psa, actor=None, made=len(made), removed=removed)
    return len(made)


def _contents(todo: list[Plan]) -> Iterator[File[bytes]]:
    """Yield the content of each planned file; all cuts of a picture come from one decoding of it."""
    for picture, group in groupby(todo, key=lambda plan: plan.picture):
        planned = list(group)
        cuts = [plan.cut for plan in planned if plan.cut is not None]
        pieces = iter(_cut(picture, cuts) if cuts and picture is not None else [])
        yield from (ContentFile(next(pieces)) if plan.open_file is None else plan.open_file() for plan in planned)


def _number(psa: PsaPage, wanted: Iterable[Plan]) -> None:
    """Bring the places of the pictures in the series in step: an editor may have put them in another order."""
    for picture, part in {plan.further.pk: plan.part for plan in wanted if plan.further is not None}.items():
        psa.files.filter(picture=picture).exclude(part=part).update(part=part)


def _cut(picture: Picture, cuts: list[Cut]) -> list[bytes]:
    jobs = [
        {
            "box": cut.box,
            "size": (cut.width, cut.height),
            "inner": cut.inner,
            "dpi": cut.dpi,
            "quality": MASTER_QUALITY if cut.size is PsaSize.MASTER else QUALITY,
        }
        for cut in cuts
    ]
    with picture.open_file() as original:
        data = original.read()
    answer = run_limited(
        "campaigns.workshop.sizing:cut",
        data,
        options={"jobs": jobs},
        cpu_seconds=WORKSHOP_CPU_SECONDS,
        memory=WORKSHOP_MEMORY,
        wall_seconds=WORKSHOP_WALL_SECONDS,
    )
    return unpack(answer)


def _write(psa: PsaPage, plan: Plan, content: File[bytes]) -> None:
    """Store a file in its row; the file that stood there goes after the commit."""
    known = PsaFile.objects.select_for_update(of=("self",)).filter(psa=psa, size=plan.size, picture=plan.further)
    row = known.first() or PsaFile(psa=psa, size=plan.size, picture=plan.further)
    row.part = plan.part
    storage, old = row.file.storage, row.file.name
    with content as source:
        row.sha256 = hashlib.file_digest(source.file, "sha256").hexdigest()  # type: ignore[arg-type]  # an open file
        row.byte_size = source.size
        source.seek(0)
        for name in ("width", "height", "width_mm", "height_mm", "resolution", "seconds"):
            setattr(row, name, plan.figures.get(name))
        row.file_format = plan.figures["file_format"]
        row.source_key = plan.source_key
        row.file.save(f"work.{row.file_format}", File(source), save=False)
        row.save()
    if old:
        transaction.on_commit(lambda: storage.delete(old))


def _remove(file: PsaFile) -> bool:
    """Delete a file that has no source any more; one that was placed stays, for the record."""
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    return True
