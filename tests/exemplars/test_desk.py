"""The review desk in the admin, and what must never show outside it."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exemplars.enums import NominationState, RoundState
from exemplars.intake_kinds import NOMINATION
from exemplars.models import Decision, Nomination, Round
from foundation.intake.domain.files import take_whole
from foundation.intake.domain.submitting import submit
from foundation.intake.enums import FileState
from foundation.models import AuditLine, IntakeFile, Submission, User
from tests.exemplars.nominating import GOOD, NOMINATOR, nominated, open_category, reviewer
from tests.factories.exemplars import QuotaFactory
from tests.factories.foundation import UserFactory

PEOPLE, PRESSES, AT_ONCE = 50, 3, 8


def url(nomination: Nomination, name: str = "nomination") -> str:
    """Return an address of the desk."""
    return reverse(f"nominations:{name}", args=[nomination.submission.public_id])


def browser(user: User | None = None) -> Client:
    """Return a reviewer's browser."""
    client = Client()
    client.force_login(user or reviewer())
    return client


@pytest.mark.django_db
def test_the_list_shows_nominees_and_never_nominators() -> None:
    where = open_category()
    first = nominated(where)
    nominated(where, name="样例二")
    page = browser().get(reverse("nominations:index")).content.decode()
    assert url(first) in page
    assert [planted for planted in NOMINATOR.values() if planted in page] == []
    only = browser().get(reverse("nominations:index"), {"state": "joined"}).content.decode()
    assert url(first) not in only


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["list", "round", "nomination"])
def test_pages_take_as_many_queries_for_three_as_for_one(name: str) -> None:
    where = open_category()
    first = nominated(where)
    addresses = {
        "list": reverse("nominations:index_results"),
        "round": reverse("nominations:round", args=[where[0].pk]),
        "nomination": url(first),
    }
    client, user, other = browser(), reviewer(), reviewer()
    counts = []
    for new in (1, 2):
        for _ in range(new):
            nominated(where)
        if name == "round":
            Nomination.objects.update(state="shortlisted", proposed_by=user, confirmed_by=other)
        client.get(addresses[name])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(addresses[name]).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_opening_a_nomination_is_written_down() -> None:
    made, user = nominated(), reviewer()
    page = browser(user).get(url(made))
    assert [planted for planted in NOMINATOR.values() if planted not in page.content.decode()] == []
    assert page["Cache-Control"].startswith("no-store, private")
    assert AuditLine.objects.filter(verb="open_submission", actor=user).count() == 1


@pytest.mark.django_db
def test_not_yours_and_not_there_look_the_same() -> None:
    made = nominated()
    stranger = UserFactory.create()
    stranger.user_permissions.set(reviewer().user_permissions.filter(codename="access_admin"))
    client = browser(stranger)
    for name in ("nomination", "sheet"):
        here = client.get(url(made, name))
        nowhere = client.get(reverse(f"nominations:{name}", args=[uuid.uuid4()]))
        assert (here.status_code, here.get("Location")) == (nowhere.status_code, nowhere.get("Location"))
        assert NOMINATOR["contact_phone"] not in here.content.decode()
    assert browser().get(reverse("nominations:nomination", args=[uuid.uuid4()])).status_code == 404
    assert client.get(reverse("nominations:round", args=[made.round_id])).status_code == 302
    assert Client().get(url(made)).status_code == 302


@pytest.mark.django_db
def test_two_editors_walk_a_nomination_to_its_selection() -> None:
    one, two = browser(), browser()
    round_, category = open_category()
    QuotaFactory.create(round=round_, category=category)
    made = nominated((round_, category))
    desk = reverse("nominations:round", args=[round_.pk])
    one.post(url(made), {"act": "propose", "outcome": "shortlisted", "reason": "早了"})
    assert Decision.objects.count() == 0
    for state in ("first_review", "consulting", "judging"):
        assert one.post(desk, {"to": state}).status_code == 302
    for outcome in ("shortlisted", "selected"):
        one.post(url(made), {"act": "propose", "outcome": outcome, "reason": "事迹突出"})
        decision = Decision.objects.latest("pk")
        one.post(url(made), {"act": "confirm", "decision": decision.pk})
        assert Decision.objects.latest("pk").answered_at is None
        two.post(url(made), {"act": "confirm", "decision": decision.pk})
    assert Nomination.objects.get().state == NominationState.SELECTED
    page = one.get(desk).content.decode()
    assert [text for text in (GOOD["name"], "1 / 2", "1 / 1") if text not in page] == []


