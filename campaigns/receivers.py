"""The campaigns tell the search which of their models have documents, and keep the sizes of ads in step."""

from typing import Any

from django.dispatch import receiver

from campaigns.domain.placements import recategorise
from campaigns.models import PsaPage
from campaigns.queries.documents import describe_psa, described_psas
from foundation.signals import public_object_changed
from search import registry

registry.register(PsaPage, describe_psa, queryset=described_psas)


@receiver(public_object_changed, sender=PsaPage, dispatch_uid="campaigns.recategorise")
def follow_category(instance: PsaPage, **_kwargs: Any) -> None:
    """Count an ad's placements under the category it has now."""
    recategorise(psa_id=instance.pk, category_id=instance.category_id, actor=None)
