"""What an ad tells the search about itself."""

from django.utils import timezone

from campaigns.models import PsaPage
from campaigns.models.psas import PsaQuerySet
from campaigns.rules.days import end_of, start_of
from search.registry import Description


def described_psas() -> PsaQuerySet:
    """Return the ads that may have a document, with what ``describe_psa`` reads fetched."""
    related = ("master", "recording__poster", "category")
    found: PsaQuerySet = PsaPage.objects.filter(live=True, expired=False).select_related(*related)
    return found


def describe_psa(psa: PsaPage) -> Description | None:
    """Describe a published ad with its days, or return None for one whose picture or recording may not be used."""
    works = [work for work in (psa.master, psa.recording) if work is not None]
    if not psa.live or psa.expired or not all(work.is_usable() for work in works):
        return None
    ends = (end_of(psa.valid_until, *(work.valid_to for work in works)), psa.expire_at)
    starts = (start_of(psa.valid_from), psa.go_live_at)
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
        picture_id=psa.face.pk if psa.face is not None else None,
        visible_from=max((each for each in starts if each is not None), default=None),
        visible_until=min((each for each in ends if each is not None), default=None),
        source_name=psa.producer,
    )
