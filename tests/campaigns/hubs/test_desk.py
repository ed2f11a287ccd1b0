"""The desk of hubs: reminders, hubs made from last year's, and the edit form."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from campaigns.domain.hubs import NotThatDayError, open_festival_hub, open_hub, publish_hub, renew_hub
from campaigns.models import CampaignPage, Festival
from campaigns.queries.hub_sections import sections_of
from campaigns.queries.occasions import occasions_due
from campaigns.views.hub_desk import OccasionsPanel
from foundation.models import AuditLine, User
from tests.factories import news as make
from tests.factories.campaigns import hub, hub_index, psa
from tests.factories.foundation import TopicFactory
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 12, 27)
SPRING = dt.date(2027, 2, 6)
"""The Spring Festival that lies 41 days after TODAY."""


@pytest.fixture
def publisher() -> User:
    """Return somebody who may publish."""
    person = make.user(name="签发人")
    person.groups.add(Group.objects.get(name="签发"))
    return person


@pytest.fixture
def desk(client: Client, publisher: User) -> Client:
    """Return the publisher's browser."""
    client.force_login(publisher)
    return client


def spring_of_last_year(**fields: Any) -> CampaignPage:
    values: dict[str, Any] = {
        "title": "我们的节日·春节（2026）",
        "festival": Festival.objects.get(name="春节"),
        "starts_on": dt.date(2026, 2, 2),
        "ends_on": dt.date(2026, 2, 24),
    }
    return hub(**(values | fields))


def test_the_calendar_says_the_next_day_of_each_festival_and_lists_the_nearest_first(client: Client) -> None:
    person = make.user()
    person.is_superuser = True
    person.save()
    client.force_login(person)
    for query in ({}, {"q": "春节"}, {"way": "solar"}):
        page = client.get(reverse("festival:index"), query).content.decode()
        days = re.findall(r"<td[^>]*>\s*(\d{4}-\d\d-\d\d)", page)
        assert (len(days) > 0, "刚刚" in page) == (True, False)
        assert days == sorted(days)
    sorted_by_name = client.get(reverse("festival:index"), {"ordering": "name"})
    assert sorted_by_name.status_code == 200


def panel(user: User, today: dt.date = TODAY) -> str:
    request = RequestFactory().get("/admin/")
    request.user = user
    return str(OccasionsPanel(today).render_html({"request": request}))


def test_near_festivals_are_reminded_of_until_their_hub_is_there() -> None:
    last = spring_of_last_year()
    spring_of_last_year(starts_on=dt.date(2025, 1, 20), ends_on=dt.date(2025, 2, 5))

    due = occasions_due(TODAY)

    assert [(each.festival.name, each.days_left, each.last_hub) for each in due] == [
        ("元旦", 5, None),
        ("除夕", 40, None),
        ("春节", 41, last),
        ("元宵节", 55, None),
    ]
    hub(festival=Festival.objects.get(name="春节"), starts_on=dt.date(2027, 1, 22), live=False)
    Festival.objects.filter(name="除夕").update(is_active=False)
    assert [each.festival.name for each in occasions_due(TODAY)] == ["元旦", "元宵节"]
    assert occasions_due(dt.date(2027, 2, 6))[0].days_left == 14


def test_the_dashboard_says_it_in_a_sentence_to_those_who_may_make_hubs(publisher: User) -> None:
    hub_index()
    spring_of_last_year()
    reader = make.user()
    reader.groups.add(Group.objects.get(name="投放单位"))

    said = " ".join(panel(publisher).split())

    assert "41 天后是春节（2027年2月6日）。 上次的专题：" in said
    assert "我们的节日·春节（2026）" in said
    assert "以上次专题为底新建" in said
    assert "今天是元旦。" in panel(publisher, dt.date(2027, 1, 1))
    assert panel(reader).strip() == ""


def test_without_a_list_of_hubs_nobody_is_reminded(publisher: User) -> None:
    assert panel(publisher).strip() == ""


