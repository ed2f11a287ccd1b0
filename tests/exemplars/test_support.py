"""Messages of support: off unless switched on, read before shown, never counted."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from exemplars.domain.consents import withdraw_consent
from exemplars.domain.support import TellsTooMuchError, decide_support
from exemplars.enums import ConsentScope, SupportState
from exemplars.forms.support import SupportForm
from exemplars.models import ExemplarPage, SupportMessage, SupportSettings
from exemplars.rules.support import SUPPORT_STATES
from foundation.intake import stamps
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine, Submission, User
from tests.factories.exemplars import exemplar
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "读了您的故事，我也想去渡口当一天志愿者。𠮷龘"


def switch(*, on: bool = True) -> None:
    """Switch messages on or off."""
    site = Site.objects.get(is_default_site=True)
    SupportSettings.objects.update_or_create(site=site, defaults={"is_open": on})


def form(page: ExemplarPage, **changes: str) -> dict[str, str]:
    """Return what a reader sends."""
    stamp = stamps.mint("support", uuid.uuid4(), now=timezone.now().timestamp() - 60)
    return {"exemplar": str(page.number_id), "text": WORDS, "signature": "一位市民", "stamp": stamp, **changes}


def sent(client: Client, page: ExemplarPage, **changes: str) -> SupportMessage:
    """Send a message and return its row."""
    assert client.post(reverse("support-form"), form(page, **changes)).status_code == 200
    return SupportMessage.objects.select_related("exemplar", "submission").latest("submission_id")


def moderator() -> User:
    """Return somebody who may let messages through."""
    user: User = UserFactory.create()
    names = ["access_admin", "change_supportmessage"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_it_is_off_unless_switched_on(client: Client) -> None:
    page = exemplar()
    assert [client.get(reverse("support-form")).status_code, client.post(reverse("support-form")).status_code] == [
        404,
        404,
    ]
    assert reverse("support-form") not in client.get(page.path_on_site()).content.decode()
    switch()
    link = f"{reverse('support-form')}?to={page.number_id}"
    assert link in client.get(page.path_on_site()).content.decode()
    assert f'value="{page.number_id}"' in client.get(link).content.decode()


def test_nobody_reads_a_message_before_a_moderator_has(client: Client) -> None:
    switch()
    page = exemplar()
    message = sent(client, page)
    link = reverse("intake-link", args=[message.submission.link_token.reveal()])
    assert WORDS not in client.get(page.path_on_site()).content.decode()
    assert "待审看" in client.get(link).content.decode()
    decide_support(message=message, to=SupportState.SHOWN, actor=moderator())
    shown = client.get(page.path_on_site()).content.decode()
    assert [text for text in (WORDS, "一位市民") if text not in shown] == []
    decide_support(message=message, to=SupportState.REFUSED, actor=moderator())
    assert WORDS not in client.get(page.path_on_site()).content.decode()
    assert AuditLine.objects.filter(verb="decide_support").count() == 2


def test_it_goes_with_the_consent_and_with_its_day(client: Client) -> None:
    switch()
    page = exemplar()
    message = sent(client, page)
    decide_support(message=message, to=SupportState.SHOWN, actor=moderator())
    erase_submission(submission=message.submission, actor=None)
    assert (SupportMessage.objects.get().text, WORDS in client.get(page.path_on_site()).content.decode()) == ("", False)
    withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME], actor=None)
    refused = client.post(reverse("support-form"), form(page))
    assert (refused.status_code, "该页面已不再接收寄语。" in refused.content.decode()) == (422, True)


def test_what_belongs_to_a_deleted_page_can_still_be_erased(client: Client) -> None:
    switch()
    message = sent(client, exemplar())
    link = reverse("intake-link", args=[message.submission.link_token.reveal()])
    SupportMessage.objects.all().delete()
    assert client.get(link).status_code == 200
    erase_submission(submission=Submission.objects.get(), actor=None)
    assert Submission.objects.get().erased_at is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "好" * 101}, "text"),
        ({"text": "看 https://example.cn/"}, "text"),
        ({"text": "看 example.com"}, "text"),
        ({"signature": "www.example.cn"}, "signature"),
        ({"exemplar": "x"}, "exemplar"),
        ({"exemplar": ""}, "exemplar"),
        ({"exemplar": "999999999999999999"}, "exemplar"),
    ],
)
def test_only_a_few_words_are_taken(changes: dict[str, str], field: str) -> None:
    assert list(SupportForm(form(exemplar(), **changes)).errors) == [field]


def test_a_hundred_characters_are_taken_as_word_counts_them() -> None:
    assert SupportForm(form(exemplar(), text="好" * 98 + " OK 2026")).errors == {}


def test_an_old_page_loses_nothing_that_was_typed() -> None:
    switch()
    page = exemplar()
    answer = Client(enforce_csrf_checks=True).post(reverse("support-form"), form(page))
    text = answer.content.decode()
    assert (answer.status_code, WORDS in text, f'value="{page.number_id}"' in text) == (403, True, True)


def test_a_device_rests_and_its_address_does_not(client: Client) -> None:
    switch()
    page = exemplar()
    client.get(reverse("support-form"))
    codes = [client.post(reverse("support-form"), form(page)).status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    assert Client().post(reverse("support-form"), form(page)).status_code == 200


@pytest.mark.parametrize("state", SupportState)
@pytest.mark.parametrize("target", SupportState)
def test_every_move_is_allowed_or_refused_by_the_table(
    client: Client, state: SupportState, target: SupportState
) -> None:
    switch()
    message, user = sent(client, exemplar()), moderator()
    decided: dict[str, Any] = {} if state == SupportState.NEW else {"decided_by": user, "decided_at": timezone.now()}
    SupportMessage.objects.update(state=state, **decided)
    if SUPPORT_STATES.allows(state, target):
        assert decide_support(message=message, to=target, actor=user).state == target
    else:
        with pytest.raises(ForbiddenMoveError):
            decide_support(message=message, to=target, actor=user)


def test_the_database_refuses_a_message_that_nobody_has_decided_on(client: Client) -> None:
    switch()
    sent(client, exemplar())
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportMessage.objects.update(state=SupportState.SHOWN)


@pytest.mark.parametrize("words", ["三年级2班的同学们为你点赞", "他家住柳湾路3号"])
def test_nothing_of_a_minor_is_told(client: Client, words: str) -> None:
    switch()
    page = exemplar(is_minor=True)
    message = sent(client, page, text=words)
    with pytest.raises(TellsTooMuchError):
        decide_support(message=message, to=SupportState.SHOWN, actor=moderator())
    desk = Client()
    desk.force_login(moderator())
    desk.post(reverse("support:index"), {"message": message.pk, "to": "shown"})
    assert SupportMessage.objects.get().state == SupportState.NEW


def test_the_desk_reads_and_decides(client: Client) -> None:
    switch()
    message = sent(client, exemplar())
    desk, address = Client(), reverse("support:index")
    desk.force_login(moderator())
    assert WORDS in desk.get(address).content.decode()
    assert WORDS not in desk.get(address, {"state": "shown"}).content.decode()
    desk.post(address, {"message": message.pk, "to": "shown"})
    desk.post(address, {"message": message.pk, "to": "shown"})
    assert WORDS in desk.get(address, {"state": "shown"}).content.decode()
    assert [desk.post(address, data).status_code for data in ({"to": "new"}, {"to": "shown", "message": "x"})] == [
        404,
        404,
    ]
    stranger = UserFactory.create()
    stranger.user_permissions.set(moderator().user_permissions.filter(codename="access_admin"))
    desk.force_login(stranger)
    assert desk.get(address).status_code == 302


@pytest.mark.parametrize("place", ["desk", "page"])
def test_messages_take_as_many_queries_for_three_as_for_one(place: str) -> None:
    switch()
    page, user, desk = exemplar(), moderator(), Client()
    desk.force_login(user)
    address = page.path_on_site() if place == "page" else f"{reverse('support:index')}?state=shown"
    counts = []
    for new in (1, 2):
        for _ in range(new):
            decide_support(message=sent(Client(), page), to=SupportState.SHOWN, actor=user)
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("加我微信 wx88", "contact"),
        ("加v详聊", "contact"),
        ("微信：样例", "contact"),
        ("VX: sample", "contact"),
        ("QQ 123", "contact"),
        ("１３９００００００００", "contact"),
        ("139-0000 0000", "contact"),
        ("一三九零零零零零零零零", "contact"),
        ("①③⑨⑨⑨", "contact"),
        ("a@example.cn", "address"),
        ("ｗｗｗ．example．cn", "address"),
        ("在微信上读到您的故事，很感动", None),
        ("2024、2025两年都是您，第3次、第4次、第5次", None),
        ("加油！向微笑的您致敬，二十年如一日", None),
    ],
)
def test_contacts_are_refused_in_words_and_signature(text: str, code: str | None) -> None:
    page = exemplar()
    for sent_form in (form(page, text=text), form(page, signature=text[:20])):
        asked = SupportForm(data=sent_form)
        asked.is_valid()
        codes = [error.code for name in ("text", "signature") for error in asked.errors.as_data().get(name, [])]
        assert codes == ([code] if code else [])
