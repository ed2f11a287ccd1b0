"""Every place of the campaigns that takes a file refuses what is none, and hands on nothing that hides in one."""

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from campaigns.damage_kind import DAMAGE_REPORT
from campaigns.domain.offers import accept_offer
from campaigns.domain.placements import add_photo
from campaigns.domain.sizes import make_files
from campaigns.enums import OfferState
from campaigns.models import PlacementPhoto, PsaCategory, PsaOffer, PsaPage
from campaigns.offer_kind import PSA_OFFER
from foundation.intake.domain.files import begin_file, take_whole
from foundation.intake.domain.submitting import submit
from foundation.intake.kinds import IntakeKind
from foundation.models import IntakeFile
from media.domain.uploads import add_picture
from media.models import Picture
from tests.campaigns.placements.test_damage import ABUSES
from tests.factories.campaigns import placement, psa, psa_library
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes
from tests.media.workshop.test_inspecting import png_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 6)
SCRIPT = b"<html><script>alert(1)</script></html>"
PUBLIC_KINDS = (DAMAGE_REPORT, PSA_OFFER)


def polyglot() -> bytes:
    """Return a sound JPEG that is a web page as well: markup in its comment and behind its end."""
    data = io.BytesIO()
    Image.open(io.BytesIO(picture_bytes(width=1200, height=1700))).save(data, "JPEG", comment=SCRIPT)
    return data.getvalue() + SCRIPT


@pytest.mark.parametrize("data", ABUSES.values(), ids=ABUSES)
@pytest.mark.parametrize("name", ["x.png", "x.jpg", "x.svg", "x.php.jpg"])
def test_a_placement_takes_no_photo_that_is_none(data: bytes, name: str) -> None:
    row = placement()

    with pytest.raises(ValidationError) as refused:
        add_photo(placement=row, data=data, name=name, on=DAY, actor=None)

    assert len(refused.value.messages) == 1
    assert (PlacementPhoto.objects.count(), Picture.objects.count()) == (0, 0)


def test_a_bomb_of_many_pixels_is_no_master() -> None:
    for data in (png_of(10_000, 6_000), png_of(60_000, 60_000)):
        with pytest.raises(ValidationError):
            add_picture(data=data, name="master.png", title="炸弹", actor=None)
    assert not Picture.objects.exists()


def test_what_hides_in_a_picture_is_in_no_file_that_is_handed_out() -> None:
    data = polyglot()
    assert data.count(SCRIPT) == 2
    master = add_picture(data=data, name="master.jpg", title="双面", actor=None)
    made = psa(master=master)

    assert make_files(psa=made) > 1
    assert [str(each) for each in (*made.files.all(), *master.renditions.all()) if hides_markup(each.file)] == []


def hides_markup(file: Any) -> bool:
    """Tell whether a stored file holds the markup."""
    with file.open("rb") as source:
        return b"<script" in source.read()


@pytest.mark.parametrize("kind", PUBLIC_KINDS, ids=lambda kind: kind.slug)
def test_a_claim_of_two_gigabytes_is_refused_before_anything_is_sent(kind: IntakeKind) -> None:
    for size in (2 * 1024**3, 0, -1):
        with pytest.raises(ValidationError):
            begin_file(kind=kind, name="x.jpg", size=size)
    assert not IntakeFile.objects.exists()


@pytest.mark.parametrize("kind", PUBLIC_KINDS, ids=lambda kind: kind.slug)
@pytest.mark.parametrize("data", [SCRIPT, ABUSES["svg"], ABUSES["programme"], b"%PDF-1.7", b"PK\x03\x04", b""])
def test_a_stranger_sends_pictures_or_nothing(kind: IntakeKind, data: bytes) -> None:
    with pytest.raises(ValidationError):
        take_whole(kind=kind, upload=SimpleUploadedFile("x.jpg", data))


@pytest.mark.parametrize("data", [ABUSES["bomb"], ABUSES["cut off"], b"\xff\xd8\xff" + SCRIPT * 40])
def test_an_offer_whose_picture_is_none_makes_no_ad(data: bytes) -> None:
    psa_library()
    file = take_whole(kind=PSA_OFFER, upload=SimpleUploadedFile("x.jpg", data))
    cleaned = {
        "title": "惜食",
        "unit": "某校",
        "licence_text": "可以张贴",
        "psa_kind": "flat",
        "category": PsaCategory.objects.get(name="节约粮食"),
    }
    submit(kind=PSA_OFFER, key=uuid.uuid4(), cleaned=cleaned, files=(file,))

    with pytest.raises(ValidationError):
        accept_offer(offer=PsaOffer.objects.get(), actor=UserFactory.create(is_superuser=True))

    assert PsaOffer.objects.get().state == OfferState.NEW
    assert (PsaPage.objects.count(), Picture.objects.count()) == (0, 0)