def test_the_reminder_costs_the_same_with_one_and_with_three(publisher: User) -> None:
    hub_index()
    counts = []
    Festival.objects.exclude(name="春节").update(is_active=False)
    for names in ([], ["除夕", "元宵节"]):
        Festival.objects.filter(name__in=names).update(is_active=True)
        spring_of_last_year(starts_on=dt.date(2026 - len(names), 2, 2))
        panel(publisher)
        with CaptureQueriesContext(connection) as caught:
            panel(publisher)
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_this_years_hub_is_made_from_last_years(publisher: User) -> None:
    article, ad, topic, column = make.article(), psa(), TopicFactory(), make.column()
    last = spring_of_last_year(
        slogan="文明过年",
        organisers="甲单位",
        key_visual=PictureFactory.create(),
        topics=[topic],
        sections=[
            ("curated", {"stories": [{"page": article.pk}]}),
            ("automatic", {"column": column.pk, "from_day": "2026-02-02", "until_day": "2026-02-24", "count": 6}),
            ("timeline", {"moments": [{"day": "2026-02-17", "title": "除夕夜"}]}),
            ("figures", {"figures": [{"label": "数", "value": "1"}]}),
            ("psas", {"psas": [ad.pk], "count": 1}),
            ("documents", {"documents": [{"title": "2026年方案"}]}),
            ("contests", {"contests": ["1"]}),
            ("text", {"text": "<p>怎样参加</p>"}),
        ],
    )

    made = renew_hub(hub=last, day=SPRING, actor=publisher)

    assert (made.title, made.live, made.slogan, made.organisers) == (
        "我们的节日·春节（2027）",
        False,
        "文明过年",
        "甲单位",
    )
    assert (made.starts_on, made.ends_on, made.occasion_on) == (dt.date(2027, 1, 22), dt.date(2027, 2, 13), SPRING)
    assert (made.renewed_from, made.festival, made.key_visual) == (last, last.festival, last.key_visual)
    assert list(made.topics.all()) == [topic]
    values = {block["type"]: block["value"] for block in made.sections.raw_data}
    assert (values["automatic"]["from_day"], values["automatic"]["until_day"]) == ("2027-01-22", "2027-02-13")
    assert [section.kind for section in sections_of(made)] == ["psas", "text"]
    assert [values[kind][name] for kind, name in (("curated", "stories"), ("documents", "documents"))] == [[], []]
    assert renew_hub(hub=last, day=SPRING, actor=publisher) == made
    assert AuditLine.objects.filter(verb="open_hub", subject_id=str(made.pk)).count() == 1
    stored = CampaignPage.objects.get(pk=last.pk)
    assert [len(section.entries) for section in sections_of(stored) if section.kind == "timeline"] == [1]


def test_a_festival_without_a_hub_gets_a_new_one(publisher: User) -> None:
    festival = Festival.objects.get(name="学雷锋纪念日")
    day = dt.date(2027, 3, 5)

    made = open_festival_hub(festival=festival, day=day, index=hub_index(), actor=publisher)

    assert (made.title, made.theme, made.live) == ("学雷锋纪念日（2027）", "", False)
    assert (made.starts_on, made.ends_on) == (dt.date(2027, 3, 1), dt.date(2027, 3, 31))
    with pytest.raises(NotThatDayError):
        open_festival_hub(festival=festival, day=SPRING, index=hub_index(), actor=publisher)
    with pytest.raises(NotThatDayError):
        renew_hub(hub=hub(), day=SPRING, actor=publisher)


def test_who_may_not_add_pages_makes_no_hub() -> None:
    stranger = make.user()

    with pytest.raises(PermissionDenied):
        open_hub(index=hub_index(), actor=stranger, title="题")
    with pytest.raises(PermissionDenied):
        publish_hub(hub=hub(live=False), actor=stranger)
    assert CampaignPage.objects.count() == 1


def test_a_hub_without_a_first_day_is_not_published(publisher: User) -> None:
    page = open_hub(index=hub_index(), actor=publisher, title="题", starts_on=dt.date(2026, 11, 5))
    page.starts_on = None
    page.save_revision(clean=False)

    with pytest.raises(ValidationError):
        publish_hub(hub=page, actor=publisher)
    assert not CampaignPage.objects.get().live


def test_one_button_makes_the_hub_and_opens_its_form(desk: Client) -> None:
    last = spring_of_last_year()
    address = reverse("make_festival_hub", args=(last.festival_id, "2027-02-06"))

    answer = desk.post(address, {"base": "last"})
    again = desk.post(address, {"base": ""})

    made = CampaignPage.objects.get(renewed_from=last)
    assert answer["Location"] == again["Location"] == reverse("wagtailadmin_pages:edit", args=(made.pk,))
    assert desk.get(answer["Location"]).status_code == 200
    blank = reverse("make_festival_hub", args=(Festival.objects.get(name="植树节").pk, "2027-03-12"))
    assert desk.post(blank, {"base": "last"}).status_code == 302
    assert CampaignPage.objects.get(title="植树节（2027）").renewed_from is None


@pytest.mark.parametrize(
    ("name", "day", "status"), [("春节", "2027-02-07", 302), ("春节", "nonsense", 404), ("春节", "2027-13-40", 404)]
)
def test_a_wrong_day_makes_nothing(desk: Client, name: str, day: str, status: int) -> None:
    hub_index()
    address = reverse("make_festival_hub", args=(Festival.objects.get(name=name).pk, day))

    answer = desk.post(address)

    assert (answer.status_code, CampaignPage.objects.count()) == (status, 0)
    assert desk.get(address).status_code in {404, 405}


def test_the_button_is_for_those_who_may_add_hubs(client: Client) -> None:
    spring = Festival.objects.get(name="春节")
    address = reverse("make_festival_hub", args=(spring.pk, "2027-02-06"))
    administrator = User.objects.create_superuser("1001", "a-long-password", name="管理员")
    client.force_login(administrator)
    assert client.post(address).status_code == 404  # no list of hubs yet
    hub_index()
    unit = make.user()
    unit.groups.add(Group.objects.get(name="投放单位"))
    client.force_login(unit)

    assert client.post(address).status_code in {302, 403}
    assert CampaignPage.objects.count() == 0


