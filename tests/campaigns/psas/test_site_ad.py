"""The ad at the top of every public page: there, valid, the same for everybody, at a constant cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from campaigns.models import PsaPage
from campaigns.queries.gallery import public_psas
from campaigns.queries.site_slot import ad_of_the_moment, slots_of
from campaigns.rules.days import HERE
from search.models import Document
from tests.factories import news as make
from tests.factories.campaigns import psa, psa_library
from tests.factories.media import PictureFactory, RecordingFactory
from tests.properties import ONE_DATABASE

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 7, 1)
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=HERE)


def at(text: str) -> dt.datetime:
    """Return a moment in China."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HERE)


def shown(client: Client, path: str) -> bool:
    """Tell whether the page has an ad with a picture, a text for it and a way to the ad's page, once."""
    html = client.get(path).content.decode()
    return html.count('class="site-ad frame"') == 1 and 'class="site-ad-link" href="/psa/' in html


def test_every_public_page_shows_it_without_a_script(client: Client) -> None:
    picture = PictureFactory.create(description="海报：一只盛着谷粒的碗")
    ad = psa(master=picture, wording="粒粒皆辛苦")
    article = make.article()
    paths = ["/", article.path_on_site(), str(article.get_parent().url), "/psa/", ad.path_on_site(), "/editions/"]
    paths += ["/search/", "/search/?q=食", "/corrections/", "/report-error/", "/nominate/", "/d/", "/contests/"]

    assert [path for path in paths if not shown(client, path)] == []
    html = client.get("/").content.decode()
    assert f'href="{ad.path_on_site()}"' in html
    assert "海报：一只盛着谷粒的碗" in html


def test_on_a_form_it_follows_what_people_came_for(client: Client) -> None:
    psa(master=PictureFactory.create())

    def comes_first(path: str) -> bool:
        html = client.get(path).content.decode()
        return html.index('class="site-ad frame"') < html.index("<main")

    assert [comes_first(path) for path in ("/", "/contests/", "/report-error/", "/d/", "/psa/offer/")] == [
        *[True] * 2,
        *[False] * 3,
    ]


def test_it_costs_the_same_with_one_ad_and_with_three(client: Client) -> None:
    article = make.article()
    psa(master=PictureFactory.create())
    paths = ("/", article.path_on_site(), str(article.get_parent().url))

    def queries() -> list[int]:
        found = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                client.get(path)
            found.append(len(caught))
        return found

    one = queries()
    psa(master=PictureFactory.create(), category="文明交通")
    psa(master=PictureFactory.create(), recording=RecordingFactory.create())
    assert queries() == one


@override_settings(FURNITURE_SECONDS=60)
def test_once_known_it_costs_no_query_and_a_change_shows_at_once(django_capture_on_commit_callbacks: object) -> None:
    ad = psa(master=PictureFactory.create())
    assert ad_of_the_moment() == ad
    with CaptureQueriesContext(connection) as caught:
        assert ad_of_the_moment() == ad
    assert len(caught) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] # pytest-django's own
        ad.unpublish()
    assert ad_of_the_moment() is None


@override_settings(FURNITURE_SECONDS=60)
def test_what_is_kept_is_judged_by_its_dates_each_time() -> None:
    day = FIRST
    psa(title="到今天", valid_until=day, first_published_at=LONG_AGO)
    psa(title="明天起", valid_from=day + DAY, first_published_at=LONG_AGO)

    titles = [ad_of_the_moment(at(f"2026-07-{clock}")) for clock in ("01T23:59:59", "02T00:00:00")]
    assert [ad.title for ad in titles if ad] == ["到今天", "明天起"]


def test_an_ad_that_goes_at_noon_leaves_its_place_to_another() -> None:
    psa(title="中午撤下", expire_at=at("2026-07-01T12:00:00"), first_published_at=LONG_AGO)
    psa(title="一直", first_published_at=LONG_AGO)

    def titles(hour: int) -> set[str]:
        moments = [at("2026-07-01T00:00:00") + dt.timedelta(hours=hour, minutes=minute) for minute in (0, 30)]
        return {ad.title for moment in moments if (ad := ad_of_the_moment(moment))}

    assert titles(9) == {"中午撤下", "一直"}
    assert titles(12) == {"一直"}


