"""One person planted in every place that can hold one: the export tells it, erasing empties it, retention reaches it.

A model or a field that is added and holds something of a person fails here until export and erasure know it.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from campaigns.contests.domain.batch_erasing import erase_runs_before
from campaigns.contests.domain.batch_runs import Sender, send_batch, work_through
from campaigns.contests.domain.corrections import correct_entry
from campaigns.contests.domain.desk_words import FORGOTTEN
from campaigns.contests.domain.entries import submit_entry
from campaigns.contests.domain.findings import judge_finding
from campaigns.contests.domain.inbound_mails import ask_back, erase_mails_before, ignore_mail, read_mail
from campaigns.contests.domain.mail_entries import Work, make_entry
from campaigns.contests.domain.person import erase_person, export_person
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.domain.readings import ask_reading
from campaigns.contests.domain.screening import screen_entry
from campaigns.contests.enums import FindingKind, FindingState, ScreeningResult
from campaigns.contests.models import BatchEntry, BatchRun, Contributor, Entry, Finding, InboundMail
from campaigns.contests.queries.held import held_about
from foundation.intake.domain.drafts import save_draft
from foundation.intake.domain.erasing import erase_due
from foundation.intake.domain.files import read_file, take_whole
from foundation.intake.domain.raw_posts import judge_raw, store_raw
from foundation.intake.enums import FileState, Outcome
from foundation.intake.kinds import get_kind
from foundation.mail.domain.outbox import queue_mail
from foundation.models import Draft, IntakeFile, OutboxMail, RawPost, Submission, User
from foundation.secrets.domain.rotation import sealed_models
from tests.campaigns.contests.batch_files import archive, manuscript, sheet, uploads
from tests.campaigns.contests.message_files import message
from tests.campaigns.contests.photographs import picture
from tests.campaigns.contests.test_batches import make_batch_link
from tests.factories.contests import InboundMailFactory, make_contest, make_piece
from tests.factories.contests import make_entry as entry_of
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
PHONE, EMAIL = "13900000001", "jia@pingtai.example"
JIA = Person(
    name="样例甲",
    pen_name="样例笔名",
    phone=PHONE,
    email=EMAIL,
    address="澄川市霁湖区示例路1号",
    postcode="999001",
    unit="示例单位",
    is_minor=True,
    consent=Consent(name="样例家长", phone="13900000009", relation="样例母亲"),
)
SHARED = {Submission, RawPost, Draft, IntakeFile, OutboxMail}
"""Rows of the intake machine and the outbox that the competitions fill too."""
WORDS = {
    "EntryRevision.title",
    "EntryRevision.text",
    "EntryCorrection.reason",
    "EntryFile.caption",
    "Declaration.detail",
    "Entry.reason",
    "Screening.note",
    "Finding.reason",
    "Guardian.relation",
}
"""Columns in the clear where people write about a piece or its author."""
NOT_OF_A_PERSON = {
    "BatchLink.unit": "a school",
    "BatchLink.token_sha256": "a digest",
    "BatchRun.attested": "our words",
    "BatchRun.problem": "our words",
    "ComparedText.rule": "a name of a rule",
    "Contest.notice": "the office's words",
    "Contest.organisers": "the office's words",
    "Contest.slug": "the office's words",
    "Contest.sponsor": "the office's words",
    "Contest.title": "the office's words",
    "ContestIndexPage.*": "a page",
    "ContestPage.*": "a page",
    "ContestMilestone.words": "a page",
    "ContestQuestion.answer": "a page",
    "ContestQuestion.question": "a page",
    "Declaration.text": "our words",
    "Entry.genre": "one of a list",
    "EntryGroup.name": "the office's words",
    "EntryRevision.count_rule": "a name of a rule",
    "EntryRevision.text_sha256": "a digest",
    "FileReading.reason": "a code",
    "Guardian.consent_text": "our words",
    "InboundMail.content_sha256": "a digest",
    "InboundMail.mailbox": "our mailbox",
    "InboundMail.message_sha256": "a digest",
    "InboundMail.raw_sha256": "a digest",
    "InboundMail.rule": "a name of a rule",
    "RuleSet.count_rule": "a name of a rule",
    "RuleSet.label": "the office's words",
    "RuleSet.licence_text": "the office's words",
    "RuleSet.reason": "the office's words",
}


@pytest.fixture
def user() -> User:
    """Return somebody who may look and erase."""
    made: User = UserFactory.create(username="guanli")
    rights = ("access_admin", "view_contributor", "delete_contributor")
    made.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    return made


@pytest.fixture
def everywhere(user: User) -> Entry:
    """Plant the person in every place; returns the entry sent on the web."""
    kind, contest = get_kind("entry"), make_contest(kind="both")
    entry = plant_entry(user)
    mail = read_mail(mail=InboundMailFactory.create(raw=message("complete")))
    ask_back(mail=mail, text="样例甲，请问是哪一组？", actor=user)
    make_entry(mail=mail, work=Work(contest=contest, title="信里", text="信里的灯", author=JIA), actor=user)
    other = read_mail(
        mail=InboundMailFactory.create(raw=message("complete").replace(b"Message-ID: <", b"Message-ID: <2"))
    )
    ignore_mail(mail=other, note="样例甲来电撤回", actor=user)
    link, _token = make_batch_link(contest)
    sender = Sender(
        teacher="样例甲",
        phone=PHONE,
        address="示例路2号",
        postcode="999002",
        attested="已同意",
        declared={"original": "是"},
    )
    row = {"name": "样例学生", "files": "我的家乡.docx"}
    files = uploads(sheet(contest, row, {"name": "样例丁", "files": "没有.docx"}), archive(我的家乡__docx=manuscript()))
    work_through(key=send_batch(link=link, sheet=files["sheet"], archive=files["archive"], sender=sender).pk)
    unsent = save_draft(kind=kind, values={"contact_phone": "+86 139 0000 0001", "title": "样例未投"})
    take_whole(kind=kind, upload=ContentFile("样例未投".encode(), name="样例.txt"), draft=unsent.draft)
    typed = urlencode({"contact_email": EMAIL.upper(), "title": "样例错填"})
    refused = store_raw(kind=kind, body=typed.encode(), content_type="application/x-www-form-urlencoded")
    judge_raw(raw=refused, outcome=Outcome.REFUSED, reasons=["x"])
    queue_mail(purpose="draft_unsent", recipient=EMAIL, subject="样例未投", body="样例未投")
    return entry


def plant_entry(user: User) -> Entry:
    """Send a piece on the web with draft, request and files; have it compared, judged and sent back."""
    kind, contest = get_kind("entry"), make_contest("wang", kind="both")
    draft = save_draft(kind=kind, values={"title": "样例草稿", "contact_name": "样例甲"}).draft
    raw = store_raw(kind=kind, body="样例甲的原样".encode(), content_type="text/plain", key=str(draft.submission_key))
    uploads_ = [ContentFile("巷口的灯".encode(), name="样例甲.txt"), ContentFile(picture(), name="样例甲.jpg")]
    files = [take_whole(kind=kind, upload=upload, draft=draft) for upload in uploads_]
    ask_reading(file=files[0])
    piece = make_piece(
        contest,
        people=(JIA,),
        instructor=Person(name="样例甲", phone=PHONE),
        captions=("", "样例说明"),
        declarations={"ai_use": "用过工具"},
        ai_detail="样例工具",
    )
    submit_entry(piece=piece, key=draft.submission_key, draft=draft, raw=raw, files=files)
    entry = Entry.objects.get(submission__submission_key=draft.submission_key)
    assert entry.head is not None
    other = entry_of(contest, people=(Person(name="样例乙", phone="13900000002"),), title="别人", text="别人的")
    finding = Finding.objects.create(
        entry=entry, revision=entry.head, other=other.head, kind=FindingKind.NEAR, share=900
    )
    judge_finding(finding=finding, to=FindingState.UPHELD, actor=user, reason="样例甲承认")
    unit, head = {"unit": "示例单位二"}, entry.head.pk
    correct_entry(entry=entry, values=unit, reason="样例甲来电更正", seen=head, actor=user)
    screen_entry(
        entry=entry, result=ScreeningResult.RETURNED, actor=user, seen=entry.head.pk, code="other", note="样例甲请改"
    )
    return Entry.objects.select_related("head").get(pk=entry.pk)


def sealed_values() -> Iterator[tuple[str, str | bytes]]:
    """Yield every sealed value of the competitions that is not empty, with its place."""
    for model, fields in sealed_models():
        if model in SHARED or model._meta.app_label == "contests":  # noqa: SLF001 - Django's documented way
            for row in model._base_manager.all():  # noqa: SLF001 - hides no row
                for field in fields:
                    if value := getattr(row, field.attname).reveal():
                        yield f"{model.__name__}.{field.attname}", value


def expected_places() -> set[str]:
    return {
        f"{model.__name__}.{field.attname}"
        for model, fields in sealed_models()
        if model in SHARED or model._meta.app_label == "contests"  # noqa: SLF001 - Django's documented way
        for field in fields
    }


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from strings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)
    elif isinstance(value, str) and value:
        yield value


def as_strings(value: str) -> list[str]:
    """Return the leaves of a value that is JSON, or the value."""
    try:
        return list(strings_in(json.loads(value))) or [value]
    except ValueError:
        return [value]


def test_every_place_is_known() -> None:
    """A new column of text in the competitions has to be put on one of the two lists above."""
    found = set()
    for model in apps.get_app_config("contests").get_models():
        if model.__name__ in {"ContestPage", "ContestIndexPage"}:
            found.add(f"{model.__name__}.*")
            continue
        for field in model._meta.local_fields:  # noqa: SLF001 - Django's documented way to a model's fields
            plain = isinstance(field, models.CharField | models.TextField) and not field.choices
            if plain and type(field).__module__.startswith("django."):
                found.add(f"{model.__name__}.{field.attname}")
    assert found == WORDS | set(NOT_OF_A_PERSON)


def test_the_person_stands_in_every_place_and_the_export_tells_each(everywhere: Entry, user: User) -> None:
    planted = list(sealed_values())
    assert {place for place, _value in planted} == expected_places()
    packed = zipfile.ZipFile(io.BytesIO(export_person(phone=PHONE, email=EMAIL, user=user)))
    told = set(strings_in(json.loads(packed.read("person.json"))))
    files = [packed.read(name) for name in packed.namelist()]
    theirs = pupils_and_others()
    missing = []
    for place, value in planted:
        known = value in files if isinstance(value, bytes) else all(word in told for word in as_strings(value))
        if not known and (place, value) not in theirs:
            missing.append((place, value))
    assert missing == []
    for word in ("样例工具", "样例甲来电更正", "样例说明", "样例甲请改", "样例甲承认", "样例母亲", "巷口的灯"):
        assert word in told
    assert b"".join(read_file(everywhere.submission.files.order_by("pk")[0])) in files
    assert not {"样例学生", "样例乙", "别人的"} & told


def pupils_and_others() -> set[tuple[str, str | bytes]]:
    """Return the sealed values that belong to others: the pupil of the batch, and the author of the other piece."""
    found: set[tuple[str, str | bytes]] = set()
    others = Entry.objects.filter(channel="batch") | Entry.objects.filter(head__title="别人")
    # The answers name the other pupils of the unit; the sender's export tells them without the names.
    found |= {("BatchRun.answers", run.answers.reveal()) for run in BatchRun.objects.all()}
    rows: list[models.Model] = [*Contributor.objects.filter(entry__in=others)]
    rows += [row.guardian for row in Contributor.objects.filter(entry__in=others, guardian__isnull=False)]
    rows += [*Submission.objects.filter(entry__in=others), *OutboxMail.objects.filter(submission__entry__in=others)]
    rows += [*IntakeFile.objects.filter(submission__entry__in=others)]
    for row in rows:
        fields = next(fields for model, fields in sealed_models() if model is type(row))
        found |= {(f"{type(row).__name__}.{each.attname}", getattr(row, each.attname).reveal()) for each in fields}
    return found


def test_erasing_empties_every_place(everywhere: Entry, user: User) -> None:
    counted = erase_person(phone=PHONE, email=EMAIL, user=user, dry_run=True).counts()
    assert counted == {
        "entries": 2,
        "contributors": 1,
        "lent": 1,
        "guardians": 0,
        "mails": 2,
        "batches": 1,
        "drafts": 1,
        "requests": 1,
        "letters": 1,
        "elsewhere": 0,
    }
    assert Submission.objects.filter(erased_at__isnull=False).count() == 0
    erase_person(phone=PHONE, email=EMAIL, user=user)
    assert held_about(phone=PHONE, email=EMAIL).is_nothing
    theirs = pupils_and_others()
    assert [place for place, value in sealed_values() if (place, value) not in theirs] == []
    pupil = Entry.objects.select_related("submission", "head").get(channel="batch")
    assert (pupil.submission.contact_name.reveal(), pupil.submission.contact_phone.reveal()) == ("样例学生", "")
    assert pupil.head is not None
    assert pupil.head.title == "我的家乡"
    left = {
        f"{model.__name__}.{name}": list(model.objects.filter(**scope).values_list(name, flat=True))  # type: ignore[attr-defined]
        for model, name, scope in words_of(everywhere)
    }
    assert {place: set(values) for place, values in left.items() if set(values) - {"", FORGOTTEN}} == {}
    assert set(left) == WORDS


def words_of(entry: Entry) -> Iterator[tuple[type[models.Model], str, dict[str, Any]]]:
    """Yield where words about a piece stand in the clear, each with what picks out the rows of this entry."""
    scopes = {"Entry": "pk", "EntryFile": "revision__entry", "Guardian": "contributor__entry"}
    for place in sorted(WORDS):
        name, field = place.split(".")
        yield apps.get_model("contests", name), field, {scopes.get(name, "entry"): entry.pk}


def test_the_sender_of_a_batch_named_takes_no_pupil_along(everywhere: Entry, user: User) -> None:  # noqa: ARG001 - plants
    held = erase_person(phone=PHONE, name="样例甲", user=user)
    assert (len(held.lent), len(held.batches)) == (1, 1)
    assert held_about(phone=PHONE).is_nothing


def test_a_pupil_goes_and_takes_the_sheet_along(everywhere: Entry, user: User) -> None:  # noqa: ARG001 - plants
    run, joined = BatchRun.objects.get(), BatchEntry.objects.get()
    own = Contributor.objects.get(entry=joined.entry_id, is_instructor=False)
    own.phone = "13900000077"
    own.save()
    erase_person(phone="13900000077", user=user)
    files = IntakeFile.objects.filter(pk__in=[run.sheet_id, run.archive_id])
    assert [file.state for file in files] == [FileState.ERASED, FileState.ERASED]
    assert BatchRun.objects.get().teacher.reveal() == "样例甲"
    assert BatchEntry.objects.get().author != joined.author


def test_retention_reaches_everything(everywhere: Entry) -> None:  # noqa: ARG001 - the fixture plants
    later = timezone.now() + timedelta(days=5000)
    assert erase_runs_before(days=365, now=later, dry_run=True) == 1
    erase_due(now=later)
    erase_mails_before(days=730, now=later)
    erase_runs_before(days=365, now=later)
    assert list(sealed_values()) == []
    assert InboundMail.objects.filter(erased_at__isnull=True).count() == 0
