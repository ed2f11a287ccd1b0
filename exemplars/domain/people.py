"""Drafting, publishing and taking down the page of an exemplar."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exemplars.enums import ConsentScope, SubjectKind
from exemplars.models import ConsentRecord, ExemplarIndexPage, ExemplarPage
from exemplars.models.people import NEED_CONSENT
from foundation.domain.audit import record
from foundation.models import Region, Topic, User
from media.models import Picture
from news.queries.pictures import picture_problems


class NoWallError(Exception):
    """There is no portrait wall under which an exemplar could stand."""


class CannotPublishError(Exception):
    """The page may not go public; the text is one sentence for the editor that says what to do next."""


@transaction.atomic
def create_exemplar_draft(  # noqa: PLR0913 - what is known of a person
    *,
    name: str,
    subject: SubjectKind,
    actor: User | None,
    citation: str = "",
    unit: str = "",
    age: int | None = None,
    portrait: Picture | None = None,
    is_minor: bool = False,
    is_deceased: bool = False,
    regions: Iterable[Region] = (),
    topics: Iterable[Topic] = (),
    body: list[Any] | None = None,
) -> ExemplarPage:
    """Make the page of an exemplar as a draft with what is known; nobody but the office sees it.

    Raises ``NoWallError`` where no portrait wall is there, ``ValidationError`` for values that do not fit together.
    """
    wall = ExemplarIndexPage.objects.first()
    if wall is None:
        raise NoWallError
    draft = ExemplarPage(
        title=name,
        subject=subject,
        citation=citation,
        unit=unit,
        age=age,
        portrait=portrait,
        is_minor=is_minor,
        is_deceased=is_deceased,
        body=body or [],
        live=False,
    )
    if is_minor and subject != SubjectKind.PERSON:
        raise ValidationError({"is_minor": _("Only a single person can be under eighteen.")})
    draft.regions = list(regions)
    draft.topics = list(topics)
    wall.add_child(instance=draft)
    draft.save_revision(user=actor)
    record(verb="create_exemplar_draft", subject=draft, actor=actor, number=draft.number_id)
    return draft


@transaction.atomic
def publish_exemplar(*, exemplar: ExemplarPage, actor: User | None) -> ExemplarPage:
    """Publish the newest version of the page and return it as it now is.

    Raises ``CannotPublishError`` without consent to the name, for a unit in the text without consent to it, for
    pictures that may not be shown, and ``ValidationError`` for what must not be told of a minor.
    """
    held = ExemplarPage.objects.select_for_update(of=("self",)).get(pk=exemplar.pk)
    newest: ExemplarPage = held.get_latest_revision_as_object()
    judge_publication(newest)
    newest.go_live_at = None
    newest.live = True
    newest.full_clean()
    revision = newest.save_revision(user=actor)
    revision.publish(user=actor)
    record(verb="publish_exemplar", subject=held, actor=actor, number=held.number_id, revision=revision.pk)
    published: ExemplarPage = ExemplarPage.objects.get(pk=held.pk)
    return published


def judge_publication(page: ExemplarPage) -> None:
    """Raise ``CannotPublishError`` where consent or rights do not reach, ``ValidationError`` for a minor's details."""
    if page.subject in NEED_CONSENT:
        given = set(ConsentRecord.objects.standing().filter(exemplar=page.pk).values_list("scope", flat=True))
        if ConsentScope.NAME not in given:
            raise CannotPublishError(_("Nobody has agreed to the name being published: record the consent first."))
        if page.unit and page.unit in page.public_text() and ConsentScope.UNIT not in given:
            raise CannotPublishError(_("The text names the unit without consent to it: take it out of the text."))
    if problems := picture_problems(page.portrait, page.body):
        raise CannotPublishError(" ".join(problems))
    if page.is_minor:
        page.judge_minor()


def take_down(*, exemplar: ExemplarPage, actor: User | None) -> bool:
    """Take the page off the site within the caller's transaction; return whether it was on it.

    Whoever may withdraw or revoke does this, with or without the right to publish, so Wagtail is told no user.
    """
    if not exemplar.live:
        return False
    exemplar.unpublish()
    record(verb="take_down_exemplar", subject=exemplar, actor=actor, number=exemplar.number_id)
    return True
