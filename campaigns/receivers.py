"""The campaigns tell the search which of their models have documents, and keep the files of ads in step."""

import datetime as dt
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published

from campaigns.domain.hubs import keep_matches
from campaigns.domain.placements import recategorise
from campaigns.domain.works import over_at, pictures_of, settle_all
from campaigns.models import CampaignPage, PsaCategory, PsaFile, PsaPage, StickerPrint
from campaigns.queries.documents import describe_psa, described_psas
from campaigns.queries.hub_documents import describe_hub, described_hubs
from campaigns.queries.site_slot import forget_ad
from campaigns.rules.days import start_of
from campaigns.tasks import draw_stickers, make_psa_files, settle_deleted, settle_pictures
from foundation.signals import public_object_changed, public_object_deleted
from media.models import Picture, Recording
from media.signals import picture_rights_changed, pictures_swept
from search import registry

registry.register(PsaPage, describe_psa, queryset=described_psas)
registry.register(CampaignPage, describe_hub, queryset=described_hubs)


@receiver(public_object_changed, sender=CampaignPage, dispatch_uid="campaigns.hub_matches")
def follow_hub(instance: CampaignPage, **_kwargs: Any) -> None:
    """Note anew what belongs to a hub."""
    keep_matches(hub=instance)


def ads_changed(**_: Any) -> None:
    """Forget the ad on the site's pages, now and after the commit: between the two a request may read the old."""
    forget_ad()
    transaction.on_commit(forget_ad)


for model in (PsaCategory, Picture, Recording, PageViewRestriction):
    receiver([post_save, post_delete], sender=model, dispatch_uid=f"site_ad_{model.__name__}")(ads_changed)
receiver([public_object_changed, public_object_deleted], sender=PsaPage, dispatch_uid="site_ad_psa")(ads_changed)
receiver(picture_rights_changed, sender=Picture, dispatch_uid="site_ad_rights")(ads_changed)


@receiver(public_object_changed, sender=PsaPage, dispatch_uid="campaigns.recategorise")
def follow_category(instance: PsaPage, **_kwargs: Any) -> None:
    """Count an ad's placements under the category it has now."""
    recategorise(psa_id=instance.pk, category_id=instance.category_id, actor=None)


@receiver(public_object_changed, sender=PsaPage, dispatch_uid="campaigns_files_of_psa")
def follow_psa(*, instance: PsaPage, **_: Any) -> None:
    """After the commit, have the files of a saved ad made."""
    transaction.on_commit(partial(make_psa_files.enqueue, instance.pk))


@receiver(post_save, sender=Picture, dispatch_uid="campaigns_files_of_picture")
def follow_picture(*, instance: Picture, created: bool, raw: bool = False, **_: Any) -> None:
    """After the commit, cut the sizes anew where the picture's file or focal point changed."""
    if not created and not raw:
        shown = PsaPage.objects.filter(Q(master=instance) | Q(more_pictures__picture=instance)).distinct()
        for key in shown.values_list("pk", flat=True):
            transaction.on_commit(partial(make_psa_files.enqueue, key))


@receiver(picture_rights_changed, sender=Picture, dispatch_uid="campaigns_rights_of_picture")
def follow_rights(*, instance: Picture, **_: Any) -> None:
    """Take an ad whose picture may not be used out of search and lists, or give it back."""
    for psa in PsaPage.objects.filter(master=instance):
        public_object_changed.send(sender=PsaPage, instance=psa)


@receiver(post_save, sender=StickerPrint, dispatch_uid="campaigns_stickers_asked")
def follow_print(*, instance: StickerPrint, created: bool, raw: bool = False, **_: Any) -> None:
    """After the commit, have the stickers drawn that were asked for."""
    if created and not raw:
        transaction.on_commit(partial(draw_stickers.enqueue, instance.pk))


@receiver(post_save, sender=Recording, dispatch_uid="campaigns_rights_of_recording")
def follow_recording(*, instance: Recording, created: bool, raw: bool = False, **_: Any) -> None:
    """Bring search, lists and files of the ads of a film in step: its rights, its poster or its file changed."""
    if not created and not raw:
        for psa in PsaPage.objects.filter(recording=instance):
            public_object_changed.send(sender=PsaPage, instance=psa)


@receiver(post_delete, sender=PsaFile, dispatch_uid="campaigns_file_deleted")
def take_file_away(*, instance: PsaFile, **_: Any) -> None:
    """After the commit, delete the file of a deleted row."""
    if name := instance.file.name:
        transaction.on_commit(partial(instance.file.storage.delete, name))


@receiver(public_object_changed, dispatch_uid="campaigns_settle_pictures")
def follow_page(*, instance: Any, **_: Any) -> None:
    """After the commit, take the public pictures of an ad that is over, and give those back that an open page shows."""
    if isinstance(instance, Page):
        transaction.on_commit(partial(settle_pictures.enqueue, instance.pk))


@receiver(page_published, sender=PsaPage, dispatch_uid="campaigns_wait_for_end")
def wait_for_end(*, instance: PsaPage, **_: Any) -> None:
    """After the commit, ask the worker for the first moment after an ad's last day: its public pictures go then.

    What a worker that was down has missed is left to the nightly sweep.
    """
    over = over_at(instance)
    if over is not None and over > timezone.now() and settle_pictures.get_backend().supports_defer:
        transaction.on_commit(partial(settle_pictures.using(run_after=over).enqueue, instance.pk))


@receiver(public_object_deleted, sender=PsaPage, dispatch_uid="campaigns_settle_deleted")
def follow_deletion(*, instance: PsaPage, **_: Any) -> None:
    """After the commit, take the public pictures of a deleted ad."""
    if keys := list(pictures_of([instance]).values_list("pk", flat=True)):
        transaction.on_commit(partial(settle_deleted.enqueue, keys))


@receiver(pictures_swept, sender=Picture, dispatch_uid="campaigns_sweep_ads")
def sweep_ads(*, today: dt.date | None, **_: Any) -> int:
    """Take the public pictures of ads whose last day has passed."""
    return settle_all(now=start_of(today))
