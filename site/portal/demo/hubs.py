"""The demo's campaign hubs: one that runs, one that has ended, and one that waits as a draft for the next festival."""

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from campaigns.contests.models import Contest
from campaigns.domain.hubs import open_festival_hub, open_hub, publish_hub
from campaigns.models import CampaignIndexPage, CampaignPage, Festival, PsaPage
from exemplars.models import ExemplarPage
from foundation.models import Region, Topic, User
from media.domain.uploads import add_picture
from media.models import Picture
from news.models import ArticlePage, ColumnPage
from portal.demo.city import CITY_CODE
from portal.demo.pictures import SCENES, draw
from portal.demo_accounts import PUBLISHER
from portal.models import HomePage

OFFICE: Final = "澄川市精神文明建设办公室"
SIGNED: Final = f"{OFFICE}\n澄川文明报社"
DOUBLE_NINTH: Final = dt.date(2026, 10, 18)
AS_OF: Final = dt.date(2026, 11, 19)
DAYS_BEGUN, DAYS_TO_RUN = 16, 40
"""The running hub began and will end so many days from the day on which the demo is built."""

IN_THE_FIELD: Final = ("踏霜送暖上高山", "霁湖区为环卫工人", "骑楼下的缝补角", "推开一扇门")
"""How the headlines begin of the articles that tell of the running campaign."""

WINTER: Final = (
    "天冷心不冷。从入冬到来年开春，全市各新时代文明实践中心、所、站开展“冬日送暖”行动：为独居老人送棉被，为户外劳动者留一盏灯、"
    "备一壶热水，为山村孩子送新书。本专题记录行动进展，也欢迎您加入。"
)
TAKE_PART: Final = (
    "<p>到离家最近的新时代文明实践站登记，说明能来的时间和会做的事，站里会安排。</p>"
    "<ul><li>缝补、理发、小修小补，每周六上午在各站集中服务；</li><li>送餐、探访结对到户，两人同行；</li>"
    "<li>捐赠新棉被、新图书，由实践站开具收据。</li></ul>"
)
NINTH: Final = (
    "九九重阳，久久安康。今年重阳节前后，澄川市以“陪爸妈过个节”为主题，组织登高、赏菊、孝老爱亲故事会和银龄课堂，请老人讲家风、"
    "请年轻人学本事。"
)


@transaction.atomic
def open_hubs() -> int:
    """Open the list of hubs and make the three hubs; return how many there are."""
    publisher = User.objects.get(username=PUBLISHER.username)
    index = CampaignIndexPage(
        title="专题",
        slug="campaigns",
        introduction="一项活动的报道、榜样、公益广告和数字，都在一页里；结束以后存档。",
    )
    HomePage.objects.get().add_child(instance=index)
    index.save_revision().publish()
    publish_hub(hub=_winter(index, publisher), actor=publisher)
    publish_hub(hub=_double_ninth(index, publisher), actor=publisher)
    festival = Festival.objects.get(name="春节")
    day = festival.rule.next_after(timezone.localdate())
    if day is not None:
        open_festival_hub(festival=festival, day=day, index=index, actor=publisher)
    return int(CampaignPage.objects.count())


def _winter(index: CampaignIndexPage, publisher: User) -> CampaignPage:
    today = timezone.localdate()
    begun = today - dt.timedelta(days=DAYS_BEGUN)
    contest = Contest.objects.first()
    sections = [
        _section("figures", "温暖的底数", figures=_figures()),
        _section("curated", "行动在现场", style="stories", stories=_stories()),
        _section(
            "timeline",
            "大事记",
            moments=[
                _moment(begun, "行动启动", "全市各新时代文明实践中心、所、站同日开门，公布服务清单。"),
                _moment(begun + dt.timedelta(days=5), "第一批棉被进山", "志愿者用两天时间，把新棉被送到山村老人家中。"),
                _moment(begun + dt.timedelta(days=12), "“暖心灯”亮起来", "夜间为环卫工人、送餐员开放的歇脚点亮灯。"),
            ],
        ),
        _section("text", "怎样参加", text=TAKE_PART),
        _section("psas", "公益广告", psas=list(PsaPage.objects.live().order_by("pk").values_list("pk", flat=True)[:4])),
        _section("exemplars", "身边榜样", exemplars=_exemplars()),
        _section("contests", "写下你看见的温暖", contests=[str(contest.pk)] if contest else []),
        _section(
            "documents",
            "相关文件",
            documents=[
                {"title": "澄川市“冬日送暖”行动实施方案", "issuer": OFFICE, "number": "澄文明办〔2026〕31号（示例）"},
                {"title": "关于开放户外劳动者歇脚点的通知", "issuer": OFFICE, "number": "澄文明办〔2026〕33号（示例）"},
            ],
        ),
        _section("automatic", "文明实践最新报道", style="headlines", column=_column("shijian"), count=6),
    ]
    return open_hub(
        index=index,
        actor=publisher,
        title="冬日送暖行动",
        theme="新时代文明实践",
        slogan="一床棉被，一盏灯，一句问候",
        starts_on=begun,
        ends_on=today + dt.timedelta(days=DAYS_TO_RUN),
        organisers=SIGNED,
        co_organisers="霁湖区新时代文明实践中心\n禾坪县委宣传部",
        key_visual=_visual("warm_lane", publisher),
        introduction=f"<p>{WINTER}</p>",
        region=Region.objects.filter(code=CITY_CODE).first(),
        topics=Topic.objects.filter(name="志愿服务"),
        sections=sections,
    )


