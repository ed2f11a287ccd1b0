"""What the desk shows beside the form of an ad: its files, the sizes it lacks, and what its words should not hold."""

from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.enums import PsaSize
from campaigns.models import PsaDownload, PsaPage
from campaigns.rules.ad_words import Concern, findings
from media.domain.files import plays_everywhere
from media.forms.files import HARD_TO_PLAY

EXPLANATIONS: Final = {
    Concern.WEB_ADDRESS: _("A web address: public-service ads carry none."),
    Concern.TELEPHONE: _("A telephone number: public-service ads carry none."),
    Concern.ADDRESS: _("An address: public-service ads carry none."),
    Concern.PRODUCT: _("A product or a price: public-service ads name none."),
    Concern.LOGO: _("The sponsor's logo takes more than a fifth of the work."),
}


def desk_context(psa: PsaPage) -> dict[str, Any]:
    """Return what the panel of the edit form shows; an ad that is not saved yet has only findings."""
    files = list(psa.files.order_by("part", "pk")) if psa.pk else []
    there = {file.size for file in files if file.part == 1}
    whole = next((file for file in files if file.size == PsaSize.MASTER and file.part == 1), None)
    cuttable = whole is not None and whole.file_format == "jpeg" and psa.master_id is not None
    words = f"{psa.title}\n{psa.introduction}\n{psa.wording}"
    return {
        "files": files,
        "too_small_for": [size.label for size in PsaSize if size not in there] if cuttable else [],
        "unknown_length": whole is not None and psa.recording is not None and not whole.seconds,
        "hard_to_play": HARD_TO_PLAY if psa.recording is not None and not plays_everywhere(psa.recording) else "",
        "findings": explained(words, logo_share=psa.logo_share),
        "downloads": psa.downloads.count() if psa.pk else 0,
    }


def explained(words: str, *, logo_share: int | None = None) -> list[dict[str, Any]]:
    """Return what the words should not hold, each with the reason."""
    found = findings(words, logo_share=logo_share)
    return [{"sentence": EXPLANATIONS[each.concern], "words": each.words} for each in found]


def downloads_listed() -> QuerySet[PsaDownload]:
    """Return the register with its ads, newest first."""
    return PsaDownload.objects.select_related("psa").order_by("-at", "-pk")


def with_psa_counts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the categories or languages with the number of their ads."""
    counted: QuerySet[Any] = rows.annotate(psa_count=Count("psas"))
    return counted
