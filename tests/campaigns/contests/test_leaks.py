"""Nothing of a submission gets out: planted values are looked for in pages, documents, feeds, tables, caches, logs."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from campaigns.contests.domain.entries import move_entry
from campaigns.contests.domain.inbound_mails import read_mail
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.enums import EntryState
from campaigns.contests.models import Entry
from foundation.intake.domain.drafts import save_draft
from foundation.intake.kinds import get_kind
from foundation.models import AuditLine
from search.models import Document
from tests.factories.contests import InboundMailFactory, make_contest, make_contest_page, send_piece
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import stamp

pytestmark = pytest.mark.django_db
PLANTED = {
    "name": "种植甲龘",
    "pen": "种植笔名",
    "phone": "13912345678",
    "email": "planted@leak.example",
    "address": "种植路七号",
    "unit": "种植学校",
    "guardian": "种植家长",
    "teacher": "种植老师",
    "title": "种植标题",
    "text": "种植正文一句",
    "reason": "种植理由",
    "subject": "种植主题",
    "draft": "种植草稿",
    "typed": "种植错填",
}
UNSURE = ("/psa/", "/exemplars/", "/editions/")
"""Lists that answer 404 or with nothing as long as nobody has made them."""
WORDS = tuple(PLANTED.values())
CHILD = Person(
    name=PLANTED["name"],
    pen_name=PLANTED["pen"],
    phone=PLANTED["phone"],
    email=PLANTED["email"],
    address=PLANTED["address"],
    unit=PLANTED["unit"],
    is_minor=True,
    consent=Consent(name=PLANTED["guardian"], phone="13987654321"),
)


def leaks(text: str) -> list[str]:
    """Return which planted values stand in a text."""
    return [word for word in (*WORDS, "13987654321") if word in text]


@pytest.fixture
def planted(client: Client) -> str:
    """Plant values in an entry, a mail, a draft and a refused request; returns the path of the public page."""
    contest = make_contest()
    page = make_contest_page(contest)
    teacher = Person(name=PLANTED["teacher"])
    receipt = send_piece(contest, people=(CHILD,), instructor=teacher, title=PLANTED["title"], text=PLANTED["text"])
    entry = Entry.objects.get(submission=receipt.submission)
    user = UserFactory.create()
    move_entry(entry=entry, to=EntryState.RETURNED, actor=user, reason=PLANTED["reason"])
    raw = f"Subject: {PLANTED['subject']}\r\nFrom: {PLANTED['name']} <{PLANTED['email']}>\r\n\r\n{PLANTED['text']}"
    read_mail(mail=InboundMailFactory.create(raw=raw.encode()))
    save_draft(kind=get_kind("entry"), values={"title": PLANTED["draft"]})
    refused = {"contest": "shili", "title": PLANTED["typed"], "stamp": stamp("entry"), "action": "send"}
    client.post(reverse("entry"), refused)
    return page.path_on_site()


def public_addresses(page: str) -> list[str]:
    """Return what anybody may ask for around the competitions, and everything that searches."""
    searches = [f"{base}?q={word}" for base in ("/search/", "/api/search/") for word in WORDS]
    lists = ["/", "/contests/", "/contests/help/", "/contests/send/", "/contests/send/?contest=shili", page]
    feeds = ["/feeds/all.xml", "/sitemap.xml", "/sitemap-documents.xml", "/news-sitemap.xml"]
    return [*lists, *feeds, "/robots.txt", "/healthz", "/psa/", "/exemplars/", "/editions/", *searches]


def test_no_public_page_shows_what_was_planted(planted: str) -> None:
    client = Client()
    found = {}
    for address in public_addresses(planted):
        answer = client.get(address, follow=True)
        shown = answer.getvalue().decode("utf-8", "replace")
        assert address.startswith(UNSURE) or answer.status_code == 200
        for word in WORDS:  # what was asked for is shown back in the search field; nothing else may be
            if f"q={word}" in address:
                shown = shown.replace(word, "")
        if leaked := leaks(shown + str(answer.headers)):
            found[address] = leaked
    assert found == {}


def test_no_document_and_no_index_holds_it(planted: str) -> None:
    rows = [" ".join(str(value) for value in row) for row in Document.objects.values_list()]
    assert Document.objects.filter(kind="contest", url=planted).count() == 1
    assert [leaks(row) for row in rows if leaks(row)] == []
    assert not ReferenceIndex.objects.filter(content_type__app_label="contests", content_type__model="entry").exists()


def test_no_table_holds_contact_in_the_clear(planted: str) -> None:  # noqa: ARG001 - the fixture plants
    """Title, text and reason of a piece stand in its own tables; every contact value is sealed everywhere."""
    secret = ("name", "pen", "phone", "email", "address", "unit", "guardian", "teacher", "subject", "draft", "typed")
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of the database's own tables
            held = "\n".join(str(value) for row in cursor.fetchall() for value in row)
            if leaked := [PLANTED[name] for name in secret if PLANTED[name] in held]:
                found[table] = leaked
    assert found == {}


def test_the_audit_log_holds_keys_only(planted: str) -> None:  # noqa: ARG001 - the fixture plants
    assert [leaks(str(line.detail)) for line in AuditLine.objects.all() if leaks(str(line.detail))] == []


def test_no_log_tells_it(client: Client, caplog: pytest.LogCaptureFixture, planted: str) -> None:
    caplog.set_level(logging.DEBUG)
    form = {"title": PLANTED["title"], "contact_phone": PLANTED["phone"], "contact_name": PLANTED["name"]}
    client.post(reverse("entry"), {**form, "contest": "shili", "stamp": "wrong", "action": "send"})
    client.post("/contests/send/nowhere/", form)
    client.get(planted)
    assert leaks(caplog.text) == []


def test_no_cache_keeps_it(client: Client, planted: str) -> None:
    for address in ("/", "/contests/", planted):
        client.get(address)
    held = b"".join(getattr(cache, "_cache", {}).values())
    assert leaks(held.decode("utf-8", "replace")) == []
    answer = client.get("/contests/send/?contest=shili")
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
