"""What follows when a picture is saved or its rights change."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from media.domain.renditions import purge
from media.domain.uses import note_recordings
from media.models import Picture
from media.signals import picture_rights_changed
from media.tasks import make_renditions


@receiver(post_save, sender=Picture, dispatch_uid="media_make_renditions")
def ask_for_renditions(instance: Picture, *, raw: bool = False, **_kwargs: Any) -> None:
    """After the commit, have the missing renditions made; loading a fixture asks for none."""
    if not raw:
        transaction.on_commit(partial(make_renditions.enqueue, instance.pk))


@receiver(page_published, dispatch_uid="media_note_recordings")
def open_the_door_of_films(instance: Page, **_kwargs: Any) -> None:
    """Note at once which films and sounds a published page shows: their door may not wait for the worker."""
    note_recordings(page=instance)


@receiver(picture_rights_changed, sender=Picture, dispatch_uid="media_purge_renditions")
def take_away_what_may_not_be_shown(instance: Picture, *, usable: bool, file_changed: bool, **_kwargs: Any) -> None:
    """Remove what was made of a picture that may not be shown any more, or of a file that was replaced.

    Even a kept address then leads nowhere.
    """
    if file_changed or not usable:
        purge(picture=instance)
