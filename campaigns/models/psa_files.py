"""The files of an ad, and the register of their downloads."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import PsaSize
from media.models import Picture
from media.models.files import random_name
from media.storages import private_storage


def psa_file_name(_instance: models.Model, filename: str) -> str:
    """Return a random name for a file of the library."""
    return random_name("psa", filename)


class PsaFileQuerySet(models.QuerySet["PsaFile"]):
    """Files of ads."""

    def of_the_work(self) -> "PsaFileQuerySet":
        """Return the files of the work itself, without those of a series' further pictures."""
        return self.filter(picture__isnull=True)

    def usable(self, now: dt.datetime | None = None) -> "PsaFileQuerySet":
        """Return the files that may be handed out at ``now`` if their ad may, in the order of the series.

        A further picture whose rights have ended is left out; the ad's own page goes on without it.
        """
        day = timezone.localdate(now)
        return self.filter(Q(picture__isnull=True) | Q(picture__in=Picture.objects.usable(day))).order_by("part", "pk")


class PsaFile(models.Model):
    """One file of an ad. It lies in the private storage and leaves only through a view that looks at the dates.

    ``picture`` is the further picture of a series of which it was made, none for the work itself; ``part`` says which
    of the series that is, the work itself being 1.
    """

    psa = models.ForeignKey(
        "campaigns.PsaPage", verbose_name=_("public-service ad"), on_delete=models.CASCADE, related_name="files"
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("further picture"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="psa_files",
    )
    part = models.PositiveSmallIntegerField(_("which of the series"), default=1, editable=False)
    size = models.CharField(_("size"), max_length=10, choices=PsaSize, default=PsaSize.MASTER)
    file = models.FileField(_("file"), upload_to=psa_file_name, storage=private_storage)
    file_format = models.CharField(_("format"), max_length=8)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    width_mm = models.PositiveIntegerField(_("width in millimetres"), null=True, blank=True)
    height_mm = models.PositiveIntegerField(_("height in millimetres"), null=True, blank=True)
    resolution = models.PositiveIntegerField(_("dots per inch"), null=True, blank=True)
    seconds = models.FloatField(_("duration in seconds"), null=True, blank=True)
    byte_size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    source_key = models.CharField(max_length=200, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = PsaFileQuerySet.as_manager()

    # What is made of a picture is no place that shows it: it goes when the ad no longer has the picture.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of an ad")
        verbose_name_plural = _("files of ads")
        ordering: ClassVar[tuple[str, ...]] = ("psa", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("psa", "size"), condition=Q(picture__isnull=True), name="psa_file_once_a_size"
            ),
            models.UniqueConstraint(fields=("psa", "size", "picture"), name="psa_file_once_a_picture"),
            models.CheckConstraint(condition=Q(size__in=PsaSize.values), name="psa_file_size_known"),
            models.CheckConstraint(
                condition=Q(width__isnull=True, height__isnull=True)
                | Q(width__isnull=False, height__isnull=False, width__gt=0, height__gt=0),
                name="psa_file_pixels_whole",
            ),
            models.CheckConstraint(
                condition=Q(width_mm__isnull=True, height_mm__isnull=True, resolution__isnull=True)
                | Q(
                    width_mm__isnull=False,
                    height_mm__isnull=False,
                    resolution__isnull=False,
                    width_mm__gt=0,
                    height_mm__gt=0,
                    resolution__gt=0,
                ),
                name="psa_file_print_whole",
            ),
            models.CheckConstraint(condition=Q(seconds__isnull=True) | Q(seconds__gte=0), name="psa_file_lasts"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("size"), F("width"), F("height"), name="psa_file_shape"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.file_format.upper()}"

    @property
    def label(self) -> str:
        """The size, and for a further picture of a series which one it is."""
        size = str(self.get_size_display())
        return size if self.part == 1 else str(_("Picture %(part)s, %(size)s") % {"part": self.part, "size": size})

    @property
    def name(self) -> str:
        """What a download names it by: the size, and for a further picture which one it is."""
        return self.size if self.part == 1 else f"{self.size}-{self.part}"

    @property
    def ratio(self) -> float | None:
        """Width divided by height, or None where there is no picture."""
        return round(self.width / self.height, 3) if self.width and self.height else None


class PsaDownload(models.Model):
    """One download, with the optional line that tells unit and purpose. Nothing about the person is kept."""

    psa = models.ForeignKey(
        "campaigns.PsaPage", verbose_name=_("public-service ad"), on_delete=models.CASCADE, related_name="downloads"
    )
    size = models.CharField(
        _("size"), max_length=10, choices=PsaSize, blank=True, help_text=_("Empty: all files in one archive.")
    )
    purpose = models.CharField(_("unit and purpose"), max_length=120, blank=True)
    at = models.DateTimeField(_("downloaded at"), default=timezone.now)

    class Meta:
        verbose_name = _("download of an ad")
        verbose_name_plural = _("download register")
        ordering: ClassVar[tuple[str, ...]] = ("-at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(size="") | Q(size__in=PsaSize.values), name="psa_download_size_known"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index("psa", "at", name="download_of_psa")]

    def __str__(self) -> str:
        return f"{self.psa_id} {self.size} {self.at:%Y-%m-%d}"
