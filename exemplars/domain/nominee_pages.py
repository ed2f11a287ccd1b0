"""Saying which page a nominee's honour will stand on, and finding it when the round is announced."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from exemplars.domain.people import create_exemplar_draft
from exemplars.enums import RoundState, SubjectKind
from exemplars.models import ExemplarPage, Nomination, NomineePage, Round
from exemplars.queries.earlier import Earlier
from foundation.domain.audit import record
from foundation.intake.states import ForbiddenMoveError
from foundation.models import User
from foundation.queries.regions import region_told_by
from news.domain.pasting import text_to_blocks


class PageUndecidedError(Exception):
    """Somebody of the same name has a page, and nobody has said whether they are one."""


class PageTakenError(Exception):
    """Another nominee of the round was said to be the person of this page."""


@transaction.atomic
def decide_page(*, nomination: Nomination, exemplar: ExemplarPage | None, actor: User) -> NomineePage:
    """Say that the nominee is the person of a page, or (None) that they are nobody who has one; returns the word.

    It may be taken back by another until the round is announced. Raises ``ForbiddenMoveError`` after that and
    ``PageTakenError``.
    """
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=nomination.round_id)
    if round_.state == RoundState.ANNOUNCED:
        raise ForbiddenMoveError(round_.state, round_.state)
    others = NomineePage.objects.filter(nomination__round=round_, exemplar=exemplar).exclude(nomination=nomination)
    if exemplar is not None and others.exists():
        raise PageTakenError
    said, _made = NomineePage.objects.update_or_create(
        nomination=nomination, defaults={"exemplar": exemplar, "decided_by": actor, "decided_at": timezone.now()}
    )
    record(verb="decide_page", subject=nomination, actor=actor, exemplar=exemplar.pk if exemplar else None)
    return said


def page_of(*, nomination: Nomination, earlier: Collection[Earlier], actor: User) -> ExemplarPage:
    """Return the page of a selected nominee, made as a draft where there is none, within the caller's transaction.

    A draft begins with the account as it was nominated, for an editor to work on; nothing publishes it by itself.
    ``earlier`` are the pages that may be theirs, found before any draft of this announcement was made. Raises
    ``PageUndecidedError`` where one of them has the same name and nobody has said whether it is theirs.
    """
    said = NomineePage.objects.filter(nomination=nomination).select_related("exemplar").first()
    if said is not None and said.exemplar is not None:
        return said.exemplar
    if said is None and any(found.evidence.same_characters for found in earlier):
        raise PageUndecidedError
    region = region_told_by(nomination.place)
    draft = create_exemplar_draft(
        name=nomination.name,
        subject=SubjectKind(nomination.subject),
        unit=nomination.unit,
        is_minor=nomination.is_minor,
        is_deceased=nomination.is_deceased,
        regions=[region] if region is not None else [],
        body=text_to_blocks(nomination.deeds),
        actor=actor,
    )
    # From now on the notice follows what is agreed to and revoked on this page.
    NomineePage.objects.update_or_create(
        nomination=nomination, defaults={"exemplar": draft, "decided_by": actor, "decided_at": timezone.now()}
    )
    return draft
