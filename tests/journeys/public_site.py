"""A small site with one of every page that a reader can open."""

import datetime as dt
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from campaigns.enums import PsaSize
from campaigns.models import CampaignPage, PsaPage
from foundation.blocks import BODY_BLOCKS, BodyBlock
from foundation.models import FooterLink, MenuItem, Navigation, SiteIdentity
from news.models import ArticlePage, ColumnPage
from portal.models import StandardPage
from tests.exemplars.nominating import open_category, under_notice
from tests.factories import news as make
from tests.factories.campaigns import hub, psa, psa_file
from tests.factories.exemplars import exemplar, honour
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.media import AttachmentFactory, PictureFactory, RecordingFactory

WORD = "文明实践"
COLUMNS = ("要闻", "志愿", "评论", "乡风", "校园", "观察")
PHRASE = "新时代文明实践站里讲故事，志愿者走进社区。"


def furnish(about: StandardPage) -> None:
    """Fill what stands around every page: names, records, contact, menu and footer."""
    site = Site.objects.get(is_default_site=True)
    SiteIdentity.objects.create(
        site=site,
        site_name="澄川文明网",
        newspaper_name="澄川文明报",
        slogan="一城好人",
        organiser="澄川市文明办",
        icp_record="ICP备00000000号",
        police_record="公网安备00000000000000号",
        contact_address="澄川市样例路1号",
        contact_phone="000-0000000",
        contact_email="wenming-bianjibu@chengchuan.example",
        wechat_qr=PictureFactory.create(),
    )
    navigation, _ = Navigation.objects.get_or_create(site=site)
    for place, title in enumerate(COLUMNS):
        page = make.column(title=title, slug=f"menu-{place}", intro="<p>栏目的话。</p>")
        MenuItem.objects.create(navigation=navigation, page=page, sort_order=place)
    FooterLink.objects.create(navigation=navigation, page=about)


def public_site() -> dict[str, str]:
    """Build the site and return the path of each kind of page by its name."""
    about = StandardPage(
        title="关于我们", slug="about", introduction="这是谁办的。", body=[("paragraph", "<p>我们。</p>")]
    )
    make.home().add_child(instance=about)
    furnish(about)
    picture = PictureFactory.create(caption="图为志愿者在社区打扫卫生。")
    AttachmentFactory.create()
    RecordingFactory.create()
    city = RegionFactory.create(code="990100", name="澄川市", short_name="澄川")
    district = RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖", parent=city)
    topic = TopicFactory.create(name="移风易俗", slug="customs")
    column = make.column(title="经验交流", slug="jingyan", intro="<p>各地的做法。</p>", opening_note="<p>编者按。</p>")
    now = timezone.now()
    articles = [
        make.article(
            parent=column,
            title=f"霁湖区{WORD}站开讲第{number}课",
            text=PHRASE,
            kicker="引题在上",
            deck="副题在下",
            regions=[district],
            topics=[topic],
            first_published_at=now - dt.timedelta(days=number),
        )
        for number in range(24)
    ]
    story = make.article(
        parent=column,
        title=f"澄川市{WORD}“赶集日”走进一百个村庄",
        kicker="把文明送到家门口",
        deck="本报记者走访记",
        summary=PHRASE,
        dateline="本报讯",
        regions=[city, district],
        topics=[topic],
        lead_picture=picture,
        first_published_at=now - dt.timedelta(hours=1),
        body=[(name, BodyBlock().child_blocks[name].get_preview_value()) for name in BODY_BLOCKS],
    )
    make.credit(article=story, name="样甲")
    make.correction(article=story)
    edition = make.edition(date=dt.date(2026, 11, 12), issue_number=3120)
    make.edition(date=dt.date(2025, 11, 13), issue_number=3000)
    first = make.print_page(edition=edition, image=PictureFactory.create())
    make.print_page(edition=edition, page_number=2, section_name="综合")
    for order, article in enumerate([story, *articles[:3]]):
        make.placement(print_page=first, article=article, order=order)
    day = edition.get_absolute_url()
    ad = psa(master=picture, wording="光盘行动")
    psa_file(psa=ad, size=PsaSize.SQUARE)
    running = a_hub(story, ad, column)
    honoured = exemplar(name="样例云舟", unit="石桥样例社区", regions=[district], citation="一盏灯，照亮一条巷。")
    honour(honoured, document_number="样发3号")
    nominee = under_notice()
    open_category(call="寻找身边的好人")
    hub(title="我们的节日·重阳", starts_on=dt.date(2026, 10, 11), ends_on=dt.date(2026, 10, 25), theme="我们的节日")
    return {
        "home": "/",
        "column": column.url,
        "column, second page": f"{column.url}?page=2",
        "article": story.path_on_site(),
        "article in a row": articles[3].path_on_site(),
        "editions": "/editions/",
        "edition": day,
        "print page": f"{day}1/",
        "region": f"/regions/{city.code}/",
        "topic": f"/topics/{topic.slug}/",
        "search": "/search/",
        "search with results": f"/search/?q={WORD}",
        "search without results": "/search/?q=龘𠮷",
        "corrections": "/corrections/",
        "information": about.url,
        "error report": f"/report-error/?page={story.path_on_site()}",
        "look-up": "/lookup/",
        "ad library": "/psa/",
        "ad": ad.path_on_site(),
        "hubs": "/campaigns/",
        "hub": running.path_on_site(),
        "exemplars": "/exemplars/",
        "exemplar": honoured.path_on_site(),
        "roll of honour": "/honours/",
        "honours counted": "/honours/statistics/",
        "public notice": f"/notices/{nominee.round_id}/",
        "nomination": "/nominate/form/",
        "404": "/nothing-here/",
    }


def a_hub(story: ArticlePage, ad: PsaPage, column: ColumnPage) -> CampaignPage:
    """Return a running hub with every kind of section."""
    chosen, day = {"page": story.pk, "title": ""}, "2026-11-05"
    sections: list[tuple[str, dict[str, Any]]] = [
        ("curated", {"style": style, "stories": [chosen]}) for style in ("stories", "pictures", "headlines")
    ]
    sections += [
        ("automatic", {"style": "stories", "column": column.pk, "count": 3}),
        ("text", {"text": "<p>到实践站登记。</p><ul><li>每周六</li></ul>"}),
        ("timeline", {"moments": [{"day": day, "title": "启动", "text": "开门", "page": story.pk}]}),
        (
            "figures",
            {
                "figures": [
                    {
                        "label": "志愿者",
                        "value": "1432",
                        "unit": "人",
                        "as_of": day,
                        "qualifier": "odd",
                        "article": story.pk,
                    }
                ]
            },
        ),
        ("psas", {"psas": [ad.pk], "count": 1}),
        ("exemplars", {"exemplars": [exemplar(name="样例甲明").pk]}),
        (
            "documents",
            {"documents": [{"title": "实施方案", "issuer": "澄川市文明办", "number": "〔2026〕1号", "page": story.pk}]},
        ),
    ]
    return hub(
        theme="新时代文明实践",
        slogan="一床棉被，一盏灯",
        organisers="澄川市文明办",
        co_organisers="霁湖区文明办",
        introduction="<p>天冷心不冷。</p>",
        key_visual=PictureFactory.create(caption="图为巷口", credit_line="示意图"),
        sections=sections,
    )
