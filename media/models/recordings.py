"""Audio and video of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from media.models.files import random_name
from media.models.rights import RIGHTS_FIELDS, RightsModel
from media.storages import recording_storage


def recording_name(_instance: models.Model, filename: str) -> str:
    """Return a random name for a recording or its captions."""
    return random_name("recordings", filename)


class Recording(RightsModel, AbstractMedia):
    """A piece of audio or video, with its poster and captions."""

    file = models.FileField(_("file"), upload_to=recording_name, storage=recording_storage)
    poster = models.ForeignKey(
        "media.Picture",
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="poster_of",
        help_text=_("Shown before a video plays."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to=recording_name,
        storage=recording_storage,
        blank=True,
        help_text=_("A WebVTT file (.vtt) in Chinese."),
    )
    transcript = models.TextField(_("transcript"), blank=True, help_text=_("For those who read rather than listen."))

    search_fields = [*AbstractMedia.search_fields, index.SearchField("caption"), index.SearchField("transcript")]
    admin_form_fields = (
        "title",
        "file",
        "poster",
        "captions",
        "transcript",
        *RIGHTS_FIELDS,
        "collection",
        "tags",
    )

    class Meta(RightsModel.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = (
            *RightsModel.Meta.constraints,
            models.CheckConstraint(condition=models.Q(duration__gte=0), name="recording_lasts"),
        )
