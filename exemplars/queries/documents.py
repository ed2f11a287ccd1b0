"""What an exemplar tells the search about itself."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from exemplars.enums import ConsentScope
from exemplars.models import ConsentRecord, ExemplarPage
from exemplars.models.people import NEED_CONSENT, ExemplarQuerySet
from exemplars.queries.people import honours_of
from foundation.blocks import plain_text
from search.registry import Description

HERE = ZoneInfo("Asia/Shanghai")


def described_exemplars() -> ExemplarQuerySet:
    """Return the exemplars that may have a document, with what ``describe_exemplar`` reads fetched."""
    found: ExemplarQuerySet = (
        ExemplarPage.objects.filter(live=True, expired=False)
        .with_permissions()
        .select_related("portrait")
        .prefetch_related("regions", "topics", honours_of())
    )
    return found


def describe_exemplar(exemplar: ExemplarPage) -> Description | None:
    """Describe an exemplar as far as consent reaches, or return None where nothing may be said.

    A consent that ends with a day ends the document with that day. What it ends only in part (unit, photograph) is
    left out from the beginning, so that nothing has to be taken out on that day.
    """
    ends = _ends(exemplar)
    if not exemplar.live or exemplar.expired or ends is None:
        return None
    unit = exemplar.unit if ends.get(ConsentScope.UNIT) == dt.date.max else ""
    has_photo = exemplar.portrait_id is not None and ends.get(ConsentScope.PHOTO) == dt.date.max
    last_days = [ends[ConsentScope.NAME], *([ends[ConsentScope.UNIT]] if exemplar.unit_in_text else [])]
    honours = [honour.told for honour in exemplar.standing_honours]
    return Description(
        title=exemplar.title,
        url=exemplar.path_on_site(),
        date=exemplar.first_published_at or timezone.now(),
        number=exemplar.number_id,
        kicker="　".join(honours[:2]),
        summary=exemplar.citation,
        text="\n".join(part for part in (exemplar.citation, plain_text(exemplar.body), *honours) if part),
        people=" ".join(part for part in (unit, exemplar.title) if part),
        updated_at=exemplar.last_published_at,
        region_ids=tuple(region.pk for region in exemplar.regions.all()),
        topic_ids=tuple(topic.pk for topic in exemplar.topics.all()),
        picture_id=exemplar.portrait_id if has_photo else None,
        visible_from=exemplar.go_live_at,
        visible_until=_earliest(exemplar.expire_at, min(last_days)),
    )


def _ends(exemplar: ExemplarPage) -> dict[str, dt.date] | None:
    """Return the last day of each consent (``date.max``: no end), or None where the name may not be told."""
    if exemplar.subject not in NEED_CONSENT:
        return dict.fromkeys(ConsentScope.values, dt.date.max)
    ends: dict[str, dt.date] = {}
    standing: Any = ConsentRecord.objects.standing().filter(exemplar=exemplar)
    for scope, last in standing.values_list("scope", "expires_on"):
        ends[scope] = max(ends.get(scope, dt.date.min), last or dt.date.max)
    needed = {ConsentScope.NAME, *([ConsentScope.UNIT] if exemplar.unit_in_text else [])}
    return ends if needed <= set(ends) else None


def _earliest(moment: dt.datetime | None, last_day: dt.date) -> dt.datetime | None:
    """Return the earlier of a moment and the end of a day."""
    if last_day == dt.date.max:
        return moment
    end = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), HERE)
    return end if moment is None else min(moment, end)
