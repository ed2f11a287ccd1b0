"""Further pictures of an ad: the other works of a series, or other views of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class PsaPicture(Orderable):
    """A picture that stands on the ad's page below its work; it has files of its own, as the work has."""

    psa = ParentalKey("campaigns.PsaPage", on_delete=models.CASCADE, related_name="more_pictures")
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="more_of_psas",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("further picture")
        verbose_name_plural = _("further pictures")

    def __str__(self) -> str:
        return f"{self.psa_id} {self.picture_id}"