def form_values(**fields: Any) -> dict[str, str]:
    values: dict[str, Any] = {
        "title": "冬日送暖",
        "theme": "",
        "slogan": "",
        "starts_on": "2026-11-05",
        "ends_on": "2026-12-31",
        "organisers": "",
        "co_organisers": "",
        "introduction": rich_text("<p>导语</p>", features=["bold", "link", "ol", "ul"]),
        "sections": streamfield([]),
        "action-publish": "action-publish",
        "comments": inline_formset([]),
    }
    return {key: str(value) for key, value in nested_form_data(values | fields).items()}


def listed(*values: dict[str, Any]) -> dict[str, Any]:
    """Return the form data of a list block."""
    rows = {str(place): {"deleted": "", "order": str(place), "value": value} for place, value in enumerate(values)}
    return {"count": str(len(values)), **rows}


def test_a_publisher_makes_a_hub_by_its_form(desk: Client) -> None:
    article, topic = make.article(title="某稿"), TopicFactory(name="暖心")
    address = reverse("wagtailadmin_pages:add", args=("campaigns", "campaignpage", hub_index().pk))
    sections = streamfield(
        [
            ("curated", {"heading": "现场", "style": "stories", "stories": listed({"page": article.pk, "title": ""})}),
            (
                "automatic",
                {
                    "heading": "最新",
                    "style": "headlines",
                    "topic": str(topic.pk),
                    "region": "",
                    "column": "",
                    "from_day": "",
                    "until_day": "",
                    "count": "3",
                },
            ),
            (
                "documents",
                {
                    "heading": "文件",
                    "documents": listed(
                        {
                            **dict.fromkeys(("issuer", "number", "day", "document", "page", "url"), ""),
                            "title": "《方案》",
                        }
                    ),
                },
            ),
        ]
    )

    assert desk.get(address).status_code == 200
    answer = desk.post(address, form_values(sections=sections, topics=str(topic.pk)))

    made = CampaignPage.objects.get()
    assert (answer.status_code, made.live, made.slug) == (302, True, str(made.number_id))
    text = Client().get(made.path_on_site()).content.decode()
    assert ("某稿" in text, "《方案》" in text) == (True, True)
    assert AuditLine.objects.filter(verb="publish_hub", subject_id=str(made.pk)).count() == 1
    desk.post(reverse("wagtailadmin_pages:unpublish", args=(made.pk,)))
    assert AuditLine.objects.filter(verb="withdraw_hub", subject_id=str(made.pk)).count() == 1
    assert Client().get(made.path_on_site()).status_code == 404


def automatic(**fields: str) -> Any:
    empty = dict.fromkeys(("topic", "region", "column", "from_day", "until_day"), "")
    return streamfield([("automatic", {"heading": "最新", "style": "stories", "count": "3", **empty, **fields})])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ends_on": "2026-11-01"}, "结束日期早于开始日期"),
        ({"starts_on": ""}, "必需字段"),
        ({"sections": automatic()}, "请至少选择主题、地区、栏目或起始日期中的一项"),
        ({"sections": automatic(from_day="2026-11-09", until_day="2026-11-01")}, "结束日期早于开始日期"),
        (
            {
                "sections": streamfield(
                    [
                        (
                            "documents",
                            {
                                "heading": "文件",
                                "documents": listed(
                                    {
                                        **dict.fromkeys(("issuer", "number", "day", "document", "page", "url"), ""),
                                        "title": "《》",
                                    }
                                ),
                            },
                        )
                    ]
                )
            },
            "标题为空",
        ),
    ],
)
def test_what_does_not_fit_is_answered_with_a_sentence(desk: Client, fields: dict[str, Any], sentence: str) -> None:
    address = reverse("wagtailadmin_pages:add", args=("campaigns", "campaignpage", hub_index().pk))

    answer = desk.post(address, form_values(**fields))

    assert answer.status_code == 200
    said = answer.content.decode()
    assert sentence in said or json.dumps(sentence)[1:-1] in said  # blocks are drawn from JSON
    assert not CampaignPage.objects.exists()


def test_a_key_visual_without_rights_is_refused_at_publication(desk: Client) -> None:
    over = PictureFactory.create(valid_to=dt.date(2020, 1, 1))
    address = reverse("wagtailadmin_pages:add", args=("campaigns", "campaignpage", hub_index().pk))

    answer = desk.post(address, form_values(key_visual=str(over.pk)))

    assert (answer.status_code, CampaignPage.objects.count()) == (200, 0)
    draft = form_values(key_visual=str(over.pk))
    del draft["action-publish"]
    assert desk.post(address, draft).status_code == 302


def test_the_list_of_hubs_costs_the_same_with_one_and_with_three(desk: Client) -> None:
    address = reverse("campaign_hubs:index")

    def queries() -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(address).status_code == 200
        return len(caught)

    hub()
    one = queries()
    hub(live=False)
    hub(starts_on=dt.date(2026, 1, 1), ends_on=dt.date(2026, 2, 1))

    text = desk.get(address).content.decode()
    assert queries() <= one + 2  # Wagtail's own list asks the rights of each page
    assert ("进行中" in text, "已结束" in text) == (True, True)
