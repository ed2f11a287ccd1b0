"""Taking an ad into the library."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.models import PsaLanguage, PsaLibraryPage, PsaPage
from foundation.domain import audit
from foundation.models import User


@transaction.atomic
def add_psa(*, library: PsaLibraryPage, actor: User, languages: tuple[PsaLanguage, ...] = (), **fields: Any) -> PsaPage:
    """Enter an ad in the library, publish it, and return it; its files follow in the background.

    ``fields`` are fields of ``PsaPage``. Raises PermissionDenied where the actor may not publish, ValidationError where
    the ad is incomplete.
    """
    if not library.permissions_for_user(actor).can_publish_subpage():
        raise PermissionDenied
    psa = PsaPage(live=False, **fields)
    psa.languages = languages
    library.add_child(instance=psa)
    psa.full_clean()
    psa.save_revision(user=actor).publish(user=actor)
    psa.refresh_from_db()
    audit.record(verb="publish_psa", subject=psa, actor=actor, number=psa.number_id)
    return psa
