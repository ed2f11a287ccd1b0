"""The read model follows what happens to public objects, within the same transaction."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_slug_changed, post_page_move

from foundation.models import Organisation, Region, Topic
from foundation.signals import public_object_changed, public_object_deleted
from media.models import Picture
from media.signals import picture_rights_changed
from search import registry, vocabulary
from search.domain import documents
from search.models import Document, Synonym


@receiver(public_object_changed)
def follow_change(*, instance: models.Model, **_: Any) -> None:
    """Write or remove the document of a public object that was saved."""
    documents.write(instance)


@receiver(public_object_deleted)
def follow_deletion(*, instance: models.Model, **_: Any) -> None:
    """Remove the document of a public object that is being deleted."""
    documents.remove(instance)


def follow_cascade(*, instance: models.Model, **_: Any) -> None:
    """Remove the document of an object that went with another: deleting a page deletes its subtree in SQL."""
    documents.remove(instance)


def watch_deletions() -> None:
    """Watch deletions of every registered model; called when all apps have registered theirs."""
    for registration in registry.registrations():
        post_delete.connect(follow_cascade, sender=registration.model, dispatch_uid=f"search {registration.model}")


@receiver((post_save, post_delete), sender=PageViewRestriction)
def follow_privacy(*, instance: PageViewRestriction, **_: Any) -> None:
    """Remove or restore the documents under a page whose privacy changed."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        documents.write_subtree(page)


@receiver(post_page_move)
def follow_move(*, instance: Page, **_: Any) -> None:
    """Write the documents of a moved page and of what moved with it: column, address and privacy may differ."""
    documents.write_subtree(Page.objects.get(pk=instance.pk))


@receiver(post_save, sender=Page)
def follow_place(*, instance: Page, **_: Any) -> None:
    """Write the documents of a page saved as a bare page, and below it.

    So Wagtail saves a page it moves, within the transaction of the move; its signal only comes behind that.
    """
    documents.write_subtree(instance)


@receiver(page_slug_changed)
def follow_address(*, instance: Page, **_: Any) -> None:
    """Write the documents below a page whose part of the address changed."""
    documents.write_subtree(Page.objects.get(pk=instance.pk))


@receiver(picture_rights_changed, sender=Picture)
def follow_rights(*, instance: Picture, usable: bool, **_: Any) -> None:
    """Take a picture that may not be shown out of every document; give back one that may be shown again."""
    if not usable:
        Document.objects.filter(picture=instance).update(picture=None)
        return
    for reference in ReferenceIndex.get_references_to(instance).select_related("base_content_type"):
        source = reference.base_content_type.model_class()._default_manager.filter(pk=reference.object_id).first()  # noqa: SLF001 -- what Django names so for all models
        if source is not None:
            documents.write(getattr(source, "specific", source))


@receiver((post_save, post_delete), sender=Organisation)
@receiver((post_save, post_delete), sender=Region)
@receiver((post_save, post_delete), sender=Synonym)
@receiver((post_save, post_delete), sender=Topic)
def follow_words(**_: Any) -> None:
    """Let every process read the words of the installation again."""
    vocabulary.changed()
