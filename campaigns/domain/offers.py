"""Offered ads: taking one in, making a draft of it, refusing it with a reason, erasing it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.domain.offer_files import FILMS, PICTURES, SOUNDS, add_recording
from campaigns.enums import OfferState, SupplyKind
from campaigns.models import PsaLibraryPage, PsaOffer, PsaPage, PsaPicture
from campaigns.rules.offer_states import OFFER_STATES
from foundation.domain.audit import record
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.intake.file_rules import EXTENSIONS
from foundation.intake.models import IntakeFile, Submission
from foundation.intake.states import ForbiddenMoveError, move
from foundation.mail.domain.outbox import queue_mail
from foundation.models import User
from foundation.reports.domain.reports import due_date
from foundation.secrets.domain.erasure import erase_sealed
from media.domain.uploads import add_picture
from media.models import Picture, Recording

if TYPE_CHECKING:
    from django.db.models import QuerySet


def store_offer(submission: Submission, cleaned: Mapping[str, Any]) -> PsaOffer:
    """Make the offer of a submission; the intake machine calls it inside its transaction."""
    texts = ("title", "unit", "introduction", "wording", "licence_text")
    return PsaOffer.objects.create(
        submission=submission,
        **{name: cleaned.get(name) or "" for name in texts},
        producer=cleaned.get("producer") or cleaned["unit"],
        category=cleaned["category"],
        psa_kind=cleaned["psa_kind"],
        valid_until=cleaned.get("valid_until"),
        due_on=due_date(submission.received_at),
    )


@transaction.atomic
def accept_offer(*, offer: PsaOffer, actor: User) -> PsaPage:
    """Make a draft ad of an offer and return it: nothing is published.

    The first picture becomes its master and the others its further pictures, the first film or sound its recording. The
    draft holds the work, its unit and its rights; who wrote to us stays with the submission. Raises PermissionDenied
    where the actor may not add ads, ``ForbiddenMoveError`` where the offer is closed already, and ValidationError with
    one sentence where a file is refused.
    """
    library = PsaLibraryPage.objects.first()
    if library is None:
        raise ValidationError(_("There is no library of ads yet. Please open one under the front page first."))
    if not library.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    row = PsaOffer.objects.select_for_update().get(pk=offer.pk)
    if not OFFER_STATES.allows(row.state, OfferState.ACCEPTED):
        raise ForbiddenMoveError(row.state, OfferState.ACCEPTED)
    texts = {name: getattr(row, name).reveal() for name in ("title", "introduction", "wording", "producer")}
    pictures = _pictures(row, actor)
    psa = PsaPage(
        live=False,
        **texts,
        licence_text=row.licence_text.reveal(),
        supplier=row.unit.reveal(),
        supply_kind=SupplyKind.CALL,
        category_id=row.category_id,
        psa_kind=row.psa_kind,
        valid_until=row.valid_until,
        master=pictures[0] if pictures else None,
        recording=_recording(row, actor),
    )
    psa.more_pictures = [PsaPicture(picture=picture, sort_order=place) for place, picture in enumerate(pictures[1:])]
    library.add_child(instance=psa)
    psa.full_clean()
    psa.save_revision(user=actor)
    closed = {"closed_at": timezone.now(), "closed_by": actor, "psa": psa}
    move(row=row, table=OFFER_STATES, to=OfferState.ACCEPTED, verb="accept_psa_offer", actor=actor, **closed)
    _tell(row.submission, _("Your unit's ad was accepted. It is being prepared for publication."))
    return psa


def _pictures(offer: PsaOffer, actor: User) -> list[Picture]:
    """Take the received pictures into the library, judged there like any upload; each is there once."""
    title, holder = offer.title.reveal(), offer.unit.reveal()
    taken: dict[int, Picture] = {}
    for file in _received(offer).filter(media_type__in=PICTURES):
        picture = add_picture(
            data=b"".join(read_file(file)),
            name=f"offer{EXTENSIONS[file.media_type]}",
            title=f"{title}（{len(taken) + 1}）" if taken else title,
            actor=actor,
            rights_holder=holder,
        )
        taken.setdefault(picture.pk, picture)
    return list(taken.values())


def _recording(offer: PsaOffer, actor: User) -> Recording | None:
    """Take the first received film or sound into the library, judged there like any upload."""
    file = _received(offer).filter(media_type__in=(*FILMS, *SOUNDS)).first()
    if file is None:
        return None
    unit = offer.unit.reveal()
    return add_recording(file=file, title=offer.title.reveal(), rights_holder=unit, actor=actor)


def _received(offer: PsaOffer) -> "QuerySet[IntakeFile]":
    return offer.submission.files.filter(state=FileState.COMPLETE).order_by("pk")


@transaction.atomic
def refuse_offer(*, offer: PsaOffer, reason: str, actor: User) -> PsaOffer:
    """Refuse an offer; the unit reads the reason. Raises ``ForbiddenMoveError``, and ``ValueError`` for no reason."""
    if not reason.strip():
        message = "a refused offer needs a reason"
        raise ValueError(message)
    row = move(
        row=offer,
        table=OFFER_STATES,
        to=OfferState.REFUSED,
        verb="refuse_psa_offer",
        actor=actor,
        reason=reason,
        closed_at=timezone.now(),
        closed_by=actor,
    )
    _tell(row.submission, _("Your unit's ad was not accepted. Reason: %(reason)s") % {"reason": reason})
    return row


def _tell(submission: Submission, words: str) -> None:
    if not submission.contact_email:
        return
    queue_mail(
        purpose="answer_psa_offer",
        recipient=submission.contact_email.reveal(),
        subject=_("About the ad you offered (%(number)s)") % {"number": submission.number},
        body=f"{words}\n",
        submission=submission,
    )


def erase_offer(submission: Submission) -> None:
    """Overwrite what the offer tells; the ad made of it stays. The intake machine calls it."""
    offer = PsaOffer.objects.select_for_update().get(submission=submission)
    offer.save(update_fields=[*erase_sealed(offer)])
    record(verb="erase_psa_offer", subject=offer, actor=None)
