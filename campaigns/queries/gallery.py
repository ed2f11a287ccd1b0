"""The public library: which ads a reader sees, and what an ad's page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.http import urlencode

from campaigns.enums import PsaKind, PsaShape, PsaSize
from campaigns.models import PsaCategory, PsaFile, PsaLanguage, PsaPage
from campaigns.models.psas import PsaQuerySet
from foundation.keys import key_in
from media.models import Picture
from media.queries import with_renditions
from media.specs import FIGURE
from news.queries.columns import wanted_page

PAGE_LENGTH: Final = 24
"""Ads on one page of the gallery."""

SHAPES: Final = {
    PsaShape.WIDE: Q(files__width__gt=F("files__height")),
    PsaShape.TALL: Q(files__width__lt=F("files__height")),
    PsaShape.EVEN: Q(files__width=F("files__height")),
}


@dataclass(frozen=True)
class Choice:
    """One value of a filter as the form offers it."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class GalleryPage:
    """One page of the gallery; it is cut without counting the whole."""

    psas: list[PsaPage]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before this one."""
        return self.number > 1


def public_psas(now: dt.datetime | None = None) -> PsaQuerySet:
    """Return the ads readers may see at ``now`` (default: the present), newest first, ready for a list."""
    found: PsaQuerySet = (
        PsaPage.objects.showable(now)
        .public()
        .select_related("category", "master", "recording__poster")
        .prefetch_related("master__renditions", "recording__poster__renditions")
        .order_by("-first_published_at", "-pk")
    )
    return found


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return the template context of the gallery: the ads, the filters, and what pagination links carry along."""
    found = public_psas()
    wanted = {name: request.GET.get(name, "")[:20] for name in ("category", "kind", "shape", "language")}
    if wanted["category"].isdecimal():
        found = found.filter(category_id=key_in(wanted["category"]))
    if wanted["kind"] in PsaKind.values:
        found = found.filter(psa_kind=wanted["kind"])
    if wanted["shape"] in PsaShape.values:
        shape = SHAPES[PsaShape(wanted["shape"])]
        found = found.filter(shape, files__size=PsaSize.MASTER, files__picture__isnull=True)
    if wanted["language"].isdecimal():
        found = found.filter(languages=key_in(wanted["language"]))
    number = wanted_page(request)
    start = (number - 1) * PAGE_LENGTH
    cut = list(found[start : start + PAGE_LENGTH + 1])
    extra = urlencode({name: value for name, value in wanted.items() if value})
    return {
        "gallery": GalleryPage(cut[:PAGE_LENGTH], number, len(cut) > PAGE_LENGTH),
        "filters": _filters(wanted),
        "filtered": bool(extra),
        "extra": f"&{extra}" if extra else "",
    }


def _filters(wanted: dict[str, str]) -> dict[str, list[Choice]]:
    """Return the values that the form offers."""
    offered: dict[str, list[tuple[Any, Any]]] = {
        "category": list(PsaCategory.objects.values_list("pk", "name")),
        "kind": list(PsaKind.choices),
        "shape": list(PsaShape.choices),
        "language": list(PsaLanguage.objects.values_list("pk", "name")),
    }
    return {
        name: [Choice(str(value), str(label), str(value) == wanted[name]) for value, label in values]
        for name, values in offered.items()
    }


def psa_by_number(number: int) -> PsaPage | None:
    """Return the ad that bears the public number, whether readers may see it or not."""
    found: PsaPage | None = (
        PsaPage.objects.select_related("category", "master", "recording__poster").filter(number_id=number).first()
    )
    return found


def psa_context(psa: PsaPage) -> dict[str, Any]:
    """Return the template context of an ad's page."""
    files = list(psa.files.usable())
    languages = [language.name for language in psa.languages.all()]
    return {"files": files, "languages": languages, "more": _more(psa), "structured": _structured(psa, files)}


def _more(psa: PsaPage) -> list[Picture]:
    """Return the further pictures in the editor's order, with what the page shows of them."""
    keys = [each.picture_id for each in psa.more_pictures.all()]
    found = {picture.pk: picture for picture in with_renditions(keys, FIGURE)} if keys else {}
    return [found[key] for key in keys if key in found]


def _structured(psa: PsaPage, files: list[PsaFile]) -> dict[str, Any]:
    """Return the ad as search engines read it: a schema.org CreativeWork; what is not known is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": psa.title,
        "description": psa.introduction,
        "genre": psa.category.name,
        "text": psa.wording,
        "creator": {"@type": "Organization", "name": psa.producer},
        "datePublished": psa.first_published_at.isoformat() if psa.first_published_at else "",
        "expires": psa.valid_until.isoformat() if psa.valid_until else "",
        "encodingFormat": sorted({file.file_format for file in files}),
    }
    return {name: value for name, value in data.items() if value}
