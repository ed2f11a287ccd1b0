"""May this be shown, and what follows when the answer changes."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.domain import audit
from media.enums import Channel, Consent, Licence
from media.models import Picture
from media.models.rights import RIGHTS_FIELDS, RightsModel, today_here
from media.signals import picture_rights_changed, pictures_swept
from media.specs import PUBLIC_SPECS

if TYPE_CHECKING:
    from foundation.models import User


def problems(picture: RightsModel, today: dt.date | None = None, *, channel: Channel = Channel.WEB) -> list[str]:
    """Return why the picture, attachment or recording may not be shown on ``today``, each as one sentence.

    An empty list means that it may. The sentences are for editors, in the language of the request.
    """
    today = today or today_here()
    found = []
    if picture.valid_to is not None and picture.valid_to < today:
        found.append(
            _("“%(title)s”: the right to use it ended on %(date)s.")
            % {"title": picture, "date": date_format(picture.valid_to, "Y-m-d")}
        )
    if picture.consent == Consent.WITHDRAWN:
        found.append(_("“%(title)s”: a person shown has withdrawn consent.") % {"title": picture})
    elif picture.minors and picture.consent != Consent.OBTAINED:
        found.append(
            _("“%(title)s”: it shows minors, and their guardians’ consent is not recorded.") % {"title": picture}
        )
    if not picture.allows(channel):
        found.append(
            _("“%(title)s”: its licence does not allow %(channel)s.")
            % {"title": picture, "channel": Channel(channel).label}
        )
    return found


def rights_state(work: RightsModel) -> str:
    """Return the state of the rights in a word or a sentence, for lists."""
    if problems(work):
        return _("Blocked")
    if work.valid_to:
        return _("Until %(date)s") % {"date": work.valid_to.isoformat()}
    return str(work.get_licence_display())


def remarks(picture: RightsModel) -> list[str]:
    """Return what an editor should complete, though nothing forbids showing it."""
    found = []
    if not picture.credit:
        found.append(_("No credit is given."))
    if picture.licence == Licence.UNSTATED:
        found.append(_("The licence is not stated."))
    if picture.consent == Consent.UNSTATED:
        found.append(_("Nothing is said about the people shown."))
    if isinstance(picture, Picture) and not picture.description:
        found.append(_("There is no alternative text."))
    return found


@transaction.atomic
def change_rights(*, picture: Picture, actor: "User | None", **fields: Any) -> Picture:
    """Change rights fields of a picture; one that may not be shown any more leaves the public at once.

    Raises ValidationError when the values do not fit together, and ValueError for a field that is none of rights.
    """
    if unknown := set(fields) - {*RIGHTS_FIELDS, "description", "map_number"}:
        message = f"Not fields of rights: {sorted(unknown)}"
        raise ValueError(message)
    for name, value in fields.items():
        setattr(picture, name, value)
    picture.full_clean(exclude=["file"])
    picture.save()
    audit.record(verb="change_picture_rights", subject=picture, actor=actor, fields=sorted(fields))
    return picture


@transaction.atomic
def sweep(*, today: dt.date | None = None) -> int:
    """Take the renditions of pictures that may not be shown any more out of the public folder; return how many.

    Rights that end with a day are not changed by anybody, so a daily task asks. Pages do not wait for it: they ask
    ``is_usable`` each time.
    """
    stale = Picture.objects.unusable(today).filter(renditions__filter_spec__in=PUBLIC_SPECS).distinct()
    count = 0
    for picture in stale:
        picture_rights_changed.send(sender=Picture, instance=picture, usable=False, file_changed=False)
        audit.record(verb="sweep_picture", subject=picture, actor=None)
        count += 1
    answers = pictures_swept.send(sender=Picture, today=today)
    return count + sum(int(swept or 0) for _receiver, swept in answers)
