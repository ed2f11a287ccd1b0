"""Offered ads: the public form keeps the intake contract; the desk makes a draft of one or says why not."""

import uuid
from collections.abc import Mapping
from io import BytesIO
from typing import Any, ClassVar

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from campaigns.domain.offers import accept_offer, refuse_offer
from campaigns.enums import OfferState
from campaigns.models import PsaCategory, PsaOffer, PsaPage
from campaigns.offer_kind import PSA_OFFER, status
from foundation.intake.domain.files import take_whole
from foundation.intake.domain.submitting import submit
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine, IntakeFile, OutboxMail, User
from search.models import Document
from tests.factories.campaigns import psa_library
from tests.factories.foundation import UserFactory
from tests.factories.media import picture_bytes
from tests.foundation.intake.contract import CONTACT, PLANTED, IntakeContract

GOOD: Mapping[str, str] = {
    "title": "𠮷水长流",
    "category": "生态文明",
    "psa_kind": "copy",
    "wording": "一滴水，一座城。",
    "unit": "榆桥区实验小学",
    "licence_text": "可以免费张贴，不得改动。",
    "rights": "yes",
}


class TestOfferContract(IntakeContract):
    kind_slug = "psa-offer"
    good: ClassVar[Mapping[str, str]] = GOOD
    required = "title"


def offered(files: tuple[IntakeFile, ...] = (), /, **changes: Any) -> PsaOffer:
    cleaned = {**GOOD, "category": PsaCategory.objects.get(name="生态文明"), **changes}
    submit(kind=PSA_OFFER, key=uuid.uuid4(), cleaned=cleaned, files=files)
    found: PsaOffer = PsaOffer.objects.latest("submission_id")
    return found


def picture(data: bytes | None = None) -> IntakeFile:
    content = picture_bytes(width=900, height=1200) if data is None else data
    return take_whole(kind=PSA_OFFER, upload=SimpleUploadedFile("作品.jpg", content))


@pytest.fixture
def editor(db: None) -> User:  # noqa: ARG001 -- it needs the database
    """Return somebody who may do everything."""
    psa_library()
    user: User = UserFactory.create(is_superuser=True)
    return user


