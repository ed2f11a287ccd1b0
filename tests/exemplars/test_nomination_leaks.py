"""What must never leak is planted, and then every public address is walked."""

import re
import uuid
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from exemplars.domain.honours import revoke_honour
from exemplars.enums import CheckOpinion, HonourState
from exemplars.forms.lists import take_list
from exemplars.intake_kinds import OBJECTION, SUPPORT
from exemplars.models import Honour
from foundation.intake.domain.submitting import submit
from tests.exemplars.asking import answered, asked, shortlisted
from tests.exemplars.nominating import DEEDS, nominated, open_category, reviewer, under_notice
from tests.exemplars.test_lists import row, sheet, unit_list
from tests.factories.exemplars import exemplar, honour

pytestmark = pytest.mark.django_db
HREF = re.compile(r'(?:href|src|action)="([^"#]+)|<loc>([^<]+)|<id>([^<]+)')
MOST_PAGES = 250
PLANTED = {
    "nominator's name": "匿名植入甲",
    "nominator's telephone": "13955551001",
    "nominator's e-mail": "leak1001@example.cn",
    "nominee's telephone": "13955551002",
    "guardian": "监护植入乙13955551003",
    "school class": "五年级3班",
    "minor's full name": "童样植",
    "account": "植入的事迹不得外泄",
    "objector's name": "异议植入丙",
    "objector's telephone": "13955551004",
    "objection": "植入的异议内容不得外泄",
    "office's answer": "植入的复函意见不得外泄",
    "who sends a list": "报送植入丁",
    "revoked honour": "已撤销植入奖",
    "unread message": "未经审看的植入寄语",
}
ALWAYS = (
    "/",
    "/exemplars/",
    "/honours/",
    "/honours/statistics/",
    "/nominate/",
    "/nominate/form/",
    "/notices/",
    "/notices/objection/",
    "/lookup/",
    "/lookup/resend/",
    "/feeds/all.xml",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
)


def plant() -> None:
    """Put into the site everything that nobody may see."""
    contact = {
        "contact_name": PLANTED["nominator's name"],
        "contact_phone": PLANTED["nominator's telephone"],
        "contact_email": PLANTED["nominator's e-mail"],
    }
    minor = {
        "name": PLANTED["minor's full name"],
        "age": "minor",
        "guardian": PLANTED["guardian"],
        "deeds": f"{PLANTED['account']}，{PLANTED['school class']}的他救起同伴。",
        "unit": f"澄川小学{PLANTED['school class']}",
        "nominee_contact": PLANTED["nominee's telephone"],
    }
    letter = asked(shortlisted())
    answered(letter, opinion=CheckOpinion.OBJECTS, answer=PLANTED["office's answer"])
    nominated(open_category(call="寻找身边的好人"), **minor, **contact)
    made = under_notice(open_category(), **minor, **contact)
    submit(
        kind=OBJECTION,
        key=uuid.uuid4(),
        cleaned={
            "about": made,
            "statement": PLANTED["objection"],
            "contact_name": PLANTED["objector's name"],
            "contact_phone": PLANTED["objector's telephone"],
        },
    )
    wanted = unit_list()
    sender = {"contact_name": PLANTED["who sends a list"], "contact_phone": PLANTED["nominator's telephone"]}
    assert [answer.taken for answer in take_list(unit_list=wanted, data=sheet(row(wanted)), contact=sender)] == [True]
    page = exemplar()
    honour(page)
    taken_back = honour(page, programme=made.round.programme, document_number=PLANTED["revoked honour"])
    revoke_honour(honour=taken_back, reason="查实不符", actor=reviewer())
    assert Honour.objects.get(pk=taken_back.pk).state == HonourState.REVOKED
    submit(kind=SUPPORT, key=uuid.uuid4(), cleaned={"exemplar": page, "text": PLANTED["unread message"]})


def walk(client: Client) -> dict[str, str]:
    """Return the text of every address that a stranger reaches, by address."""
    asked_for = [f"/search/?q={quote(word)}" for word in (*PLANTED.values(), DEEDS)]
    waiting = [*ALWAYS, *asked_for, *(f"/api{address}" for address in asked_for)]
    pages: dict[str, str] = {}
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.pop(0)
        if address in pages or address.startswith(("/static/", "/admin/", "/uploads/")):
            continue
        answer = client.get(address, follow=True)
        kind = answer["Content-Type"]
        text = (
            answer.content.decode(errors="replace")
            if not answer.streaming and kind.startswith(("text/", "application/"))
            else ""
        )
        pages[address] = text if "pdf" not in kind else ""
        for found in HREF.findall(pages[address]):
            url = urlsplit(next(filter(None, found)).replace("&amp;", "&"))
            if url.hostname in (None, "testserver", "localhost", "127.0.0.1") and url.path.startswith("/"):
                waiting.append(f"{url.path}?{url.query}" if url.query else url.path)
    return pages


def test_nothing_that_was_planted_is_on_any_public_address(client: Client) -> None:
    plant()
    pages = walk(client)
    assert [address for address in ALWAYS if not pages[address]] == []
    assert len(pages) > 40
    # The search page repeats what was asked for: there the question itself is no leak.
    found = [
        (name, address)
        for name, secret in PLANTED.items()
        for address, text in pages.items()
        if secret in text and secret not in unquote(unquote(address))
    ]
    assert found == []


def test_search_finds_nothing_that_was_planted(client: Client) -> None:
    plant()
    answers = {
        name: client.get("/api/search/", {"q": secret}).json() for name, secret in PLANTED.items() if secret.strip()
    }
    assert {name: answer["total"] for name, answer in answers.items() if answer["total"]} == {}


def test_the_walk_would_find_a_leak(client: Client) -> None:
    nominated(open_category(call=PLANTED["account"]))
    assert PLANTED["account"] in walk(client)[reverse("nominate")]
