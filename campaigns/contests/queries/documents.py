"""What a competition's page tells the search about itself. Nothing of an entry is ever described."""

from typing import Any

from django.utils import timezone

from campaigns.contests.models import ContestPage
from foundation.blocks import plain_text
from search.registry import Description


def described_contests() -> Any:
    """Return the pages that may have a document, with what ``describe_contest`` reads fetched."""
    pages = ContestPage.objects.filter(live=True, expired=False).select_related("contest", "picture")
    return pages.prefetch_related("milestones", "questions")


def describe_contest(page: ContestPage) -> Description | None:
    """Describe the published page of an announced competition."""
    if not page.is_showable() or page.contest is None:
        return None
    questions = [f"{item.question}\n{item.answer}" for item in page.questions.all()]
    milestones = [item.words for item in page.milestones.all()]
    parts = (page.introduction, plain_text(page.notice), page.contest.notice, *milestones, *questions)
    usable = page.picture is not None and page.picture.is_usable()
    return Description(
        title=page.title,
        url=page.path_on_site(),
        date=page.first_published_at or timezone.now(),
        number=page.number_id,
        kicker=page.contest.get_kind_display(),
        summary=page.introduction or plain_text(page.notice),
        text="\n".join(part for part in parts if part),
        people=page.sponsor or " ".join(part for part in (page.contest.organisers, page.contest.sponsor) if part),
        updated_at=page.last_published_at,
        picture_id=page.picture_id if usable else None,
        visible_from=page.go_live_at,
        visible_until=page.expire_at,
    )