@pytest.fixture
def desk(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.mark.django_db
def test_an_accepted_offer_is_a_draft_with_its_picture_and_without_its_sender(editor: User) -> None:
    offer = offered((picture(),), **CONTACT)

    psa = accept_offer(offer=offer, actor=editor)

    offer.refresh_from_db()
    assert (offer.state, offer.psa, offer.closed_by) == (OfferState.ACCEPTED, psa, editor)
    psa = PsaPage.objects.get(pk=psa.pk)
    assert (psa.live, psa.title, psa.wording, psa.supplier, psa.producer, psa.supply_kind) == (
        False,
        "𠮷水长流",
        "一滴水，一座城。",
        "榆桥区实验小学",
        "榆桥区实验小学",
        "call",
    )
    assert psa.master is not None
    assert (psa.master.width, psa.master.rights_holder) == (900, "榆桥区实验小学")
    assert not Document.objects.filter(kind="psa").exists()
    revision = psa.latest_revision
    assert revision is not None
    kept = f"{psa.__dict__}{psa.master.__dict__}{revision.content}{list(AuditLine.objects.values())}"
    assert [planted for planted in PLANTED if planted in kept] == []
    with pytest.raises(ForbiddenMoveError):
        accept_offer(offer=offer, actor=editor)
    assert PsaPage.objects.count() == 1


@pytest.mark.django_db
def test_a_refused_offer_says_why_on_the_look_up_page_and_by_mail(editor: User) -> None:
    offer = offered(contact_email="school@example.cn")
    OutboxMail.objects.all().delete()

    refuse_offer(offer=offer, reason="画面里有电话号码，请去掉后再报。", actor=editor)

    offer.refresh_from_db()
    assert [str(fact.value) for fact in status(offer.submission).facts] == ["画面里有电话号码，请去掉后再报。"]
    mail = OutboxMail.objects.get()
    assert mail.recipient.reveal() == "school@example.cn"
    assert "请去掉后再报" in mail.body.reveal()
    with pytest.raises(ForbiddenMoveError):
        refuse_offer(offer=offer, reason="再次", actor=editor)
    with pytest.raises(ValueError, match="reason"):
        refuse_offer(offer=offered(), reason=" ", actor=editor)


@pytest.mark.django_db
def test_once_published_the_look_up_page_leads_to_it(editor: User) -> None:
    offer = offered()
    psa = accept_offer(offer=offer, actor=editor)
    assert status(offer.submission).facts == ()
    psa.save_revision(user=editor).publish(user=editor)

    assert [fact.value for fact in status(offer.submission).facts] == [psa.path_on_site()]


@pytest.mark.django_db
def test_a_picture_that_is_none_is_refused_with_a_sentence_and_nothing_is_made(desk: Client) -> None:
    offer = offered((picture(b"\xff\xd8\xff" + b"<script>alert(1)</script>" * 40),))

    page = desk.post(reverse("psa_offers:offer", args=[offer.pk]), {"act": "accept"}, follow=True).content.decode()

    offer.refresh_from_db()
    assert (offer.state, PsaPage.objects.count()) == (OfferState.NEW, 0)
    assert "alert(1)" not in page
    assert "图片" in page


@pytest.mark.django_db
def test_who_may_not_add_ads_may_not_accept() -> None:
    psa_library()
    with pytest.raises(PermissionDenied):
        accept_offer(offer=offered(), actor=UserFactory.create())


@pytest.mark.django_db
def test_without_a_library_nothing_is_accepted() -> None:
    with pytest.raises(ValidationError):
        accept_offer(offer=offered(), actor=UserFactory.create(is_superuser=True))


@pytest.mark.django_db
def test_all_pictures_of_a_series_come_along_once_and_stand_on_the_page(editor: User, client: Client) -> None:
    files = (picture(), *(picture(picture_bytes(width=300, height=400, seed=seed)) for seed in (2, 3, 2)))
    psa = accept_offer(offer=offered(files), actor=editor)
    assert psa.master is not None
    further = [each.picture for each in psa.more_pictures.all()]
    assert [psa.master.title, *(each.title for each in further)] == ["𠮷水长流", "𠮷水长流（2）", "𠮷水长流（3）"]
    psa.save_revision().publish()
    assert client.get(psa.path_on_site()).content.decode().count('class="psa-more"') == 2


@pytest.mark.django_db
def test_the_desk_sees_a_received_picture_drawn_anew_and_why_words_are_doubtful(desk: Client) -> None:
    loaded = picture(picture_bytes(width=1800, height=900, comment=b"<script>"))
    broken = picture(picture_bytes(width=600, height=400)[:900])
    offer = offered((loaded, broken), wording="电话 0990-1234567")
    page = desk.get(reverse("psa_offers:offer", args=[offer.pk])).content.decode()
    assert "<li>“0990-1234567” — 电话号码：公益广告不得出现联系电话。</li>" in page
    address = reverse("psa_offers:preview", args=[offer.pk, loaded.public_id])
    assert address in page
    shown = desk.get(address)
    with Image.open(BytesIO(shown.content)) as small:
        assert (small.format, small.size, b"<script>" in shown.content) == ("JPEG", (900, 450), False)
    assert shown["Cache-Control"].startswith("no-store, private")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert desk.get(address).content == shown.content
    loaded.refresh_from_db()
    assert loaded.preview
    assert desk.get(reverse("psa_offers:preview", args=[offer.pk, broken.public_id])).status_code == 404
    stranger = Client()
    stranger.force_login(UserFactory.create())
    assert stranger.get(address).status_code in {302, 403}


@pytest.mark.django_db
def test_the_desk_reads_accepts_and_refuses(desk: Client) -> None:
    first, second = offered((picture(),), **CONTACT), offered(wording="电话 0990-1234567")
    listed = desk.get(reverse("psa_offers:index")).content.decode()
    assert "𠮷水长流" in listed
    assert [planted for planted in PLANTED if planted in listed] == []
    page = desk.get(reverse("psa_offers:offer", args=[first.pk]))
    assert CONTACT["contact_email"] in page.content.decode()
    assert page["Cache-Control"].startswith("no-store, private")
    file = first.submission.files.get()
    sent = desk.get(reverse("psa_offers:file", args=[first.pk, file.public_id]))
    assert (sent["Content-Type"], "attachment" in sent["Content-Disposition"]) == ("application/octet-stream", True)
    assert desk.get(reverse("psa_offers:file", args=[second.pk, file.public_id])).status_code == 404
    assert "0990-1234567" in desk.get(reverse("psa_offers:offer", args=[second.pk])).content.decode()

    done = desk.post(reverse("psa_offers:offer", args=[first.pk]), {"act": "accept"})
    assert done["Location"] == reverse("wagtailadmin_pages:edit", args=[PsaPage.objects.get().pk])
    address = reverse("psa_offers:offer", args=[second.pk])
    assert desk.post(address, {"act": "refuse", "reason": ""}).status_code == 200
    assert desk.post(address, {"act": "refuse", "reason": "含联系电话"})["Location"] == address
    assert desk.post(address, {"act": "refuse", "reason": "含联系电话"})["Location"] == address
    assert sorted(PsaOffer.objects.values_list("state", flat=True)) == ["accepted", "refused"]
    assert desk.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.django_db
def test_only_who_may_answer_offers_sees_them(client: Client) -> None:
    offer = offered(**CONTACT)
    user = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    addresses = [reverse("psa_offers:index"), reverse("psa_offers:offer", args=[offer.pk])]

    assert [client.get(address).status_code for address in addresses] == [302, 302]
    assert "psa-offers" not in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.django_db
def test_the_list_costs_the_same_with_one_and_with_three(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(reverse("psa_offers:index")).status_code == 200
        return len(caught)

    offered()
    desk.get(reverse("psa_offers:index"))
    one = queries()
    offered()
    offered()
    assert queries() == one


@pytest.mark.django_db
def test_no_public_surface_tells_of_an_offer_or_its_sender(client: Client, editor: User) -> None:
    offer = offered(wording="机密口号龘", **CONTACT)
    accept_offer(offer=offer, actor=editor)
    paths = ["/", "/psa/", "/psa/offer/", "/psa/feed.json", "/psa/feed.xml", "/feeds/all.xml", "/sitemap.xml"]
    html = "".join(client.get(path).content.decode() for path in [*paths, "/search/?q=口号", "/api/search/?q=口号"])

    assert [text for text in (*PLANTED, "机密口号龘", "榆桥区实验小学") if text in html] == []


@pytest.mark.django_db
def test_a_closed_offer_has_somebody_who_closed_it() -> None:
    offer = offered()
    with pytest.raises(IntegrityError), transaction.atomic():
        PsaOffer.objects.filter(pk=offer.pk).update(state=OfferState.REFUSED)
    assert str(offer) == str(offer.submission_id)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"), [("valid_until", "2020-01-01"), ("category", "无此类"), ("rights", ""), ("psa_kind", "poster")]
)
def test_the_form_says_what_is_missing(client: Client, name: str, value: str) -> None:
    page = client.post(reverse("offer-psa"), {**GOOD, name: value})

    assert page.status_code == 422
    assert name in page.context["form"].errors
    assert timezone.localdate().year > 2020
    assert not PsaOffer.objects.exists()