def test_what_readers_may_not_see_does_not_stand_there() -> None:
    psa(live=False)
    psa(weight=0)
    psa(master=PictureFactory.create(valid_to=timezone.localdate() - DAY))
    psa(recording=RecordingFactory.create(valid_to=timezone.localdate() - DAY))
    hidden = psa()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert ad_of_the_moment() is None
    assert {slot.psa for slot in slots_of(timezone.localdate())} == {None}


def test_the_day_is_full_from_six_to_midnight_and_the_night_as_well() -> None:
    psa(first_published_at=LONG_AGO)
    slots = slots_of(FIRST)

    assert (len(slots), slots[0].starts, slots[-1].starts) == (36, at("2026-07-01T06:00:00"), at("2026-07-01T23:30:00"))
    assert [slot for slot in slots if slot.psa is None or ad_of_the_moment(slot.starts) != slot.psa] == []
    assert ad_of_the_moment(at("2026-07-01T03:00:00")) is not None


spans = st.tuples(st.none() | st.integers(-3, 9), st.none() | st.integers(0, 12))


@given(
    lives=st.lists(st.tuples(spans, spans, spans), min_size=1, max_size=4),
    minutes=st.lists(st.integers(0, 9 * 1440), min_size=1, max_size=12),
)
@settings(ONE_DATABASE, max_examples=40)
def test_no_surface_shows_an_expired_ad_at_any_instant(
    lives: list[tuple[tuple[int | None, int | None], ...]], minutes: list[int]
) -> None:
    PsaPage.objects.all().delete()
    psa_library()
    for (start, end), (opens, closes), (_unused, rights) in lives:
        first, last = sorted_days(start, end)
        go_live, expire = sorted_days(opens, closes)
        psa(
            valid_from=first,
            valid_until=last,
            go_live_at=None if go_live is None else dt.datetime.combine(go_live, dt.time(9, 10), HERE),
            expire_at=None if expire is None else dt.datetime.combine(expire, dt.time(16, 50), HERE),
            master=None if rights is None else PictureFactory.create(valid_to=FIRST + rights * DAY),
            first_published_at=LONG_AGO,
        )
    for minute in minutes:
        now = dt.datetime.combine(FIRST, dt.time(0), HERE) + dt.timedelta(minutes=minute)
        valid = {ad.pk for ad in PsaPage.objects.all() if is_valid(ad, now)}
        ad = ad_of_the_moment(now)
        assert ad is None or ad.pk in valid
        assert (ad is None) is (not valid)
        assert {each.pk for each in PsaPage.objects.showable(now)} == valid
        assert {each.pk for each in PsaPage.objects.all() if each.is_showable(now)} == valid
        assert {each.pk for each in public_psas(now)} == valid
        documents = Document.objects.visible(now).filter(kind="psa")
        assert {int(each.object_key) for each in documents} <= valid


def sorted_days(start: int | None, end: int | None) -> tuple[dt.date | None, dt.date | None]:
    """Return two days in order, counted from the first of July."""
    if start is not None and end is not None and end < start:
        start, end = end, start
    first, last = (None if each is None else FIRST + each * DAY for each in (start, end))
    return first, last


def is_valid(ad: PsaPage, now: dt.datetime) -> bool:
    """Tell the same in other words: nothing of it begins later, nothing has ended."""
    day = now.date()
    ends = [each for each in (ad.valid_until, ad.master.valid_to if ad.master else None) if each is not None]
    begun = (ad.valid_from is None or day >= ad.valid_from) and (ad.go_live_at is None or now >= ad.go_live_at)
    return begun and all(day <= each for each in ends) and (ad.expire_at is None or now < ad.expire_at)
