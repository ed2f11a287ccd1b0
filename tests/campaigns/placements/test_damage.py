"""Damage: the passer-by's form keeps the intake contract; the unit closes its task with a photo."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import ClassVar

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.damage_kind import DAMAGE_REPORT
from campaigns.domain.damage import close_damage, confirm_damage
from campaigns.enums import DamageState, PlacementState
from campaigns.models import DamageReport, DamageTask, Placement
from campaigns.queries.placements import addresses_of
from foundation.intake.domain.files import take_whole
from foundation.intake.domain.submitting import Receipt, submit
from foundation.intake.states import ForbiddenMoveError
from foundation.models import IntakeFile, OutboxMail, User
from tests.factories.campaigns import placement
from tests.factories.foundation import OrganisationFactory, UserFactory
from tests.factories.media import picture_bytes
from tests.foundation.intake.contract import CONTACT, PLANTED, IntakeContract

CODE = "ABCD2345"
DAY = dt.date(2026, 7, 6)


@pytest.fixture
def hanging(db: None) -> Placement:  # noqa: ARG001 -- it needs the database
    """Return a placement with a known code, of a unit whose clerk has an address."""
    unit = OrganisationFactory.create()
    UserFactory.create(organisation=unit, email="clerk@example.cn")
    row = placement(organisation=unit)
    Placement.objects.filter(pk=row.pk).update(code=CODE)
    row.refresh_from_db()
    return row


class TestDamageContract(IntakeContract):
    kind_slug = "damage-report"
    good: ClassVar[Mapping[str, str]] = {"code": CODE, "what": "画面脱落一角，龘字缺了。"}
    required = "what"

    @pytest.fixture(autouse=True)
    def _hanging(self, request: pytest.FixtureRequest) -> None:
        if request.node.get_closest_marker("django_db"):
            row = placement()
            Placement.objects.filter(pk=row.pk).update(code=CODE)


def reported(**changes: str) -> Receipt:
    cleaned = {"code": CODE, "what": "脱落", **changes}
    return submit(kind=DAMAGE_REPORT, key=uuid.uuid4(), cleaned=cleaned)


def closer(unit: object = None, *, names: tuple[str, ...] = ("change_damagetask",)) -> User:
    user: User = UserFactory.create(organisation=unit)
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *names]))
    return user


def close(task: DamageTask, outcome: DamageState, user: User) -> DamageTask:
    return close_damage(task=task, outcome=outcome, photo=picture_bytes(), name="修好.jpg", on=DAY, actor=user)


@pytest.mark.django_db
def test_the_sticker_opens_a_form_that_knows_the_place(client: Client, hanging: Placement) -> None:
    for code in (CODE, "abcd-2345"):
        page = client.get(reverse("damage-code", args=[code])).content.decode()
        assert [text in page for text in (hanging.psa_file.psa.title, hanging.address)] == [True, True]
    unknown = client.get(reverse("damage-code", args=["ZZZZZZZZ"]))
    assert (unknown.status_code, hanging.address in unknown.content.decode()) == (200, False)
    refused = client.post(reverse("report-damage"), {"code": "ZZZZZZZZ", "what": "脱落"})
    assert refused.status_code == 422


@pytest.mark.django_db
def test_reports_of_the_same_damage_share_a_task_and_the_unit_is_told_once(hanging: Placement) -> None:
    for _time in range(2):
        reported(contact_phone="13955550123", contact_name="样例𠮷")
    task = DamageTask.objects.get()
    assert (task.placement, task.reports.count()) == (hanging, 2)
    assert (task.due_on - timezone.localdate()).days in range(5, 9)
    mail = OutboxMail.objects.get()
    assert mail.recipient.reveal() == "clerk@example.cn"
    body = mail.body.reveal()
    assert [text in body for text in (hanging.address, CODE, str(task.due_on))] == [True] * 3
    assert [text for text in (*PLANTED, "脱落") if text in body] == []


@pytest.mark.django_db
def test_a_unit_without_addresses_is_told_through_the_one_above() -> None:
    above = OrganisationFactory.create()
    UserFactory.create(organisation=above, email="above@example.cn")
    UserFactory.create(organisation=above, email="gone@example.cn", is_active=False)
    assert addresses_of(OrganisationFactory.create(parent=above)) == ["above@example.cn"]
    assert addresses_of(OrganisationFactory.create()) == []


@pytest.mark.django_db
def test_a_repair_is_closed_with_a_photo_and_the_passer_by_is_told(hanging: Placement) -> None:
    reported(contact_email="reader@example.cn")
    reported()
    OutboxMail.objects.all().delete()
    user = closer()
    task = confirm_damage(task=DamageTask.objects.get(), actor=user)
    hanging.refresh_from_db()
    assert (task.state, hanging.state) == (DamageState.CONFIRMED, PlacementState.DAMAGED)
    done = close(task, DamageState.REPAIRED, user)
    hanging.refresh_from_db()
    assert (done.state, hanging.state, done.photo) == (
        DamageState.REPAIRED,
        PlacementState.UP,
        hanging.photos.get().picture,
    )
    assert [mail.recipient.reveal() for mail in OutboxMail.objects.all()] == ["reader@example.cn"]
    with pytest.raises(ForbiddenMoveError):
        close(done, DamageState.TAKEN_DOWN, user)
    reported()
    assert DamageTask.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "state"), [(DamageState.TAKEN_DOWN, PlacementState.DOWN), (DamageState.UNFOUNDED, PlacementState.UP)]
)
def test_other_ends_of_a_task(hanging: Placement, outcome: DamageState, state: PlacementState) -> None:
    reported()
    close(DamageTask.objects.get(), outcome, closer())
    hanging.refresh_from_db()
    assert hanging.state == state


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"state": "repaired"}, {"state": "lost"}, {"closed_at": timezone.now()}])
def test_the_database_closes_no_task_without_a_photo(hanging: Placement, change: dict[str, object]) -> None:
    assert hanging.pk
    reported()
    with pytest.raises(IntegrityError), transaction.atomic():
        DamageTask.objects.update(**change)


BOMB = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + bytes(64)
ABUSES = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "polyglot": b"GIF89a/*" + b"<script>alert(1)</script>" * 40,
    "empty": b"",
    "cut off": picture_bytes()[:600],
    "bomb": BOMB,
    "programme": b"MZ" + bytes(500),
}


@pytest.mark.django_db
@pytest.mark.parametrize("data", ABUSES.values(), ids=ABUSES)
def test_what_is_no_photo_closes_nothing(hanging: Placement, data: bytes) -> None:
    reported()
    with pytest.raises(ValidationError):
        close_damage(
            task=DamageTask.objects.get(),
            outcome=DamageState.REPAIRED,
            photo=data,
            name="x.png",
            on=DAY,
            actor=closer(),
        )
    assert (DamageTask.objects.get().state, hanging.photos.count()) == (DamageState.OPEN, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("data", [ABUSES["svg"], ABUSES["programme"], b""], ids=["svg", "programme", "empty"])
def test_a_stranger_cannot_send_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(ValidationError):
        take_whole(kind=DAMAGE_REPORT, upload=SimpleUploadedFile("x.jpg", data))


@pytest.mark.django_db
def test_the_desk_shows_each_person_the_own_units_tasks(client: Client, hanging: Placement) -> None:
    reported(contact_phone="13955550123")
    task = DamageTask.objects.get()
    below = OrganisationFactory.create(parent=hanging.organisation)
    seen = {
        "own": closer(hanging.organisation),
        "below": closer(below),
        "nobody": closer(),
        "all": closer(names=("change_damagetask", "change_placement")),
    }
    found = {}
    for name, user in seen.items():
        client.force_login(user)
        listing = client.get(reverse("damage_tasks:index")).content.decode()
        one = client.get(reverse("damage_tasks:task", args=[task.pk]))
        found[name] = (hanging.address in listing, one.status_code)
        assert "13955550123" not in listing
    assert found == {"own": (True, 200), "below": (False, 404), "nobody": (False, 404), "all": (True, 200)}


@pytest.mark.django_db
def test_a_task_is_worked_through_at_the_desk(client: Client, hanging: Placement) -> None:
    reported(contact_phone="13955550123", what="海报掉了")
    file = take_whole(kind=DAMAGE_REPORT, upload=SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n" + bytes(99)))
    IntakeFile.objects.filter(pk=file.pk).update(submission=DamageReport.objects.get().submission)
    client.force_login(closer(hanging.organisation))
    task = DamageTask.objects.get()
    url = reverse("damage_tasks:task", args=[task.pk])
    page = client.get(url)
    assert [text in page.content.decode() for text in ("海报掉了", "13955550123")] == [True, False]
    office = Client()
    office.force_login(closer(names=("change_damagetask", "change_placement")))
    assert "13955550123" in office.get(url).content.decode()
    assert "no-store" in page["Cache-Control"]
    photo = client.get(reverse("damage_tasks:file", args=[task.pk, file.public_id]))
    assert (photo["Content-Disposition"].split(";")[0], photo["X-Content-Type-Options"]) == ("attachment", "nosniff")
    client.post(url, {"act": "confirm"})
    without = client.post(url, {"act": "close", "outcome": "repaired", "on": "2026-07-06"})
    assert (without.status_code, DamageTask.objects.get().state) == (200, "confirmed")
    later = timezone.localdate() + dt.timedelta(days=1)
    sent = {"act": "close", "outcome": "repaired", "on": "2026-07-06"}
    wrong = client.post(url, {**sent, "photo": SimpleUploadedFile("x.png", ABUSES["svg"])})
    assert (wrong.status_code, DamageTask.objects.get().state) == (200, "confirmed")
    client.post(url, {**sent, "on": later, "photo": SimpleUploadedFile("x.jpg", picture_bytes())})
    assert DamageTask.objects.get().state == "confirmed"
    client.post(url, {**sent, "photo": SimpleUploadedFile("x.jpg", picture_bytes())})
    assert DamageTask.objects.get().state == "repaired"
    assert client.post(url, {**sent, "photo": SimpleUploadedFile("x.jpg", picture_bytes())}).status_code == 302


@pytest.mark.django_db
def test_the_list_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    client.force_login(closer(names=("change_damagetask", "change_placement")))
    counts = []
    for new in (0, 1, 2):
        for _ in range(new):
            row = placement()
            reported(code=row.code)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("damage_tasks:index_results"))
        counts.append(len(queries))
    assert counts[1] == counts[2]


@pytest.mark.django_db
def test_no_public_page_of_the_place_shows_who_reported(client: Client, hanging: Placement) -> None:
    assert hanging.pk
    reported(what="样例𠮷说脱落", **CONTACT)
    pages = [client.get(reverse("damage-code", args=[CODE])), client.get(reverse("report-damage"))]
    assert [planted for page in pages for planted in PLANTED if planted in page.content.decode()] == []
