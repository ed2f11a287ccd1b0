"""What an ad tells the search about itself."""

from django.utils import timezone

from campaigns.models import PsaPage
from campaigns.models.psas import PsaQuerySet
from campaigns.rules.days import end_of, start_of
from search.registry import Description


def described_psas() -> PsaQuerySet:
    """Return the ads that may have a document, with what ``describe_psa`` reads fetched."""
    found: PsaQuerySet = PsaPage.objects.filter(live=True, expired=False).select_related("master", "category")
    return found


def describe_psa(psa: PsaPage) -> Description | None:
    """Describe a published ad with its days, or return None for one whose picture may not be used."""
    if not psa.live or psa.expired or (psa.master is not None and not psa.master.is_usable()):
        return None
    return Description(
        title=psa.title,
        url=psa.path_on_site(),
        date=psa.first_published_at or timezone.now(),
        number=psa.number_id,
        kicker=psa.category.name,
        summary=psa.introduction or psa.wording,
        text="\n".join(part for part in (psa.introduction, psa.wording) if part),
        people="\n".join(part for part in (psa.producer, psa.supplier) if part),
        updated_at=psa.last_published_at,
        picture_id=psa.master_id,
        visible_from=start_of(psa.valid_from),
        visible_until=end_of(psa.valid_until, psa.master.valid_to if psa.master else None),
        source_name=psa.producer,
    )
