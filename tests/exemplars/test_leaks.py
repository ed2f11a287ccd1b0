"""What must not be told is planted, and every public address is walked: pages, links on them, feeds, sitemaps, API."""

import html
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from exemplars.domain.consents import withdraw_consent
from exemplars.domain.honours import revoke_honour
from exemplars.domain.people import create_exemplar_draft, publish_exemplar
from exemplars.enums import ConsentScope, SubjectKind
from exemplars.models import ExemplarPage, Round
from media.domain.renditions import make
from media.models import Picture
from tests.exemplars.nominating import NOMINATOR, under_notice
from tests.exemplars.test_notices import OBJECTOR, objected
from tests.factories.exemplars import ProgrammeCategoryFactory, ProgrammeFactory, consent, exemplar, honour
from tests.factories.foundation import RegionFactory
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db

SEEDS = (
    "/",
    "/exemplars/",
    "/honours/",
    "/honours/?q=%E6%A0%B7%E4%BE%8B",
    "/honours/?q=3%E5%8F%B7",
    "/honours/statistics/",
    "/notices/",
    "/nominate/",
    "/regions/990100/",
    "/regions/990102/",
    "/feeds/all.xml",
    "/feeds/exemplars.xml",
    "/sitemap.xml",
    "/sitemap-lists.xml",
    "/sitemap-documents.xml",
    "/news-sitemap.xml",
    "/search/?q=%E6%A0%B7%E4%BE%8B",
    "/search/?q=%E6%A0%B7%E4%BE%8B&kind=exemplar",
    "/api/search/?q=%E6%A0%B7%E4%BE%8B",
    "/api/search/?q=%E6%A0%B7%E4%BE%8B&kind=exemplar",
    "/robots.txt",
)
LINK = re.compile(r"""(?:href|src|action)="([^"]+)"|<(?:loc|id)>([^<]+)</|"url": ?"([^"]+)\"""")
PASSED_OVER = ("/static/", "/admin/", "/uploads/", "/report-error/")
MOST_PAGES = 250


def walked(client: Client, *more: str) -> dict[str, str]:
    """Return what every public address says that can be reached from the seeds, by address."""
    said: dict[str, str] = {}
    waiting = [*SEEDS, *more]
    while waiting and len(said) < MOST_PAGES:
        address = waiting.pop(0)
        if address in said:
            continue
        answer = client.get(address, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        said[address] = body.decode(errors="replace")
        for found in LINK.findall(said[address]):
            parts = urlsplit(urljoin(f"http://testserver{address}", html.unescape("".join(found))))
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if parts.scheme == "http" and not path.startswith(PASSED_OVER):
                waiting.append(path)
    return said


def where(said: dict[str, str], secret: str) -> list[str]:
    """Return the addresses that tell the secret."""
    return [address for address, text in said.items() if secret in text]


def files_of(picture: Picture) -> list[str]:
    return [row.file.name for row in picture.renditions.all()]


def test_what_was_revoked_or_withdrawn_is_told_nowhere(client: Client) -> None:
    city = RegionFactory(code="990100", name="澄川市", path="")
    region = RegionFactory(code="990102", name="霁湖区", parent=city)
    programme = ProgrammeFactory(name="澄川好人")
    category = ProgrammeCategoryFactory(programme=programme, name="助人为乐")
    revoked = ProgrammeFactory(name="撤销样例项目")
    portrait, blocked = PictureFactory(), PictureFactory()
    make(portrait)
    make(blocked)
    gone = exemplar(name="离样例", unit="离开样例厂", portrait=portrait, regions=[region], citation="离开的颁奖词。")
    faceless = exemplar(name="面样例", portrait=blocked, regions=[region])
    stays = exemplar(name="留样例", unit="隐去样例厂", regions=[region])
    for page in (gone, faceless, stays):
        honour(page, programme=programme, category=category, document_number="样发3号")
    taken = honour(stays, programme=revoked, document_number="撤发3号", year=2025)
    ended = exemplar(name="止样例", regions=[region], scopes=(ConsentScope.PHOTO,), subject=SubjectKind.GROUP)
    honour(ended, programme=programme)
    paths = [page.path_on_site() for page in (gone, faceless, stays, ended)]
    secrets = ("离样例", "离开样例厂", "离开的颁奖词", "隐去样例厂", "撤销样例项目", "撤发3号", "止样例")
    pictures = [*files_of(portrait), *files_of(blocked)]
    before = walked(client, *paths)
    assert [secret for secret in secrets if not where(before, secret)] == []
    assert any(where(before, name) for name in pictures)
    assert {"/honours/", "/feeds/exemplars.xml", "/regions/990102/", paths[0]} <= set(where(before, "离样例"))

    revoke_honour(honour=taken, reason="材料不实之样例", actor=None)
    withdraw_consent(exemplar=gone, scopes=[ConsentScope.NAME], actor=None)
    withdraw_consent(exemplar=faceless, scopes=[ConsentScope.PHOTO], actor=None)
    withdraw_consent(exemplar=stays, scopes=[ConsentScope.UNIT], actor=None)
    ExemplarPage.objects.get(pk=ended.pk).unpublish()

    # Words that would find them, but short of the secrets themselves: a page repeats what was asked.
    asked = ("/honours/?q=%E7%A6%BB%E6%A0%B7", "/search/?q=%E6%92%A4%E9%94%80%E6%A0%B7%E4%BE%8B", "/honours/?year=2025")
    after = walked(client, *paths, *asked)
    found = {secret: where(after, secret) for secret in (*secrets, "材料不实之样例", *pictures)}
    assert {secret: told for secret, told in found.items() if told} == {}
    assert where(after, "留样例")


def test_nominators_objectors_and_a_child_s_class_are_told_nowhere(client: Client) -> None:
    RegionFactory(code="990100", name="澄川市", path="")
    page = exemplar(name="童样例", is_minor=True, unit="澄川样例小学")
    honour(page)
    hidden = create_exemplar_draft(
        name="未样例", subject=SubjectKind.PERSON, actor=None, is_minor=True, unit="澄川样例小学三年级2班"
    )
    honour(hidden)
    consent(hidden)
    with pytest.raises(ValidationError):
        publish_exemplar(exemplar=hidden, actor=None)
    made = under_notice(name="推样例")
    objected(made)
    Round.objects.filter(pk=made.round_id).update(notice_starts_on=timezone.localdate() - timedelta(days=2))

    said = walked(client, page.path_on_site(), hidden.path_on_site(), f"/notices/{made.round_id}/")

    secrets = ("三年级2班", "未样例", *NOMINATOR.values(), *OBJECTOR.values(), made.deeds)
    assert {secret: where(said, secret) for secret in secrets if where(said, secret)} == {}
    assert where(said, "童样例")
    assert where(said, "推样例")
