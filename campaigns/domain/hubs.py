"""Making campaign hubs: a new one, one for a festival, one on the base of last year's; and what belongs to them."""

import copy
import datetime as dt
import re
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.models import CampaignIndexPage, CampaignPage, Festival, HubMatch
from campaigns.queries.hub_blocks import Stored, as_key, stored_sections
from foundation.domain import audit
from foundation.models import User

OF_LAST_TIME: Final = {
    "curated": "stories",
    "timeline": "moments",
    "figures": "figures",
    "contests": "contests",
    "documents": "documents",
}
"""Sections that tell what happened the last time, with the list that is emptied: nobody publishes it by mistake."""

KEPT: Final = ("theme", "slogan", "organisers", "co_organisers", "introduction", "key_visual_id", "region_id")
YEAR: Final = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
OUR_FESTIVALS: Final = "我们的节日"


class NotThatDayError(Exception):
    """The festival does not fall on the day for which a hub was asked."""


@transaction.atomic
def open_hub(*, index: CampaignIndexPage, actor: User, **fields: Any) -> CampaignPage:
    """Make a hub as a draft and return it; ``fields`` are fields of ``CampaignPage`` (``topics`` a list of topics).

    Raises PermissionDenied where the actor may not add pages there, ValidationError where fields do not fit together.
    """
    if not index.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    topics = fields.pop("topics", ())
    hub = CampaignPage(live=False, owner=actor, **fields)
    hub.topics = list(topics)
    hub.clean()
    index.add_child(instance=hub)
    hub.save_revision(user=actor)
    audit.record(verb="open_hub", subject=hub, actor=actor, number=hub.number_id)
    return hub


@transaction.atomic
def publish_hub(*, hub: CampaignPage, actor: User) -> CampaignPage:
    """Publish the newest draft of the hub.

    Raises PermissionDenied where the actor may not publish, ValidationError where the hub is incomplete.
    """
    if not hub.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    draft = hub.get_latest_revision_as_object()
    draft.full_clean()
    draft.save_revision(user=actor).publish(user=actor)
    hub.refresh_from_db()
    audit.record(verb="publish_hub", subject=hub, actor=actor, number=hub.number_id)
    return hub


@transaction.atomic
def open_festival_hub(*, festival: Festival, day: dt.date, index: CampaignIndexPage, actor: User) -> CampaignPage:
    """Make the draft of a hub for the festival of ``day``; where there is one already, return that.

    Raises NotThatDayError where the festival falls on another day, and what ``open_hub`` raises.
    """
    if made := _made_already(festival, day, index):
        return made
    starts_on, ends_on = festival.period(day)
    theme = OUR_FESTIVALS if festival.is_traditional else ""
    title = f"{OUR_FESTIVALS}·{festival.name}" if festival.is_traditional else festival.name
    fields = {"title": f"{title}（{day.year}）", "theme": theme, "starts_on": starts_on, "ends_on": ends_on}
    return open_hub(index=index, actor=actor, festival=festival, occasion_on=day, **fields)


@transaction.atomic
def renew_hub(*, hub: CampaignPage, day: dt.date, actor: User) -> CampaignPage:
    """Make the draft of this year's hub on the base of ``hub``; where there is one already, return that.

    Period and the days of automatic sections move with the festival; sections that told what happened the last time
    keep their heading and lose their content. Raises as ``open_festival_hub``, and NotThatDayError for a hub without a
    festival.
    """
    festival, before = hub.festival, hub.occasion_on
    if festival is None or before is None:
        raise NotThatDayError
    index = CampaignIndexPage.objects.get(pk=hub.get_parent().pk)
    if made := _made_already(festival, day, index):
        return made
    shift = day - before
    return open_hub(
        index=index,
        actor=actor,
        title=YEAR.sub(str(day.year), hub.title),
        starts_on=_moved(hub.starts_on, shift),
        ends_on=_moved(hub.ends_on, shift),
        festival=festival,
        occasion_on=day,
        renewed_from=hub,
        topics=hub.topics.all(),
        sections=[renewed(section, shift) for section in stored_sections(hub)],
        **{name: getattr(hub, name) for name in KEPT},
    )


def renewed(section: Stored, shift: dt.timedelta) -> dict[str, Any]:
    """Return a stored section as the base of the next hub."""
    value: dict[str, Any] = copy.deepcopy(dict(section.value))
    if name := OF_LAST_TIME.get(section.kind):
        value[name] = []
    for name in ("from_day", "until_day"):
        moved = _moved(section.day(name), shift)
        if moved is not None:
            value[name] = moved.isoformat()
    return {"type": section.kind, "value": value}


def _moved(day: dt.date | None, shift: dt.timedelta) -> dt.date | None:
    return None if day is None else day + shift


def _made_already(festival: Festival, day: dt.date, index: CampaignIndexPage) -> CampaignPage | None:
    """Return the hub that is there for the day; two people who ask at once meet at the lock of the list."""
    if day not in festival.rule.dates_in(day.year):
        raise NotThatDayError
    CampaignIndexPage.objects.select_for_update(of=("self",)).get(pk=index.pk)
    found: CampaignPage | None = CampaignPage.objects.filter(festival=festival, occasion_on=day).first()
    return found


@transaction.atomic
def keep_matches(*, hub: CampaignPage) -> int:
    """Note what belongs to the hub as it is published, and return how many notes there are; none for a draft.

    It is read again from the database: an instance in memory may carry an unpublished draft.
    """
    HubMatch.objects.filter(hub=hub.pk).delete()
    stored = CampaignPage.objects.filter(pk=hub.pk, live=True).first()
    if stored is None:
        return 0
    notes = [note for section in stored_sections(stored) for note in _notes(stored, section)]
    HubMatch.objects.bulk_create(notes)
    return len(notes)


def _notes(hub: CampaignPage, section: Stored) -> list[HubMatch]:
    if section.kind == "curated":
        keys = {key for story in section.items("stories") if (key := as_key(story.get("page"))) is not None}
        return [HubMatch(hub=hub, page_key=key) for key in sorted(keys)]
    if section.kind != "automatic":
        return []
    conditions: dict[str, Any] = {
        "topic_key": section.number("topic"),
        "region_key": section.number("region"),
        "column_key": section.number("column"),
        "from_day": section.day("from_day"),
    }
    if not any(conditions.values()):
        return []
    return [HubMatch(hub=hub, until_day=section.day("until_day") or hub.ends_on, **conditions)]
