"""The invented city of the demo: its places, offices, identity and columns. No name in it is a real place or person.

The codes begin with 99, which GB/T 2260 gives to nobody.
"""

from dataclasses import dataclass

from foundation.enums import OrganisationKind, RegionLevel

CITY_CODE = "990100"

PLACES: tuple[tuple[str, str, str, RegionLevel], ...] = (
    (CITY_CODE, "澄川市", "澄川", RegionLevel.CITY),
    ("990102", "霁湖区", "霁湖", RegionLevel.COUNTY),
    ("990103", "榆桥区", "榆桥", RegionLevel.COUNTY),
    ("990121", "禾坪县", "禾坪", RegionLevel.COUNTY),
    ("990122", "望渡县", "望渡", RegionLevel.COUNTY),
)
"""Code, official name, short name and level; the counties belong to the city."""


@dataclass(frozen=True)
class Office:
    """An organisation of the city."""

    name: str
    short_name: str
    kind: OrganisationKind
    region: str
    parent: str = ""


OFFICES: tuple[Office, ...] = (
    Office("澄川市精神文明建设办公室", "澄川市文明办", OrganisationKind.CIVILISATION_OFFICE, CITY_CODE),
    Office("澄川文明报社", "澄川文明报", OrganisationKind.MEDIA, CITY_CODE, "澄川市精神文明建设办公室"),
    Office("霁湖区文明办", "", OrganisationKind.CIVILISATION_OFFICE, "990102", "澄川市精神文明建设办公室"),
    Office("榆桥区委宣传部", "", OrganisationKind.PUBLICITY_DEPARTMENT, "990103", "澄川市精神文明建设办公室"),
    Office("禾坪县委宣传部", "", OrganisationKind.PUBLICITY_DEPARTMENT, "990121", "澄川市精神文明建设办公室"),
    Office("望渡县文明办", "", OrganisationKind.CIVILISATION_OFFICE, "990122", "澄川市精神文明建设办公室"),
    Office("霁湖区新时代文明实践中心", "", OrganisationKind.PRACTICE_CENTRE, "990102", "霁湖区文明办"),
    Office("石桥村新时代文明实践站", "", OrganisationKind.PRACTICE_STATION, "990121", "禾坪县委宣传部"),
)


@dataclass(frozen=True)
class Column:
    """A column of the demo's paper."""

    title: str
    slug: str
    description: str
    keywords: str
    opening_note: str = ""
    freshness_days: int | None = 14


COLUMNS: tuple[Column, ...] = (
    Column("要闻", "yaowen", "澄川市精神文明建设的重要新闻。", "要闻,文明城市,精神文明"),
    Column("创建动态", "chuangjian", "文明城市、村镇、单位、家庭、校园创建的最新进展。", "文明创建,文明城市,文明村镇"),
    Column("文明实践", "shijian", "新时代文明实践中心、所、站的活动与故事。", "文明实践,志愿服务"),
    Column(
        "主官谈文明",
        "zhuguan",
        "县区负责同志谈精神文明建设。",
        "署名文章,文明建设",
        "开栏的话：文明建设怎么抓、抓什么、谁来评，本栏邀请县区负责同志谈做法、谈难处、谈打算，文责自负，欢迎读者来信讨论。",
        30,
    ),
    Column("经验交流", "jingyan", "各地各单位值得借鉴的做法。", "经验,积分制,公益广告", freshness_days=30),
    Column("蒲公英", "pugongying", "未成年人思想道德建设。", "未成年人,校园,家风"),
    Column("公告栏", "gonggao", "启事、公示与公告。", "公告,启事,公示", freshness_days=180),
)

IDENTITY: dict[str, object] = {
    "site_name": "澄川文明网",
    "newspaper_name": "澄川文明报",
    "slogan": "看见身边的文明",
    "organiser": "澄川市精神文明建设办公室",
    "icp_record": "示例备00000000号",
    "police_record": "示例公网安备 00000000000000号",
    "site_code": "9901000001",
    "domain": "chengchuan.example",
    "contact_address": "澄川市样例路1号",
    "contact_phone": "000-0000000",
    "contact_email": "wenming@chengchuan.example",
}

FRONT_SECTIONS: tuple[tuple[str, str, int], ...] = (
    ("chuangjian", "lead", 5),
    ("shijian", "lead", 5),
    ("pugongying", "lead", 5),
    ("zhuguan", "list", 4),
    ("jingyan", "list", 4),
    ("gonggao", "list", 4),
)
"""Column, setting and number of articles, from the top down."""

INFORMATION: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "关于我们",
        "about",
        "澄川文明网由澄川市精神文明建设办公室主办，澄川文明报社承办。",
        (
            "澄川市是为演示而虚构的城市，本站所有地名、单位和人物均为虚构，图片均由程序绘制。",
            "本站刊登文明创建、文明实践、先进典型和公益宣传方面的新闻，每周四随《澄川文明报》更新，重要消息随时发布。",
            "来稿、来信和差错反馈，请使用页面底部的“报告差错”，编辑部会逐条答复。",
        ),
    ),
    (
        "隐私说明",
        "privacy",
        "阅读和搜索本站不需要注册，本站不使用第三方统计，也不加载第三方内容。",
        (
            "您在“报告差错”等表单中留下的联系方式加密保存，只供处理该事项的工作人员使用，不会公开，也不会进入搜索。",
            "您可以凭回执编号和查询码查看处理结果，也可以要求删除您提交的信息。",
            "“长辈模式”等阅读设置只保存在您自己的设备上。",
        ),
    ),
    (
        "无障碍声明",
        "accessibility",
        "本站按照《Web 内容可访问性指南》2.2 AA 级建设，可以只用键盘浏览，支持读屏软件。",
        (
            "页面顶部的“长辈模式”会放大文字和按钮，并提供朗读。浏览器放大到百分之二百，页面不会出现横向滚动。",
            "如果您在阅读中遇到困难，请通过“报告差错”告诉我们，我们会尽快改进。",
        ),
    ),
)
"""Title, address part, introduction and paragraphs of the pages of plain information."""

MENU: tuple[str, ...] = ("yaowen", "chuangjian", "shijian", "zhuguan", "jingyan", "pugongying", "gonggao")

SYNONYMS: tuple[tuple[str, str], ...] = (
    ("创文", "创建文明城市"),
    ("创城", "创建文明城市"),
    ("未保", "未成年人保护"),
    ("文明办", "精神文明建设办公室"),
)
