"""What the portal tells the search about its own pages."""

from django.utils import timezone

from foundation.blocks import pictures_of, plain_text
from portal.models import StandardPage
from search import registry
from search.registry import Description


def describe_page(page: StandardPage) -> Description | None:
    """Describe a published information page, or return None for one that readers may not see."""
    if not page.live or page.expired or (page.expire_at is not None and page.expire_at <= timezone.now()):
        return None
    picture = next(pictures_of(page.body), None)
    return Description(
        title=page.title,
        url=str(page.url),
        date=page.first_published_at or timezone.now(),
        number=page.number_id,
        summary=page.introduction,
        text=plain_text(page.body),
        updated_at=page.last_published_at,
        picture_id=picture.pk if picture else None,
        visible_from=page.go_live_at,
        visible_until=page.expire_at,
    )


registry.register(StandardPage, describe_page)
