"""Consent that is withdrawn or runs out reaches every copy of ours."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from exemplars.domain.consents import NothingToWithdrawError, Withdrawal, withdraw_consent
from exemplars.enums import ConsentScope, SubjectKind
from exemplars.models import ConsentRecord, ExemplarPage
from media.domain.renditions import make
from media.models import Picture
from media.specs import PUBLIC_SPECS
from search.models import Document
from tests.factories.exemplars import consent, exemplar, honour
from tests.factories.media import PictureFactory
from tests.factories.news import article

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NAME, UNIT = "样例龘明", "石桥样例社区"


def walked(client: Client, number: int) -> str:
    """Return what every public address says that could name somebody, errors included."""
    addresses = (
        "/",
        "/exemplars/",
        f"/p/{number}/",
        f"/s/{number}/",
        f"/exemplars/{number}/",
        "/feeds/all.xml",
        "/sitemap-documents.xml",
        "/news-sitemap.xml",
        "/search/?q=%E6%A0%B7%E4%BE%8B",
        "/api/search/?q=%E6%A0%B7%E4%BE%8B",
    )
    return "\n".join(client.get(address, follow=True).content.decode() for address in addresses)


def public_files(picture: Picture) -> list[str]:
    """Return the public renditions of a picture."""
    return [row.file.name for row in picture.renditions.filter(filter_spec__in=PUBLIC_SPECS)]


def test_withdrawing_the_name_takes_everything_away_at_once(client: Client) -> None:
    portrait, scene = PictureFactory(), PictureFactory()
    make(portrait)
    make(scene)
    body = [("figure", {"picture": scene, "caption": "", "credits": []})]
    page = exemplar(name=NAME, unit=UNIT, portrait=portrait, body=body, citation="守信如山。")
    honour(page)
    other = article(text=f"{NAME}的故事。")
    before = walked(client, page.number_id)
    assert (NAME in before, UNIT in before, bool(public_files(portrait))) == (True, True, True)
    urls = [row.file.name for row in portrait.renditions.all()]

    done = withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME], actor=None)

    assert done == Withdrawal(is_taken_down=True, pictures=(portrait.pk, scene.pk), still_named=(other.path_on_site(),))
    other.unpublish()
    after = walked(client, page.number_id)
    assert (NAME in after, UNIT in after, "守信如山" in after) == (False, False, False)
    assert not any(name in after for name in urls)
    assert (public_files(portrait), public_files(scene)) == ([], [])
    assert not Document.objects.filter(number=page.number_id).exists()
    assert client.get(f"/p/{page.number_id}/").status_code == 404
    assert ConsentRecord.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_withdrawing_photographs_leaves_the_page_without_any(client: Client) -> None:
    portrait = PictureFactory()
    make(portrait)
    page = exemplar(name=NAME, portrait=portrait)
    assert Document.objects.get(number=page.number_id).picture_id == portrait.pk

    done = withdraw_consent(exemplar=page, scopes=[ConsentScope.PHOTO], actor=None)

    assert done == Withdrawal(is_taken_down=False, pictures=(portrait.pk,), still_named=())
    assert public_files(portrait) == []
    assert Document.objects.get(number=page.number_id).picture_id is None
    assert "portrait-drawn" in client.get(f"/p/{page.number_id}/").content.decode()


@pytest.mark.parametrize("is_in_text", [False, True])
def test_withdrawing_the_unit_hides_it_or_takes_the_page_down(client: Client, *, is_in_text: bool) -> None:
    page = exemplar(name=NAME, unit=UNIT, citation=f"在{UNIT}。" if is_in_text else "守信如山。")

    done = withdraw_consent(exemplar=page, scopes=[ConsentScope.UNIT], actor=None)

    after = walked(client, page.number_id)
    assert done.is_taken_down is is_in_text
    assert (NAME in after, UNIT in after) == (not is_in_text, False)


def test_nothing_is_withdrawn_twice() -> None:
    page = exemplar()
    withdraw_consent(exemplar=page, scopes=[ConsentScope.AGE], actor=None)

    with pytest.raises(NothingToWithdrawError):
        withdraw_consent(exemplar=page, scopes=[ConsentScope.AGE], actor=None)


def test_consent_to_the_name_ends_with_its_day_without_a_scheduler(client: Client) -> None:
    page = exemplar(name="样例队", subject=SubjectKind.GROUP, scopes=())
    assert page.is_showable()
    person = exemplar(name=NAME, scopes=(ConsentScope.PHOTO, ConsentScope.NAME))
    today = timezone.localdate()
    person.consents.update(expires_on=today)
    consent(person, ConsentScope.NAME, expires_on=today)
    document = Document.objects.get(number=person.number_id)

    assert person.is_showable()
    assert not person.is_showable(timezone.now() + DAY)
    assert document.visible_until is not None
    assert timezone.localdate(document.visible_until) == today + DAY
    assert not Document.objects.visible(timezone.now() + DAY).filter(pk=document.pk).exists()
    person.consents.update(given_on=today - 2 * DAY, expires_on=today - DAY)
    after = client.get("/exemplars/").content.decode() + client.get(f"/p/{person.number_id}/").content.decode()
    assert NAME not in after


def test_what_ends_with_a_day_is_left_out_of_the_document_from_the_beginning(client: Client) -> None:
    picture = PictureFactory()
    page = exemplar(name=NAME, unit=UNIT, portrait=picture, scopes=(ConsentScope.NAME,))
    consent(page, ConsentScope.PHOTO, ConsentScope.UNIT, expires_on=timezone.localdate())

    document = Document.objects.get(number=page.number_id)

    assert (document.picture_id, document.people, document.visible_until) == (None, NAME, None)
    assert UNIT in client.get(f"/p/{page.number_id}/").content.decode()


def test_a_page_saved_for_a_later_moment_has_its_document_from_then() -> None:
    page = exemplar(name=NAME)
    consent(page, ConsentScope.NAME, expires_on=timezone.localdate() + DAY)
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save()

    assert Document.objects.get(number=page.number_id).visible_until == page.expire_at
    page.consents.all().delete()
    page.save()
    assert not Document.objects.filter(number=page.number_id).exists()


def test_the_database_refuses_an_end_before_the_beginning() -> None:
    page = exemplar()
    row = ConsentRecord(exemplar=page, scope="name", given_on=timezone.localdate())
    row.expires_on = row.given_on - DAY

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert str(row) == f"{page} · 姓名与事迹"
    assert ExemplarPage.objects.showable().count() == 1
