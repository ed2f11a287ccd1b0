"""What the intake machine is told about offered ads."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from campaigns.domain.offer_files import WIDEST, files_for, look_at
from campaigns.domain.offers import erase_offer, store_offer
from campaigns.enums import OfferState
from campaigns.forms.offers import OfferForm
from campaigns.models import PsaOffer
from campaigns.rules.offer_states import OFFER_STATES
from foundation.intake.kinds import Fact, IntakeKind, Status
from foundation.intake.models import Submission


def received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    offer = PsaOffer.objects.select_related("category").get(submission=submission)
    facts = (
        Fact(_("Title of the ad"), offer.title.reveal()),
        Fact(_("What it is about"), offer.category.name),
        Fact(_("Your unit"), offer.unit.reveal()),
        Fact(_("Words of the ad"), offer.wording.reveal()),
    )
    return tuple(fact for fact in facts if fact.value)


def status(submission: Submission) -> Status:
    """Return what the unit sees of the progress; where the ad is published, its address."""
    offer = PsaOffer.objects.select_related("psa").get(submission=submission)
    facts = []
    if offer.reason:
        facts.append(Fact(_("Reason"), offer.reason.reveal()))
    if offer.psa is not None and offer.psa.is_showable():
        facts.append(Fact(_("Published at"), offer.psa.path_on_site()))
    return Status(OfferState(offer.state).label, tuple(facts))


PSA_OFFER: Final = IntakeKind(
    slug="psa-offer",
    name=_("Offered ad"),
    title=_("Offer a public-service ad"),
    prefix="GY",
    form_url="offer-psa",
    form_class=OfferForm,
    store=store_offer,
    received=received,
    status=status,
    erase=erase_offer,
    states=OFFER_STATES,
    desk_permission="campaigns.change_psaoffer",
    retention_days=730,
    files=WIDEST,
    files_for=files_for,
    file_complete=look_at,
    template="campaigns/offer.html",
)
