"""After an announcement: the result follows consent and revocation; document numbers; what the drafts know."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from exemplars.domain.consents import record_consent, withdraw_consent
from exemplars.domain.honours import number_honours, record_honour, revoke_honour
from exemplars.domain.nominations import NotAPersonError, note_deceased
from exemplars.domain.notices import ObjectionUpheldError, announce_round, withdraw_notice
from exemplars.domain.objections import close_objection, take_objection
from exemplars.domain.people import create_exemplar_draft, publish_exemplar
from exemplars.enums import Age, ConsentGiver, ConsentScope, ObjectionState, RoundState, SubjectKind
from exemplars.forms.nominations import NominationForm
from exemplars.forms.past_rows import PastRowForm
from exemplars.models import ExemplarPage, Honour, Nomination, Round
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine
from tests.exemplars.nominating import GOOD, reviewer, under_notice
from tests.exemplars.test_notices import checker, objected, over
from tests.factories.exemplars import RoundFactory, consent, exemplar, wall
from tests.factories.foundation import RegionFactory, UserFactory
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db


def announced(**changes: str) -> tuple[Round, ExemplarPage, Honour]:
    """Announce a round with one nominee; return it with the page and the honour."""
    made = under_notice(**changes)
    wall()
    done = announce_round(round_=made.round, on=over(made.round), actor=checker(), document_number="样发〔2026〕1号")
    return done, ExemplarPage.objects.get(), Honour.objects.get()


def test_an_announcement_takes_place_and_document_number_along() -> None:
    region = RegionFactory.create(code="990104", name="河东区", short_name="河东")

    _round, page, honour = announced()

    assert list(page.regions.all()) == [region]
    assert honour.document_number == "样发〔2026〕1号"


def test_the_result_follows_consent_and_revocation(client: Client) -> None:
    done, page, honour = announced(name="样例𠮷龘", unit="澄川公交公司驾驶员")
    address = reverse("notice", args=[done.pk])

    def told() -> tuple[bool, bool, bool]:
        text = client.get(address).content.decode()
        return ("样例𠮷龘" in text, "澄川公交公司" in text, "样某某" in text)

    assert told() == (True, True, False)
    record_consent(
        exemplar=page, scopes=[ConsentScope.NAME], giver=ConsentGiver.SELF, given_on=date(2026, 1, 5), actor=None
    )
    assert told() == (True, False, False)
    withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME], actor=None)
    assert told() == (False, False, True)
    revoke_honour(honour=honour, reason="材料不实", actor=None)
    assert told() == (False, False, False)


def test_consent_is_withdrawn_while_the_notice_runs(client: Client) -> None:
    made = under_notice(name="样例𠮷龘")
    desk = Client()
    desk.force_login(reviewer())

    desk.post(reverse("nominations:nomination", args=[made.submission.public_id]), {"act": "withdraw"})

    text = client.get(reverse("notice", args=[made.round_id])).content.decode()
    assert ("样例𠮷龘" in text, "样某某" in text, made.unit in text) == (False, True, False)
    assert AuditLine.objects.filter(verb="withdraw_nominee_consent").count() == 1


def test_a_document_number_is_written_later() -> None:
    done, _page, honour = announced()

    assert number_honours(honours=[honour], document_number=" 样发〔2026〕9号 ", actor=None) == 1
    assert number_honours(honours=[honour], document_number="样发〔2026〕9号", actor=None) == 0
    with pytest.raises(ValidationError):
        number_honours(honours=[honour], document_number="号" * 61, actor=None)
    honour.refresh_from_db()
    assert honour.document_number == "样发〔2026〕9号"
    revoke_honour(honour=honour, reason="材料不实", actor=None)
    assert number_honours(honours=Honour.objects.filter(round=done), document_number="x", actor=None) == 0


def test_the_desk_writes_document_numbers() -> None:
    done, _page, honour = announced()
    user = checker()
    user.user_permissions.add(Permission.objects.get(codename="change_honour"))
    desk = Client()
    desk.force_login(user)
    of_round, of_honour = reverse("nominations:round", args=[done.pk]), reverse("honour:edit", args=[honour.pk])

    def number() -> str:
        honour.refresh_from_db()
        return honour.document_number

    desk.post(of_round, {"to": "number", "document_number": "样发〔2026〕2号"})
    assert number() == "样发〔2026〕2号"
    desk.post(of_honour, {"act": "number", "document_number": "样发〔2026〕3号"})
    assert number() == "样发〔2026〕3号"
    long = "号" * 61
    told = [
        desk.post(of_round, {"to": "number", "document_number": long}).content.decode(),
        desk.post(of_honour, {"act": "number", "document_number": long}).content.decode(),
    ]
    assert [long in page for page in told] == [True, True]
    assert number() == "样发〔2026〕3号"


def test_what_was_upheld_is_acted_on_before_announcing() -> None:
    made, user = objected(), checker()
    take_objection(objection=made, actor=user)
    close_objection(objection=made, outcome=ObjectionState.UPHELD, finding="属实", actor=user)

    with pytest.raises(ObjectionUpheldError):
        announce_round(round_=made.round, on=over(made.round), actor=user)


def test_the_deceased_are_honoured_posthumously() -> None:
    wall()
    made, desk = under_notice(), Client()
    desk.force_login(reviewer())
    address = reverse("nominations:nomination", args=[made.submission.public_id])
    for act, expected in (("deceased", True), ("living", False), ("deceased", True)):
        desk.post(address, {"act": act})
        made.refresh_from_db()
        assert made.is_deceased is expected

    announce_round(round_=made.round, on=over(made.round), actor=checker())

    honour = Honour.objects.get()
    assert (honour.is_posthumous, honour.exemplar.is_deceased, honour.told[:2]) == (True, True, "追授")
    assert "<span>追授</span>" in Client().get(reverse("notice", args=[made.round_id])).content.decode()
    with pytest.raises(ForbiddenMoveError):
        note_deceased(nomination=made, is_deceased=False, actor=checker())


def test_only_a_person_is_a_minor_or_deceased() -> None:
    made = under_notice(subject=SubjectKind.GROUP)

    with pytest.raises(NotAPersonError):
        note_deceased(nomination=made, is_deceased=True, actor=checker())
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.filter(pk=made.pk).update(is_minor=True, guardian_agrees=True)
    for age in (Age.MINOR, Age.DECEASED):
        form = NominationForm({**{name: str(value) for name, value in GOOD.items()}, "subject": "family", "age": age})
        assert "not_a_person" in [error.code for error in form.errors.as_data()["age"]]
    row = PastRowForm({"name": "样例家庭", "subject": "家庭", "minor": "是", "programme": "x", "year": "2020"})
    assert "minor" in row.errors
    wall()
    with pytest.raises(ValidationError):
        create_exemplar_draft(name="样例家庭", subject=SubjectKind.FAMILY, is_minor=True, actor=None)


def test_a_wrong_honour_is_revoked_and_recorded_anew() -> None:
    done, page, honour = announced()
    revoke_honour(honour=honour, reason="录入有误", actor=None)

    again = record_honour(
        exemplar=page, programme=done.programme, round_=done, year=2026, document_number="样发2号", actor=None
    )

    assert list(Honour.objects.standing()) == [again]
    with pytest.raises(ValidationError):
        record_honour(exemplar=page, programme=done.programme, round_=done, year=2026, actor=None)


def test_what_others_hang_on_is_fixed() -> None:
    made = under_notice()
    round_ = Round.objects.get(pk=made.round_id)
    round_.notice_days, round_.min_words = 20, 5
    with pytest.raises(ValidationError) as refused:
        round_.full_clean()
    assert set(refused.value.message_dict) == {"notice_days"}
    withdraw_notice(round_=round_, actor=checker())
    round_ = Round.objects.get(pk=made.round_id)
    round_.year, round_.notice_days = 2020, 20
    with pytest.raises(ValidationError) as refused:
        round_.full_clean()
    assert set(refused.value.message_dict) == {"year"}


def test_a_forbidden_target_moves_nothing() -> None:
    made, desk = under_notice(), Client()
    desk.force_login(checker())

    for target in ("collecting", "first_review", "consulting", "notice"):
        desk.post(reverse("nominations:round", args=[made.round_id]), {"to": target})

    assert Round.objects.get().state == RoundState.NOTICE


def test_withdrawal_lists_the_copies_outside_and_no_shared_cache_keeps_people(client: Client) -> None:
    page = exemplar(name="样例撤回", regions=[RegionFactory.create(code="990104", name="河东区")])
    place = "/regions/990104/"
    assert "样例撤回" in client.get(place).content.decode()
    assert client.get(place)["Cache-Control"] == "private, no-cache"
    user = UserFactory.create(is_superuser=True)
    desk = Client()
    desk.force_login(user)
    withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME], actor=user)
    row = page.consents.get(scope=ConsentScope.NAME)

    told = desk.get(reverse("consent:edit", args=[row.pk])).content.decode()

    assert ("须逐一联系撤下的站外副本" in told, f"{page.path_on_site()}print/" in told) == (True, True)
    assert "样例撤回" not in client.get(place).content.decode()


def test_what_a_minor_s_page_prints_of_its_pictures_is_judged_too() -> None:
    wall()
    portrait = PictureFactory.create(description="五（3）班朵小雨")
    draft = create_exemplar_draft(
        name="样例小雨", subject=SubjectKind.PERSON, is_minor=True, portrait=portrait, actor=None
    )
    consent(draft)

    with pytest.raises(ValidationError, match="班级"):
        publish_exemplar(exemplar=draft, actor=None)
    browser = Client()
    browser.force_login(UserFactory.create(is_superuser=True))
    answer = browser.post(f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/admin/", follow=True)
    draft.refresh_from_db()
    assert ("班级" in answer.content.decode(), answer.status_code, draft.live) == (True, 200, False)


def test_many_at_once_are_judged_below_the_wall_too_and_recorded() -> None:
    index = wall()
    unasked = create_exemplar_draft(name="样例未问", subject=SubjectKind.PERSON, actor=None)
    agreed = create_exemplar_draft(name="样例同意", subject=SubjectKind.PERSON, actor=None)
    consent(agreed)
    browser = Client()
    browser.force_login(UserFactory.create(is_superuser=True))

    def many(action: str, page: Page, **values: str) -> None:
        browser.post(f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}&next=/admin/", values)
        unasked.refresh_from_db()
        agreed.refresh_from_db()

    many("publish", index, include_descendants="on")
    assert (unasked.live, agreed.live) == (False, False)
    many("publish", agreed)
    assert (unasked.live, agreed.live) == (False, True)
    many("unpublish", index, include_descendants="on")
    assert (unasked.live, agreed.live) == (False, False)
    lines = AuditLine.objects.filter(verb__in=["publish_exemplar", "take_down_exemplar"]).order_by("pk")
    assert [(line.verb, line.subject_id) for line in lines] == [
        ("publish_exemplar", str(agreed.pk)),
        ("take_down_exemplar", str(agreed.pk)),
    ]


@pytest.mark.parametrize("address", ["/exemplars/?category=%00", "/honours/?q=%00x", "/honours/?category=%00"])
def test_a_nul_in_an_address_finds_nothing_and_breaks_nothing(client: Client, address: str) -> None:
    wall()

    assert client.get(address).status_code == 200


def test_a_year_without_honours_says_so(client: Client) -> None:
    announced()

    assert "9999年没有荣誉记录。" in client.get("/honours/statistics/?year=9999").content.decode()


def test_the_draft_begins_with_the_account_for_an_editor_to_work_on(client: Client) -> None:
    _round, page, _honour = announced(deeds="他在渡口<守了>三十年。\n风雨无阻。", age=Age.MINOR, guardian="样例家长")

    assert [(block.block_type, str(block.value)) for block in page.body] == [
        ("paragraph", "<p>他在渡口&lt;守了&gt;三十年。</p><p>风雨无阻。</p>")
    ]
    assert (page.live, client.get(page.path_on_site()).status_code) == (False, 404)


def test_a_minor_s_account_is_judged_before_it_is_published() -> None:
    _round, page, _honour = announced(deeds="她在样例小学五（3）班。", age=Age.MINOR, guardian="样例家长")
    consent(page)

    with pytest.raises(ValidationError, match="班级"):
        publish_exemplar(exemplar=page, actor=None)


def test_a_minor_s_document_number_is_judged(client: Client) -> None:
    page = exemplar(is_minor=True)
    programme = RoundFactory.create().programme
    told = "样发五（3）班"
    with pytest.raises(ValidationError):
        record_honour(exemplar=page, programme=programme, year=2025, document_number=told, actor=None)
    honour = record_honour(exemplar=page, programme=programme, year=2025, actor=None)
    with pytest.raises(ValidationError):
        number_honours(honours=[honour], document_number=told, actor=None)
    made = under_notice(age=Age.MINOR, guardian="样例家长")
    with pytest.raises(ValidationError):
        announce_round(round_=made.round, on=over(made.round), actor=checker(), document_number=told)
    client.force_login(UserFactory.create(is_superuser=True))
    sent = {"act": "number", "document_number": told}
    text = client.post(reverse("honour:edit", args=[honour.pk]), sent).content.decode()
    assert ("班级" in text, Honour.objects.get().document_number) == (True, "")

    announce_round(round_=made.round, on=over(made.round), actor=checker())
    sent = {"to": "number", "document_number": told}
    text = client.post(reverse("nominations:round", args=[made.round_id]), sent).content.decode()
    assert ("班级" in text, set(Honour.objects.values_list("document_number", flat=True))) == (True, {""})

    Honour.objects.update(document_number=told)
    with pytest.raises(ValidationError):
        publish_exemplar(exemplar=page, actor=None)


@pytest.mark.parametrize("address", ["/honours/?region=999999999999", "/honours/?region=x", "/honours/?region=１"])
def test_a_region_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.get(address.replace("honours/", "honours/statistics/")).status_code == 404


@pytest.mark.parametrize("name", ["nominations:index", "objections:index", "consent:index", "round:index"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_of_the_desk_answer_no_files(client: Client, name: str, form: str) -> None:
    client.force_login(UserFactory.create(is_superuser=True))

    answer = client.get(reverse(name), {"export": form})

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
