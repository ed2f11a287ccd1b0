"""Which file of an ad a screen shows: its film, else the cut nearest to the screen's shape."""

from collections.abc import Iterable
from math import log
from typing import Final

from campaigns.enums import Orientation, PlayKind, PsaSize
from campaigns.models import Handout, PsaFile, PsaPage, Screen
from campaigns.rules.sizes import STANDARDS
from search.models import Document

NOT_FOR_SCREENS: Final = (PsaSize.A3,)
STILLS: Final = ("jpeg", "png", "webp", "gif", "avif")


def files_for(screen: Screen, documents: Iterable[Document]) -> dict[str, PsaFile]:
    """Return the file to show of each ad among the documents, by object key, in two queries.

    Of a film it is the film, of a picture the cut whose shape is nearest to the screen's; of a series its first. An ad
    of sound or words has none. Rights are judged as for pages.
    """
    keys = {row.object_key for row in documents if row.kind == PlayKind.PSA and row.object_key.isdecimal()}
    if not keys:
        return {}
    shown = PsaPage.objects.showable().filter(pk__in=keys)
    films = set(shown.filter(recording__type="video").values_list("pk", flat=True))
    by_ad: dict[int, list[PsaFile]] = {}
    for file in PsaFile.objects.of_the_work().filter(psa__in=shown).exclude(size__in=NOT_FOR_SCREENS).order_by("pk"):
        if file.file_format in STILLS or file.psa_id in films:
            by_ad.setdefault(file.psa_id, []).append(file)
    wanted = shape_of(screen)
    return {str(ad): min(files, key=lambda file: _distance(file, wanted)) for ad, files in by_ad.items()}


def shape_of(screen: Screen) -> float:
    """Return width divided by height as the screen hangs, whichever of the two was entered first."""
    ratio = max(screen.width, screen.height) / min(screen.width, screen.height)
    return 1 / ratio if screen.orientation == Orientation.PORTRAIT else ratio


def _distance(file: PsaFile, wanted: float) -> float:
    standard = STANDARDS.get(PsaSize(file.size))
    ratio = standard.width / standard.height if standard else file.ratio or wanted
    return abs(log(ratio / wanted))


def handed_file(screen: Screen, key: int) -> PsaFile | None:
    """Return the file that the screen has been given and may show now, or None."""
    given = Handout.objects.filter(screen=screen, kind=PlayKind.PSA, file=key, ended_at__isnull=True)
    showable = PsaPage.objects.showable()
    return PsaFile.objects.filter(pk__in=given.values("file"), psa__in=showable).first()
