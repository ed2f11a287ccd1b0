"""What the ground floor does when something it keeps a copy of has changed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from foundation.models import BasePage, FooterLink, GreyDay, MenuItem, SiteIdentity
from foundation.queries.identity import forget_furniture
from foundation.signals import public_object_changed

FURNITURE_MODELS = (SiteIdentity, MenuItem, FooterLink, GreyDay, Site)
PAGE_SIGNALS = (page_published, page_unpublished, page_slug_changed, post_page_move)


def furniture_changed(**_: Any) -> None:
    """Forget the kept furniture, now and again after the commit: between the two another request may read the old."""
    forget_furniture()
    transaction.on_commit(forget_furniture)


for model in FURNITURE_MODELS:
    receiver([post_save, post_delete], sender=model, dispatch_uid=f"furniture-{model.__name__}")(furniture_changed)
receiver(PAGE_SIGNALS, dispatch_uid="furniture-pages")(furniture_changed)


@receiver(page_unpublished, dispatch_uid="foundation_page_unpublished")
def tell_of_unpublished(*, instance: Page, **_: Any) -> None:
    """Tell the read model of a page that was taken off.

    Bulk actions, copies that follow their original and the scheduler save it as a bare ``Page``, so that its own
    ``save()`` never runs. It is read again: what the signal brings may still be called live.
    """
    if isinstance(instance, BasePage):
        page = type(instance).objects.get(pk=instance.pk)
        public_object_changed.send(sender=type(page), instance=page)
