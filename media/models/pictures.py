"""The picture and its renditions."""

import datetime as dt
from io import BytesIO
from typing import Any, Self

from django.core.files import File
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    ImageQuerySet,
    WagtailImageField,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.search import index

from media.models.files import OriginalField, random_name
from media.models.rights import RIGHTS_FIELDS, RightsModel, today_here, usable_condition
from media.signals import picture_rights_changed
from media.specs import PUBLIC_SPECS
from media.storages import DESK_FOLDER, private_storage, rendition_storage
from media.workshop.stripping import without_metadata


class PictureQuerySet(ImageQuerySet):
    """Pictures of the library."""

    def usable(self, today: dt.date | None = None) -> Self:
        """Return the pictures that may be shown on ``today`` (default: today in Asia/Shanghai)."""
        found: Self = self.filter(usable_condition(today or today_here()))
        return found

    def unusable(self, today: dt.date | None = None) -> Self:
        """Return the pictures that may not be shown on ``today``."""
        found: Self = self.exclude(usable_condition(today or today_here()))
        return found


class Picture(RightsModel, AbstractImage):
    """A picture of the library.

    ``file`` is the original as uploaded, metadata included; it lies in the private storage and has no address.
    ``description`` is the alternative text.
    """

    file = OriginalField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )
    map_number = models.CharField(
        _("map approval number"), max_length=40, blank=True, help_text=_("For maps: the number of the approval.")
    )
    dhash = models.BigIntegerField(_("fingerprint"), null=True, blank=True, editable=False, db_index=True)

    objects = PictureQuerySet.as_manager()

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.AutocompleteField("caption"),
        index.SearchField("credit_line"),
        index.SearchField("rights_holder"),
        index.FilterField("valid_to"),
        index.FilterField("consent"),
        index.FilterField("minors"),
        index.FilterField("licence"),
    ]
    admin_form_fields = (
        "title",
        "file",
        "description",
        *RIGHTS_FIELDS,
        "map_number",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(RightsModel.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = (
            *RightsModel.Meta.constraints,
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_a_size"),
        )

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the picture; when its rights, consent or file changed, say so in the same transaction."""
        known = self.loaded_use
        super().save(*args, **kwargs)
        self.loaded_use = self.use_state()
        if known is not None and known != self.loaded_use:
            picture_rights_changed.send(
                sender=type(self),
                instance=self,
                usable=self.is_usable(),
                file_changed=known[-1] != self.loaded_use[-1],
            )

    def get_upload_to(self, filename: str) -> str:
        """Return a random name for the original."""
        return random_name("originals", filename)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> File[bytes]:  # noqa: A002 -- Wagtail's name
        """Let Wagtail make a rendition, then take out what it leaves in: a JPEG would keep its EXIF and position."""
        made = super().generate_rendition_file(filter, source=source)
        with made:
            made.seek(0)
            return File(BytesIO(without_metadata(made.read())), name=made.name)

    @property
    def default_alt_text(self) -> str:
        """The alternative text, else the caption; never the title, which is often a file name."""
        return self.description or self.caption


class Rendition(AbstractRendition):
    """A picture made from an original, without its metadata.

    Those on the list of ``media.specs`` are public; any other is a preview for the desk and lies with the private
    files, so that no page can show what was not decided on.
    """

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=get_rendition_upload_to, storage=rendition_storage, width_field="width", height_field="height"
    )

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = (
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"),
        )

    def get_upload_to(self, filename: str) -> str:
        """Return a random name, in the public folder only for a public spec."""
        folder = "pictures" if self.filter_spec in PUBLIC_SPECS else f"{DESK_FOLDER}pictures"
        return random_name(folder, filename)
