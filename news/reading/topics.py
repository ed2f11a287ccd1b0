"""Topics of the closed list that a text treats, by the words of the trade."""

import re
from collections.abc import Iterable

# Per topic: words that settle it at one naming, and words that count only when they come again or in the headline.
_TOPICS: tuple[tuple[str, str, str], ...] = (
    ("文明城市", r"文明城市|文明典范城市|创城|创文|文明城区|县级文明城|城市文明", "市民文明素质|文明程度"),
    ("文明村镇", r"文明村镇|文明村|文明乡镇|文明镇|文明乡风", "村规民约|美丽乡村"),
    ("文明单位", r"文明单位|文明行业|文明窗口|文明机关", "窗口服务"),
    ("文明家庭", r"文明家庭|最美家庭|家庭文明|家风家教|好家风|家庭家教家风", "家风|家训"),
    ("文明校园", r"文明校园|校园文明", "校风|校园文化"),
    ("新时代文明实践", r"文明实践", ""),
    ("志愿服务", r"志愿服务|志愿者|志愿队|志愿活动|学雷锋", "志愿"),
    ("未成年人思想道德", r"未成年人|好少年|少年儿童|思政课|青少年(?:思想|道德|教育)|少先队", "青少年|学生|立德树人"),
    ("公益广告", r"公益广告", ""),
    (
        "典型选树",
        r"道德模范|身边好人|先进典型|道德典型|中国好人|典型选树|最美人物|时代楷模|好人榜|[\u4e00-\u9fff]{2}好人",
        "典型|模范|好人",
    ),
    ("诚信建设", r"诚信(?:建设|教育|经营|社会|文化|主题|示范)|信用体系|红黑榜|失信", "诚信|信用"),
    (
        "移风易俗",
        r"移风易俗|红白理事会|高价彩礼|婚俗改革|厚养薄葬|丧事简办|喜事新办|红白事|彩礼|大操大办|文明祭扫",
        "陋习|新风",
    ),
    (
        "理论宣讲",
        r"理论宣讲|宣讲团|宣讲队|理论武装|微宣讲|宣讲活动|宣讲员|百姓宣讲|理论学习中心组|理论宣传",
        "宣讲|理论学习",
    ),
    ("媒体融合", r"融媒体|媒体融合|媒体深度融合", "全媒体|新媒体"),
    (
        "生态文明",
        r"生态文明|生态环境保护|蓝天保卫战|绿水青山|碧水|垃圾分类|节能减排|植树造林|低碳|污染防治|护林|治沙|造林|退耕还林|湿地保护|生态(?:修复|保护)|净滩|增绿",
        "生态|环保|绿色",
    ),
    ("疫情防控", r"疫情|新冠肺炎|战疫|抗疫|防疫", "防控|复工"),
    ("脱贫攻坚", r"脱贫|扶贫|贫困户|贫困村", ""),
    ("乡村振兴", r"乡村振兴|美丽乡村|乡村旅游|人居环境整治", "农业农村|乡村|春耕|丰收|田间"),
    (
        "我们的节日",
        r"我们的节日|(?:春节|元宵|清明|端午|七夕|中秋|重阳)(?:节|期间|前夕|当天|文化|习俗|主题|民俗|活动)|传统节日",
        "春节|端午|中秋|清明",
    ),
)
_SOLICITING = re.compile(r"征文|征稿|来稿|投稿")
CAP = 4
ENOUGH = 2.0
"""Weight from which on an article treats a topic."""


def topics_of(*, headline: str, body: str, kind: str) -> dict[str, float]:
    """Return the topics the article treats, in the order of the closed list, with the confidence in each."""
    if kind == "notice" and (_SOLICITING.search(headline) or len(_SOLICITING.findall(body)) >= 3):
        return {"征文": 0.95}
    weights = {name: _weight(strong, weak, headline, body) for name, strong, weak in _TOPICS}
    return {name: round(min(0.97, 0.45 + weight / 10), 2) for name, weight in weights.items() if weight >= ENOUGH}


def tells_topic(text: str, topics: Iterable[str]) -> bool:
    """Tell whether the text holds a word by which one of the topics was told."""
    wanted = set(topics)
    if "征文" in wanted and _SOLICITING.search(text):
        return True
    return any(
        re.search(strong, text) or (weak and re.search(weak, text)) for name, strong, weak in _TOPICS if name in wanted
    )


def _weight(strong: str, weak: str, headline: str, body: str) -> float:
    weight = 2.0 * min(CAP, len(re.findall(strong, body))) + 3.0 * bool(re.search(strong, headline))
    if weak:
        weight += 0.5 * min(CAP, len(re.findall(weak, body))) + 1.0 * bool(re.search(weak, headline))
    return weight