@pytest.mark.django_db
def test_forms_of_the_desk_say_what_is_missing_and_keep_what_was_typed() -> None:
    made, client = nominated(), browser()
    asked = client.post(url(made), {"act": "ask", "question": ""})
    assert "请说明需要补充什么。" in asked.content.decode()
    proposed = client.post(url(made), {"act": "propose", "outcome": "rejected", "reason": ""})
    assert "请填写理由。" in proposed.content.decode()
    assert client.post(url(made), {"act": "dance"}).status_code == 404
    assert client.post(url(made), {"act": "confirm", "decision": "x"}).status_code == 404
    client.post(url(made), {"act": "ask", "question": "哪一年？"})
    assert Nomination.objects.get().state == NominationState.NEEDS_INFO
    assert "哪一年？" in client.get(url(made)).content.decode()


@pytest.mark.django_db
def test_a_proposal_can_be_returned_and_duplicates_joined_at_the_desk() -> None:
    where = open_category()
    first, second = nominated(where), nominated(where)
    client = browser()
    assert "疑似同一推荐对象" in client.get(url(first)).content.decode()
    client.post(url(first), {"act": "propose", "outcome": "rejected", "reason": "不符"})
    client.post(url(first), {"act": "return", "decision": Decision.objects.get().pk})
    assert Decision.objects.get().is_confirmed is False
    client.post(url(second), {"act": "join", "into": first.submission.public_id})
    assert Nomination.objects.get(pk=second.pk).joined_to == first
    for one, other in ((first, second), (second, first)):
        assert other.submission.number in client.get(url(one)).content.decode()


@pytest.mark.django_db
def test_a_round_moves_by_its_table_at_the_desk() -> None:
    round_, _category = open_category()
    desk, client = reverse("nominations:round", args=[round_.pk]), browser()
    assert client.post(desk, {"to": "judging"}).status_code == 302
    assert Round.objects.get().state == RoundState.COLLECTING
    assert client.post(desk, {"to": "somewhere"}).status_code == 404
    assert client.post(desk, {"to": "announced"}).status_code == 302
    assert Round.objects.get().state == RoundState.COLLECTING
    viewer = reviewer()
    viewer.user_permissions.remove(viewer.user_permissions.get(codename="change_round"))
    assert browser(viewer).post(desk, {"to": "first_review"}).status_code == 404
    assert "first_review" not in browser(viewer).get(desk).content.decode()


@pytest.mark.django_db
def test_the_printed_sheet_has_the_nominee_and_not_the_nominator() -> None:
    page = browser().get(url(nominated(), "sheet"))
    text = page.content.decode()
    assert [word for word in (GOOD["name"], GOOD["deeds"], "文明办意见") if word not in text] == []
    assert [planted for planted in NOMINATOR.values() if planted in text] == []
    assert page["Cache-Control"].startswith("no-store, private")


@pytest.mark.django_db
def test_evidence_is_a_download() -> None:
    made = nominated()
    content = b"%PDF-1.4 sample"
    take_whole(kind=NOMINATION, upload=SimpleUploadedFile("证明<b>.pdf", content))
    IntakeFile.objects.update(submission=made.submission)
    file = IntakeFile.objects.get(state=FileState.COMPLETE)
    assert "证明&lt;b&gt;.pdf" in browser().get(url(made)).content.decode()
    address = reverse("nominations:file", args=[made.submission.public_id, file.public_id])
    response = browser().get(address)
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined] # a download streams
    assert response["Content-Type"] == "application/octet-stream"


@pytest.mark.django_db
def test_no_public_page_names_nominator_or_nominee(client: Client) -> None:
    made = nominated(nominee_contact="13955550777", guardian="样例监护", age="minor")
    link = made.submission.link_token.reveal()
    pages = [
        client.get(address).content.decode()
        for address in (reverse("nominate"), reverse("nominate-form"), reverse("intake-link", args=[link]))
    ]
    planted = (*NOMINATOR.values(), "13955550777", "样例监护", GOOD["deeds"])
    assert [word for word in planted if word in "".join(pages)] == []
    assert GOOD["name"] not in pages[0] + pages[1]


@pytest.mark.django_db(transaction=True)
def test_fifty_nominations_at_once_with_repeated_presses_are_fifty() -> None:
    where = open_category()
    keys = [uuid.uuid4() for _ in range(PEOPLE)]

    def press(key: uuid.UUID) -> str:
        try:
            return submit(kind=NOMINATION, key=key, cleaned={**GOOD, **NOMINATOR, "category": where}).number
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(press, keys * PRESSES))
    assert [numbers[i::PEOPLE] for i in range(PEOPLE)] == [[numbers[i]] * PRESSES for i in range(PEOPLE)]
    assert (len(set(numbers)), Submission.objects.count(), Nomination.objects.count()) == (PEOPLE, PEOPLE, PEOPLE)
