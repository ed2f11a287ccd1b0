"""What a campaign hub tells the search about itself."""

from django.utils import timezone

from campaigns.models import CampaignPage
from campaigns.models.hubs import CampaignQuerySet
from campaigns.queries.hub_blocks import stored_sections, words_of
from foundation.blocks.plain import text_of_html
from foundation.models import Organisation
from search.registry import Description


def described_hubs() -> CampaignQuerySet:
    """Return the hubs that may have a document."""
    found: CampaignQuerySet = CampaignPage.objects.filter(live=True, expired=False).prefetch_related("topics")
    return found


def describe_hub(hub: CampaignPage) -> Description | None:
    """Describe a published hub; an ended one stays findable. Only words written for the hub itself are told."""
    if not hub.live or hub.expired:
        return None
    introduction = text_of_html(hub.introduction)
    names = [*hub.organiser_names, *hub.co_organiser_names]
    return Description(
        title=hub.title,
        url=hub.path_on_site(),
        date=hub.first_published_at or timezone.now(),
        number=hub.number_id,
        kicker=hub.theme,
        deck=hub.slogan,
        summary=introduction or hub.slogan,
        text="\n".join(part for part in (introduction, words_of(stored_sections(hub))) if part),
        people="\n".join(names),
        updated_at=hub.last_published_at,
        region_ids=(hub.region_id,) if hub.region_id else (),
        topic_ids=tuple(topic.pk for topic in hub.topics.all()),
        organisation_ids=tuple(Organisation.objects.filter(name__in=names).values_list("pk", flat=True)),
        picture_id=hub.key_visual_id,
        visible_from=hub.go_live_at,
        visible_until=hub.expire_at,
    )
