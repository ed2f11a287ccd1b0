"""What expired, was withdrawn or never published is on no hub, in no feed, in no cache."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import PageViewRestriction

from campaigns.models import CampaignPage
from campaigns.queries.hub_sections import sections_of
from exemplars.domain.consents import withdraw_consent
from exemplars.enums import ConsentScope
from media.enums import Consent
from news.domain import withdraw_article
from search.models import Document
from tests.factories import news as make
from tests.factories.campaigns import hub, psa
from tests.factories.exemplars import exemplar, honour
from tests.factories.foundation import TopicFactory
from tests.factories.media import PictureFactory

DAY = dt.timedelta(days=1)
SECRET = "不得见人"


def whole(page: CampaignPage) -> str:
    """Return everything a reader can fetch of the hub: its page, its feed, and the lists that lead to it."""
    client = Client()
    paths = (
        page.path_on_site(),
        f"/feeds/campaigns/{page.number_id}.xml",
        "/campaigns/",
        "/",
        "/sitemap-documents.xml",
    )
    return "".join(client.get(path).content.decode() for path in paths)


def everywhere(key: int) -> list[tuple[str, dict[str, Any]]]:
    """Return sections that name a page wherever a page can be named."""
    return [
        ("curated", {"style": "stories", "stories": [{"page": key, "title": SECRET}]}),
        ("curated", {"style": "pictures", "stories": [{"page": key, "title": ""}]}),
        ("timeline", {"moments": [{"day": "2026-01-01", "title": "事", "page": key}]}),
        ("figures", {"figures": [{"label": "数", "value": "1", "article": key}]}),
        ("documents", {"documents": [{"title": "件", "page": key}]}),
        ("psas", {"psas": [key], "count": 4}),
        ("exemplars", {"exemplars": [key]}),
    ]


def embargoed() -> Any:
    return make.article(title=SECRET, embargo_until=timezone.now() + DAY)


def behind_a_password() -> Any:
    article = make.article(title=SECRET)
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    return article


def retracted() -> Any:
    article = make.article(title=SECRET)
    withdraw_article(article=article, actor=None)
    return article


def with_withdrawn_consent() -> Any:
    person = exemplar(name=SECRET)
    withdraw_consent(exemplar=person, scopes=(ConsentScope.NAME,), actor=None)
    return person


def whose_time_is_over() -> Any:
    person = exemplar(name=SECRET)
    person.expire_at = timezone.now() - DAY
    person.save()
    return person


def expired_ad() -> Any:
    return psa(title=SECRET, valid_until=timezone.localdate() - DAY)


def ad_with_lost_rights() -> Any:
    return psa(title=SECRET, master=PictureFactory.create(consent=Consent.WITHDRAWN))


HIDDEN: tuple[Callable[[], Any], ...] = (
    lambda: make.draft(title=SECRET),
    embargoed,
    behind_a_password,
    retracted,
    with_withdrawn_consent,
    whose_time_is_over,
    expired_ad,
    lambda: psa(title=SECRET, valid_from=timezone.localdate() + DAY),
    lambda: psa(title=SECRET, live=False),
    ad_with_lost_rights,
)


@pytest.mark.django_db
@pytest.mark.parametrize("make_hidden", HIDDEN, ids=range(len(HIDDEN)))
def test_what_readers_may_not_see_is_nowhere_on_a_hub(make_hidden: Callable[[], Any]) -> None:
    page = make_hidden()

    shown = hub(sections=everywhere(page.pk))

    assert SECRET not in whole(shown)
    assert page.get_url_parts()[2] not in whole(shown)
    assert SECRET not in Document.objects.get(kind="campaign").text


@pytest.mark.django_db
def test_a_withdrawal_shows_at_the_next_reading() -> None:
    topic = TopicFactory(slug="warm")
    article, ad, person = make.article(title="某稿", topics=[topic]), psa(title="某广告"), exemplar(name="样例乙芳")
    honour(person)
    page = hub(
        sections=[
            *everywhere(article.pk),
            *everywhere(ad.pk),
            *everywhere(person.pk),
            ("automatic", {"topic": str(topic.pk), "count": 4}),
        ]
    )
    before = whole(page)
    assert [before.count(name) > 0 for name in ("某稿", "某广告", "样例乙芳")] == [True, True, True]

    withdraw_article(article=article, actor=None)
    ad.valid_until = timezone.localdate() - DAY
    ad.save()
    withdraw_consent(exemplar=person, scopes=(ConsentScope.NAME,), actor=None)

    after = whole(page)
    assert [name for name in ("某稿", "某广告", "样例乙芳") if name in after] == []


@pytest.mark.django_db
def test_no_cache_keeps_a_hub_or_its_feed(client: Client) -> None:
    page = hub(sections=[("exemplars", {"exemplars": [exemplar().pk]})])

    for path in (page.path_on_site(), f"/feeds/campaigns/{page.number_id}.xml"):
        answer = client.get(path)
        assert answer["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer["Vary"]


@pytest.mark.django_db
def test_a_portrait_goes_with_its_consent_and_a_key_visual_with_its_right() -> None:
    person = exemplar(name="样例丙", portrait=PictureFactory.create(title="portrait"), unit="某学校")
    visual = PictureFactory.create(valid_to=timezone.localdate() - DAY, credit_line="某摄影者", caption="某说明")
    page = hub(key_visual=visual, sections=[("exemplars", {"exemplars": [person.pk]})])
    withdraw_consent(exemplar=person, scopes=(ConsentScope.PHOTO, ConsentScope.UNIT), actor=None)

    text = Client().get(page.path_on_site()).content.decode()

    assert "样例丙" in text
    assert "某学校" not in text
    assert "portrait-drawn" in text
    assert "某摄影者" not in text
    assert "某说明" not in text
    assert Document.objects.get(kind="campaign").picture is None


@pytest.mark.django_db
def test_a_hub_behind_a_password_is_in_no_list_and_its_feed_is_shut() -> None:
    article = make.article()
    page = hub(title=SECRET, sections=[("curated", {"stories": [{"page": article.pk}]})])
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client = Client()

    assert client.get(page.path_on_site()).status_code == 302
    assert client.get(f"/feeds/campaigns/{page.number_id}.xml").status_code == 404
    for path in ("/", "/campaigns/", article.path_on_site()):
        assert SECRET not in client.get(path).content.decode()


@pytest.mark.django_db
def test_words_of_editors_cannot_break_out_of_the_page(client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    page = hub(
        title=evil,
        theme=evil,
        slogan=evil,
        organisers=evil,
        sections=[
            ("timeline", {"heading": evil, "moments": [{"day": "2026-01-01", "title": evil, "text": evil}]}),
            ("figures", {"figures": [{"label": evil, "value": "1", "unit": evil[:10]}]}),
            ("documents", {"documents": [{"title": evil, "issuer": evil, "url": "javascript:alert(1)"}]}),
        ],
    )

    text = client.get(page.path_on_site()).content.decode() + client.get("/campaigns/").content.decode()

    assert "<script>alert" not in text
    assert 'href="javascript:' not in text


class TestEveryInstant(TestCase):
    """No instant shows an ad outside its days."""

    @given(
        first=st.none() | st.integers(-5, 5),
        length=st.none() | st.integers(0, 5),
        hours=st.integers(-200, 200),
    )
    def test_an_ad_is_on_a_hub_exactly_while_its_days_hold(
        self, first: int | None, length: int | None, hours: int
    ) -> None:
        today = timezone.localdate()
        start = None if first is None else today + first * DAY
        end = None if length is None else (start or today) + length * DAY
        page = hub(sections=[("psas", {"psas": [psa(valid_from=start, valid_until=end).pk], "count": 1})])
        moment = timezone.now() + dt.timedelta(hours=hours)
        day = timezone.localdate(moment)

        shown = bool(sections_of(page, moment))

        assert shown is ((start is None or start <= day) and (end is None or day <= end))
