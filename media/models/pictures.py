"""The picture and its renditions."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Picture(AbstractImage):
    """A picture of the library."""

    admin_form_fields = WagtailImage.admin_form_fields


class Rendition(AbstractRendition):
    """A public picture made from an image."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="rendition_once"),
        )