def _double_ninth(index: CampaignIndexPage, publisher: User) -> CampaignPage:
    sections = [
        _section(
            "automatic",
            "重阳前后",
            style="stories",
            column=_column("shijian"),
            from_day="2026-10-11",
            until_day="2026-10-31",
            count=6,
        ),
        _section(
            "timeline",
            "节日里",
            moments=[
                _moment(dt.date(2026, 10, 12), "银龄课堂开课", "教老人用手机挂号、乘车、认准诈骗。"),
                _moment(DOUBLE_NINTH, "登高与赏菊", "各县区组织就近登高，社区办起菊花展。"),
                _moment(dt.date(2026, 10, 24), "家风故事会", "老人讲，年轻人记，二十四个故事结集。"),
            ],
        ),
        _section("psas", "孝老爱亲公益广告", psas=list(PsaPage.objects.live().values_list("pk", flat=True)[4:6])),
    ]
    return open_hub(
        index=index,
        actor=publisher,
        title="我们的节日·重阳（2026）",
        theme="我们的节日",
        slogan="陪爸妈过个节",
        starts_on=DOUBLE_NINTH - dt.timedelta(days=7),
        ends_on=DOUBLE_NINTH + dt.timedelta(days=7),
        organisers=SIGNED,
        key_visual=_visual("autumn_height", publisher),
        introduction=f"<p>{NINTH}</p>",
        festival=Festival.objects.get(name="重阳节"),
        sections=sections,
    )


def _section(kind: str, heading: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": {"heading": heading, **value}}


def _moment(day: dt.date, title: str, text: str) -> dict[str, Any]:
    return {"day": day.isoformat(), "month_only": False, "title": title, "text": text, "page": None}


def _stories() -> list[dict[str, Any]]:
    """Return articles of the demo that tell of the campaign."""
    found = [ArticlePage.objects.filter(title__startswith=title).first() for title in IN_THE_FIELD]
    return [{"page": article.pk, "title": ""} for article in found if article is not None]


def _figures() -> list[dict[str, Any]]:
    """Return figures that stand in articles of the demo, each with its article."""
    rows = (
        ("登记互助的居民", "5400", "户", "", "推开一扇门"),
        ("“湖畔驿站”歇脚点", "60", "个", "", "霁湖区为环卫工人"),
        ("百家宴参加居民", "2", "万人", "more", "一桌百家菜"),
        ("全市注册志愿者", "21.4", "万人", "", "把文明送到家门口"),
    )
    found = {title: ArticlePage.objects.filter(title__startswith=title).first() for *_rest, title in rows}
    return [
        {
            "label": label,
            "value": value,
            "unit": unit,
            "qualifier": qualifier,
            "as_of": AS_OF.isoformat(),
            "article": article.pk if (article := found[title]) else None,
        }
        for label, value, unit, qualifier, title in rows
    ]


def _exemplars() -> list[int]:
    shown = ExemplarPage.objects.showable().order_by("pk")
    return list(shown.values_list("pk", flat=True)[:5])


def _column(slug: str) -> int:
    return int(ColumnPage.objects.get(slug=slug).pk)


def _visual(scene: str, publisher: User) -> Picture:
    return add_picture(
        data=draw(scene),
        name=f"{scene}.jpg",
        title=SCENES[scene][1],
        actor=publisher,
        description=SCENES[scene][1],
        credit_line="示意图",
        rights_holder=OFFICE,
    )
