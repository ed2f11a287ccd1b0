"""A hub's page: what it shows of each kind of section, in which state, and at what cost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from campaigns.blocks.facts import bare_title
from campaigns.contests.models import Contest
from campaigns.enums import HubState
from campaigns.models import CampaignPage, Festival
from campaigns.queries.hub_sections import grouped, qualified, sections_of
from tests.factories import news as make
from tests.factories.campaigns import hub, hub_index, psa
from tests.factories.exemplars import exemplar
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.media import AttachmentFactory, PictureFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def html(client: Client, page: CampaignPage) -> str:
    answer = client.get(page.path_on_site())
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: CampaignPage, kind: str = "") -> list[list[str]]:
    """Return what stands in the sections (of a kind), a list for each."""
    return [
        [str(getattr(entry, "title", entry)) for entry in section.entries]
        for section in sections_of(page)
        if section.kind == kind or not kind
    ]


def contest(**fields: Any) -> Contest:
    return Contest.objects.create(**({"slug": "essays", "title": "征文赛", "state": "open"} | fields))


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (-1, 1, HubState.RUNNING),
        (0, 0, HubState.RUNNING),
        (-9, None, HubState.RUNNING),
        (1, 9, HubState.COMING),
        (-9, -1, HubState.ENDED),
    ],
)
def test_the_state_follows_from_the_period(client: Client, starts: int, ends: int | None, state: HubState) -> None:
    today = timezone.localdate()
    last = None if ends is None else today + ends * DAY
    page = hub(starts_on=today + starts * DAY, ends_on=last)

    text = html(client, page)

    assert page.state() == state
    assert f'hub-tag-{state.value}">{state.label}<' in text
    assert ("以下为存档内容" in text) is (state == HubState.ENDED)
    assert ("距专题开始还有 1 天" in text) is (state == HubState.COMING)


def test_a_hub_ends_at_midnight_in_china() -> None:
    page = hub(starts_on=dt.date(2026, 10, 1), ends_on=dt.date(2026, 10, 25))

    assert page.state(dt.datetime(2026, 10, 25, 15, 59, tzinfo=dt.UTC)) == HubState.RUNNING
    assert page.state(dt.datetime(2026, 10, 25, 16, 0, tzinfo=dt.UTC)) == HubState.ENDED


def test_a_draft_is_seen_nowhere(client: Client) -> None:
    hub_index()
    make.article(parent=make.column())
    page = hub(live=False, title="未发布的专题")

    assert page.state() == HubState.DRAFT
    paths = [page.path_on_site(), f"/feeds/campaigns/{page.number_id}.xml", f"/s/{page.number_id}"]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    for path in ("/", "/campaigns/", "/sitemap-documents.xml", "/sitemap-lists.xml"):
        assert "未发布的专题" not in client.get(path).content.decode()
        assert page.path_on_site() not in client.get(path).content.decode()
    assert client.get("/api/search/", {"q": "未发布的专题"}).json()["total"] == 0


def test_a_scheduled_hub_shows_at_its_moment_and_an_expired_one_goes(client: Client) -> None:
    now = timezone.now()
    early = hub(title="早", go_live_at=now + DAY)
    late = hub(title="晚", expire_at=now - DAY)

    assert [client.get(page.path_on_site()).status_code for page in (early, late)] == [404, 404]
    assert (early.state(), early.state(now + 2 * DAY)) == (HubState.DRAFT, HubState.RUNNING)


def test_a_hub_stands_at_its_number_only(client: Client) -> None:
    page = hub()
    tree = f"/campaigns/{page.slug}/"

    answer = client.get(tree)

    assert page.path_on_site() == f"/c/{page.number_id}/"
    assert (answer.status_code, answer["Location"]) == (301, page.path_on_site())
    assert client.get(f"/s/{page.number_id}")["Location"] == page.path_on_site()
    assert client.get("/c/999999/").status_code == 404
    assert client.post(page.path_on_site()).status_code == 405


def test_the_head_names_everything_in_the_order_of_print(client: Client) -> None:
    picture = PictureFactory.create(credit_line="示例摄影社")
    page = hub(
        theme="新时代文明实践",
        slogan="一句口号",
        organisers="甲单位\n\n 乙单位 ",
        co_organisers="丙单位",
        key_visual=picture,
        introduction="<p>导语在此。</p>",
    )

    text = html(client, page)

    assert (page.organiser_names, page.co_organiser_names) == (["甲单位", "乙单位"], ["丙单位"])
    assert re.findall("新时代文明实践|一句口号|甲单位|乙单位|丙单位|导语在此", text.split("<main")[1]) == [
        *("新时代文明实践", "一句口号", "甲单位", "乙单位", "丙单位", "导语在此")
    ]
    assert "示例摄影社" in text


def test_chosen_stories_keep_their_order_and_take_a_headline_of_their_own(client: Client) -> None:
    first, second = make.article(title="第一篇"), make.article(title="第二篇")
    stories = [{"page": second.pk, "title": ""}, {"page": first.pk, "title": "编辑的标题"}]

    for style in ("stories", "pictures", "headlines"):
        page = hub(sections=[("curated", {"style": style, "stories": stories})])
        assert titles(page) == [["第二篇", "编辑的标题"]]
        assert re.findall("第二篇|编辑的标题", html(client, page).split("<main")[1]) == ["第二篇", "编辑的标题"]


def test_newest_stories_fit_all_conditions_and_are_shown_once() -> None:
    region, topic, column = RegionFactory(code="990100"), TopicFactory(slug="warm"), make.column()
    now = timezone.now()
    fits = [
        make.article(
            parent=column, title=f"合{age}", regions=[region], topics=[topic], first_published_at=now - age * DAY
        )
        for age in range(4)
    ]
    make.article(parent=column, title="他题", regions=[region])
    make.article(parent=column, title="他地", topics=[topic])
    make.article(title="他栏", regions=[region], topics=[topic])
    rule = {"topic": str(topic.pk), "region": region.pk, "column": column.pk, "count": 2}
    today = timezone.localdate()
    page = hub(
        sections=[
            ("curated", {"stories": [{"page": fits[0].pk}]}),
            ("automatic", rule),
            ("automatic", {"topic": str(topic.pk), "until_day": (today - 3 * DAY).isoformat(), "count": 9}),
            ("automatic", {"region": region.pk, "from_day": (today + DAY).isoformat(), "count": 9}),
        ]
    )

    assert titles(page) == [["合0"], ["合1", "合2"], ["合3"]]


def test_an_ended_hub_takes_no_newer_stories() -> None:
    column, today = make.column(), timezone.localdate()
    make.article(parent=column, title="会后", first_published_at=timezone.now())
    make.article(parent=column, title="会中", first_published_at=timezone.now() - 5 * DAY)
    page = hub(
        starts_on=today - 9 * DAY,
        ends_on=today - 3 * DAY,
        sections=[("automatic", {"column": column.pk, "count": 5})],
    )

    assert titles(page) == [["会中"]]


def test_a_timeline_is_in_order_and_leads_only_to_what_is_public(client: Client) -> None:
    shown, hidden = make.article(title="公开"), make.draft(title="未发")
    moments = [
        {"day": "2026-11-05", "title": "后", "text": "第二步", "page": hidden.pk},
        {"day": "2026-10-01", "month_only": True, "title": "先", "text": "", "page": shown.pk},
        {"day": None, "title": "无日期", "text": "", "page": None},
    ]
    page = hub(sections=[("timeline", {"moments": moments})])

    text = html(client, page)

    assert titles(page) == [["先", "后"]]
    assert "2026年10月</time>" in text
    assert "2026年11月5日</time>" in text
    assert f'href="{shown.path_on_site()}"' in text
    assert hidden.path_on_site() not in text
    assert "未发" not in text


def test_figures_carry_unit_qualifier_day_and_source(client: Client) -> None:
    source, gone = make.article(title="出处稿"), make.draft(title="撤下的稿")
    figures = [
        {
            "label": "志愿者",
            "value": "2",
            "unit": "万人",
            "qualifier": "more",
            "as_of": "2026-11-01",
            "article": source.pk,
        },
        {"label": "驿站", "value": "100.00", "unit": "处", "qualifier": "nearly", "as_of": "2026-11-02"},
        {"label": "稿件", "value": "1432", "unit": "篇", "qualifier": "", "as_of": None, "article": gone.pk},
        {"label": "空", "value": None, "unit": "", "qualifier": "", "as_of": None},
    ]
    page = hub(sections=[("figures", {"figures": figures})])

    text = html(client, page)

    said = re.findall(r'<dd class="hub-figure"><span>(.*?)</span><strong>(.*?)</strong><span>(.*?)</span>', text)
    assert said == [("", "2", "万多人"), ("近", "100", "处"), ("", "1,432", "篇")]
    assert "截至2026年11月1日" in text
    assert "出处稿" in text
    assert "撤下的稿" not in text


@pytest.mark.parametrize(
    ("value", "unit", "suffix", "said"),
    [
        ("860", "床", "余", "余床"),
        ("90", "万人", "余", "余万人"),
        ("18.77", "万人", "余", "万余人"),
        ("2", "亿元", "多", "亿多元"),
        ("5", "", "", ""),
    ],
)
def test_a_qualifier_stands_where_chinese_puts_it(value: str, unit: str, suffix: str, said: str) -> None:
    from decimal import Decimal  # noqa: PLC0415 - numbers of this test alone

    assert qualified(Decimal(value), unit, suffix) == said


@pytest.mark.parametrize(
    ("value", "said"), [("1432", "1,432"), ("18.770", "18.77"), ("100.00", "100"), ("0.5", "0.5"), ("1E+3", "1,000")]
)
def test_numbers_are_grouped_without_needless_noughts(value: str, said: str) -> None:
    from decimal import Decimal  # noqa: PLC0415 - as above

    assert grouped(Decimal(value)) == said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("《实施方案》", "实施方案"),
        ("实施方案", "实施方案"),
        ("关于印发《实施方案》的通知", "关于印发〈实施方案〉的通知"),
        ("《关于印发〈实施方案〉的通知》", "关于印发〈实施方案〉的通知"),
        ("《甲》和《乙》", "〈甲〉和〈乙〉"),
        (" 《 》 ", ""),
    ],
)
def test_the_marks_around_a_title_are_ours(typed: str, kept: str) -> None:
    assert bare_title(typed) == kept


def test_documents_are_quoted_and_lead_to_page_file_or_address(client: Client) -> None:
    article, hidden, file = make.article(), make.draft(), AttachmentFactory.create()
    over = AttachmentFactory.create(valid_to=timezone.localdate() - DAY)
    documents = [
        {"title": "甲方案", "issuer": "市文明办", "number": "〔2026〕1号", "day": "2026-11-01", "page": article.pk},
        {"title": "乙通知", "document": file.pk},
        {"title": "丙规划", "url": "https://example.cn/plan"},
        {"title": "丁细则", "page": hidden.pk, "document": over.pk},
        {"title": ""},
    ]
    page = hub(sections=[("documents", {"documents": documents})])

    text = html(client, page)

    assert re.findall("《(.{3})》", text.split("<main")[1]) == ["甲方案", "乙通知", "丙规划", "丁细则"]
    assert f'href="{article.path_on_site()}">《甲方案》' in text
    assert f'href="{file.url}">《乙通知》' in text
    assert 'href="https://example.cn/plan" rel="noopener nofollow">《丙规划》' in text
    assert '<p class="hub-document">《丁细则》</p>' in text


def test_ads_exemplars_contests_and_text_stand_in_their_sections(client: Client) -> None:
    chosen, newest = psa(title="所选广告", category="甲类"), psa(title="类中新作", category="甲类")
    call, draft = contest(), contest(slug="draft", title="未公布的赛", state="draft")
    page = hub(
        sections=[
            ("psas", {"psas": [chosen.pk], "category": str(newest.category_id), "count": 2}),
            ("exemplars", {"exemplars": [exemplar(name="样例甲明").pk]}),
            ("contests", {"contests": [str(call.pk), str(draft.pk)]}),
            ("text", {"text": "<p>怎样参加</p>"}),
            ("text", {"text": " "}),
            ("curated", {"stories": []}),
        ]
    )

    text = html(client, page)

    assert titles(page) == [["所选广告", "类中新作"], ["样例甲明"], ["征文赛"], ["<p>怎样参加</p>"]]
    assert "未公布的赛" not in text
    assert "/contests/essays/" in text
    assert len(re.findall(r'class="tag" href="#s-', text)) == 4


def test_what_is_stored_by_an_older_block_does_no_harm(client: Client) -> None:
    page = hub(sections=[("gone", {"x": 1}), ("automatic", {"count": None, "column": 999_999}), ("figures", {})])

    assert (titles(page), client.get(page.path_on_site()).status_code) == ([], 200)


def test_a_preview_shows_what_is_not_saved_yet() -> None:
    article = make.article(title="公开稿")
    page = hub(live=False)
    page.sections = page.sections.stream_block.to_python(
        [{"type": "curated", "value": {"heading": "新板块", "style": "stories", "stories": [{"page": article.pk}]}}]
    )
    page.sections.append(("figures", {"heading": "数字", "figures": []}))

    assert titles(page, "curated") == [["公开稿"]]
    answer = page.make_preview_request()
    assert "公开稿" in answer.rendered_content if hasattr(answer, "rendered_content") else answer.content.decode()


def test_days_out_of_order_and_a_second_hub_for_one_festival_are_refused() -> None:
    festival = Festival.objects.get(name="春节")
    first = hub(festival=festival, starts_on=dt.date(2027, 1, 25), ends_on=dt.date(2027, 2, 20))
    again = hub(starts_on=dt.date(2027, 2, 1))
    again.festival = festival

    assert first.occasion_on == dt.date(2027, 2, 6)
    with pytest.raises(ValidationError, match="该节日当年已有专题"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignPage.objects.filter(pk=again.pk).update(festival=festival, occasion_on=first.occasion_on)
    first.starts_on = dt.date(2027, 3, 1)
    with pytest.raises(ValidationError, match="结束日期早于开始日期"):
        first.full_clean()


def test_a_copy_is_a_draft_with_a_number_of_its_own_and_for_no_festival() -> None:
    page = hub(festival=Festival.objects.get(name="春节"), starts_on=dt.date(2027, 1, 25))

    twin = page.copy(keep_live=False)

    assert twin.number_id != page.number_id
    assert (twin.slug, twin.festival, twin.occasion_on) == (str(twin.number_id), None, None)
