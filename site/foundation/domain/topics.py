"""The field's closed list of topics."""

from typing import TYPE_CHECKING, Final

from django.db import transaction

from foundation.domain.audit import record
from foundation.models import Topic

if TYPE_CHECKING:
    from foundation.models import User

TOPICS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("文明城市", "wenming-chengshi", ("创建文明城市", "创文", "创城", "全国文明城市", "文明城区")),
    ("文明村镇", "wenming-cunzhen", ("文明村", "文明乡镇")),
    ("文明单位", "wenming-danwei", ("文明行业", "文明窗口")),
    ("文明家庭", "wenming-jiating", ("最美家庭", "家风家教")),
    ("文明校园", "wenming-xiaoyuan", ("文明学校",)),
    ("新时代文明实践", "wenming-shijian", ("文明实践", "文明实践中心", "文明实践所", "文明实践站")),
    ("志愿服务", "zhiyuan-fuwu", ("志愿者", "学雷锋")),
    ("未成年人思想道德", "weichengnianren", ("未成年人", "新时代好少年", "思想道德建设")),
    ("公益广告", "gongyi-guanggao", ("讲文明树新风",)),
    ("典型选树", "dianxing-xuanshu", ("道德模范", "身边好人", "最美人物")),
    ("诚信建设", "chengxin-jianshe", ("诚信", "守信")),
    ("移风易俗", "yifeng-yisu", ("乡风文明", "红白理事会", "村规民约")),
    ("理论宣讲", "lilun-xuanjiang", ("宣讲", "宣讲团")),
    ("媒体融合", "meiti-ronghe", ("融媒体", "融媒体中心")),
    ("生态文明", "shengtai-wenming", ("环境保护", "垃圾分类")),
    ("疫情防控", "yiqing-fangkong", ("抗击疫情", "防疫")),
    ("脱贫攻坚", "tuopin-gongjian", ("扶贫", "脱贫")),
    ("乡村振兴", "xiangcun-zhenxing", ("美丽乡村",)),
    ("我们的节日", "women-de-jieri", ("传统节日",)),
    ("征文", "zhengwen", ("征文竞赛", "有奖征文")),
)
"""Name, address part, words by which it is also known."""


@transaction.atomic
def load_topics(*, actor: "User | None" = None) -> int:
    """Create the topics of the list that are missing and return how many; editors' changes to others stay."""
    known = set(Topic.objects.values_list("slug", flat=True)) | set(Topic.objects.values_list("name", flat=True))
    missing = [
        Topic(name=name, slug=slug, aliases=list(aliases), sort_order=position * 10)
        for position, (name, slug, aliases) in enumerate(TOPICS, 1)
        if name not in known and slug not in known
    ]
    created = Topic.objects.bulk_create(missing)
    if created:
        record(verb="load_topics", subject=created[0], actor=actor, created=len(created))
    return len(created)
