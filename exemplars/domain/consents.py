"""Recording consent, and carrying out its withdrawal wherever our own copies are."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.domain.people import take_down
from exemplars.enums import ConsentGiver, ConsentScope
from exemplars.models import ConsentRecord, ExemplarPage
from exemplars.queries.consents import still_named
from foundation.blocks import pictures_of
from foundation.domain.audit import record
from foundation.models import User
from foundation.signals import public_object_changed
from media.domain.rights import change_rights
from media.enums import Consent
from media.models import Picture
from media.models.rights import today_here


class NothingToWithdrawError(Exception):
    """No consent of these kinds stands."""


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal did here, and which other pages of ours still name the person."""

    is_taken_down: bool
    pictures: tuple[int, ...]
    """Keys of the pictures that may not be shown any more."""
    still_named: tuple[str, ...]
    """Addresses of articles and other public things that hold the name; each needs an editor's eye."""


@transaction.atomic
def record_consent(  # noqa: PLR0913 - a consent has these parts
    *,
    exemplar: ExemplarPage,
    scopes: Collection[ConsentScope],
    giver: ConsentGiver,
    given_on: dt.date,
    actor: User | None,
    expires_on: dt.date | None = None,
) -> list[ConsentRecord]:
    """Record what was agreed to, one row for each scope.

    Raises ``ValidationError`` for a minor without a guardian, for a day in the future and for days in wrong order.
    """
    if exemplar.is_minor and giver != ConsentGiver.GUARDIAN:
        raise ValidationError({"giver": _("For somebody under eighteen a guardian has to agree.")})
    if given_on > today_here():
        raise ValidationError({"given_on": _("Consent cannot be given in the future.")})
    made = []
    for scope in scopes:
        row = ConsentRecord(exemplar=exemplar, scope=scope, giver=giver, given_on=given_on, expires_on=expires_on)
        row.full_clean()
        row.save()
        made.append(row)
    record(verb="record_consent", subject=exemplar, actor=actor, scopes=sorted(str(scope) for scope in scopes))
    public_object_changed.send(sender=ExemplarPage, instance=exemplar)
    return made


@transaction.atomic
def withdraw_consent(
    *, exemplar: ExemplarPage, scopes: Collection[ConsentScope], actor: User | None, now: dt.datetime | None = None
) -> Withdrawal:
    """Withdraw consent and take what it covered off page, wall, lists, search document and public files at once.

    Without consent to the name the page goes off the site with all its pictures; so it does where the text names a
    unit that may not be named any more. Without consent to photographs all pictures of the page are blocked and their
    public files removed. Raises ``NothingToWithdrawError`` where no such consent stands.
    """
    held = ExemplarPage.objects.select_for_update(of=("self",)).get(pk=exemplar.pk)
    name = held.title
    standing = ConsentRecord.objects.filter(exemplar=held, scope__in=scopes, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=now or timezone.now()):
        raise NothingToWithdrawError
    record(verb="withdraw_consent", subject=held, actor=actor, scopes=sorted(str(scope) for scope in scopes))
    goes = ConsentScope.NAME in scopes or (ConsentScope.UNIT in scopes and held.unit_in_text)
    is_taken_down = goes and take_down(exemplar=held, actor=actor)
    blocked: tuple[int, ...] = ()
    if ConsentScope.NAME in scopes or ConsentScope.PHOTO in scopes:
        blocked = tuple(_block(picture, actor) for picture in _pictures(held))
    public_object_changed.send(sender=ExemplarPage, instance=held)
    return Withdrawal(is_taken_down, blocked, still_named(name) if ConsentScope.NAME in scopes else ())


def _pictures(exemplar: ExemplarPage) -> list[Picture]:
    """Return the pictures of the published page and of its newest version, each once."""
    found: dict[int, Picture] = {}
    for page in (exemplar, exemplar.get_latest_revision_as_object()):
        for picture in (page.portrait, *pictures_of(page.body)):
            if picture is not None:
                found[picture.pk] = picture
    return list(found.values())


def _block(picture: Picture, actor: User | None) -> int:
    change_rights(picture=picture, actor=actor, consent=Consent.WITHDRAWN)
    return int(picture.pk)
