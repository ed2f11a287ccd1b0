"""Numbers of twenty digits, NUL, halves of characters and markup in every query and hidden field: no fault of ours."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.contests.models import Contest
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp

pytestmark = pytest.mark.django_db
VALUES = (
    "9" * 20,
    "-1",
    "²٣",
    "a\0b",
    "\udfff𠮷",
    "\u202e../'\";--<script>alert(1)</script>%s%(x)d{0}" + "x" * 3000,
)
HIDDEN = (
    "stamp", "draft", "contest", "work", "change", "picture", "caption", "action", "proof", "group", "genre", "hand_in",
    "drop_files", "is_minor", "ai_used", "postcode", "contact_email", "contact_phone", "csrfmiddlewaretoken",
)  # fmt: skip
ACTIONS = ("send", "save", "read", "drop:x", "up:1", "out:1")


def spelled(value: str) -> str:
    """Return a value as a query may hold it, halves of characters too."""
    return quote(value.encode("utf-8", "surrogatepass"))


@pytest.fixture
def contest() -> Contest:
    """Return a competition that asks for all there is to ask."""
    asked = ["email", "address", "postcode", "unit", "pen_name"]
    return make_contest(kind="both", groups=("少年组",), genres=["散文"], asked=asked, ai_policy="declare")


@pytest.mark.parametrize("value", VALUES)
def test_no_query_breaks_a_page(contest: Contest, value: str) -> None:
    client, given = Client(raise_request_exception=False), spelled(value)
    asked = [
        *(f"{reverse('entry')}?{name}={given}" for name in ("contest", "work", "draft", "change")),
        f"{reverse('entry')}?contest={contest.slug}&work={given}",
        *(f"{reverse('contests')}?{name}={given}" for name in ("page", "state")),
        *(f"{reverse('report-error')}?{name}={given}" for name in ("page", "place")),
        *(f"{reverse('offer-psa')}?{name}={given}" for name in ("category", "occasion")),
        *(f"{reverse('report-damage')}?{name}={given}" for name in ("code", "p")),
        *(f"{reverse('nominate-form')}?{name}={given}" for name in ("category", "round", "programme")),
        *(f"{reverse('support-form')}?{name}={given}" for name in ("exemplar", "to")),
        *(f"{reverse('objection-form')}?{name}={given}" for name in ("about", "notice")),
        f"{reverse('intake-lookup')}?number={given}",
        f"{reverse('reading_mode', args=['elder'])}?next={given}",
    ]
    assert [(each, status) for each in asked if (status := client.get(each).status_code) >= 500] == []


@pytest.mark.parametrize("value", VALUES)
def test_no_hidden_field_breaks_the_form(contest: Contest, value: str) -> None:
    faults = []
    for name in HIDDEN:
        group, seal = str(contest.groups.get().pk), stamp("entry", age=100)
        good = {**FORM, "contest": contest.slug, "group": group, "stamp": seal}
        body = "&".join(f"{key}={spelled(each)}" for key, each in {**good, name: value}.items())
        for address in (reverse("entry"), reverse("entry-autosave")):
            page = Client(raise_request_exception=False).post(address, body, "application/x-www-form-urlencoded")
            faults += [(name, address, page.status_code)] if page.status_code >= 500 else []
    assert faults == []


@pytest.mark.parametrize("value", VALUES)
def test_no_look_up_and_no_file_is_broken_by_what_is_asked(contest: Contest, value: str) -> None:
    client, given = Client(raise_request_exception=False), spelled(value)
    posts = [
        (reverse("intake-lookup"), f"number={given}&code={given}"),
        (reverse("intake-resend"), f"number={given}&tail={given}"),
        *((reverse("entry"), f"action={action}&stamp={given}&contest={contest.slug}") for action in ACTIONS),
        (reverse("offer-psa"), f"stamp={stamp('psa-offer', age=100)}&category={given}&psa_kind={given}&unit={given}"),
        (reverse("report-damage"), f"stamp={stamp('damage-report', age=100)}&code={given}&what={given}"),
        (reverse("support-form"), f"stamp={stamp('support', age=100)}&exemplar={given}&text={given}"),
        (reverse("nominate-form"), f"stamp={stamp('nomination', age=100)}&category={given}&age={given}"),
        (reverse("objection-form"), f"stamp={stamp('objection', age=100)}&about={given}&statement={given}"),
    ]
    kind = "application/x-www-form-urlencoded"
    faults = [address for address, body in posts if client.post(address, body, kind).status_code >= 500]
    for said in ('{"name": "a", "size": %s}', '{"name": "%s", "size": 5}', "%s", '[{"name": 1}]', '{"size": 1e999}'):
        asked = said.replace("%s", value.encode("utf-8", "surrogatepass").decode("latin-1"))
        data = asked.encode("utf-8")
        answer = client.post(reverse("entry-files"), data, "application/json", headers={"X-Draft": "x" * 90})
        faults += [said] if answer.status_code >= 500 else []
    assert faults == []
