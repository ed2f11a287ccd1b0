"""Names of people as a newspaper prints them: separators of any style, two-character names spaced out to three."""

import re

from news.reading.signs import HAN

SURNAMES = set(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅"
    "皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫"
    "经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹"
    "束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎"
    "寸普岩佘戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖代闫付覃旦尼扎洛卓次索"
)
_SEPARATOR = re.compile(rf"(?:[\s、，,;；/／]|(?<=\s)和(?=\s))+|(?<=[{HAN}]{{2}})和(?=[{HAN}]{{2}})")
"""和 parts two names only where each has two characters: 尹家和 and 李和平 are one person each."""
_DOT = re.compile("[·•]")
LONGEST_CHINESE = 3
"""Characters of a Chinese name that a dot may part from the next."""
_NAME = re.compile(rf"^[{HAN}]{{2,4}}$|^[{HAN}]{{1,8}}·[{HAN}]{{1,8}}$")
_ROLE = re.compile(
    r"(?:本报|本网|本刊|特约)?(?:首席)?(?:实习|见习)?(?:记者|通讯员|特约记者|特约撰稿|评论员|摄影记者|通讯员记者)[:：]?\s*"
)
_COMMON = frozenset(
    [
        "要闻",
        "短评",
        "评论",
        "社论",
        "导读",
        "图片",
        "新闻",
        "专题",
        "特刊",
        "副刊",
        "公益",
        "广告",
        "文明",
        "和谐",
        "诚信",
        "友善",
        "敬业",
        "爱国",
        "平等",
        "公正",
        "法治",
        "自由",
        "民主",
        "富强",
        "编者按",
        "开栏语",
        "简讯",
        "快讯",
        "动态",
        "综合",
        "时评",
        "通讯",
        "消息",
        "专版",
        "声音",
        "视点",
        "人物",
        "附件",
        "目录",
    ]
)


def split_names(text: str) -> list[str]:
    """Return the names in a run of names, or an empty list when it is no such run.

    >>> split_names("刘敬胜 李 霞、李冉")
    ['刘敬胜', '李霞', '李冉']
    """
    parts = _parts(_ROLE.sub(" ", text).strip())
    names: list[str] = []
    held = ""
    for part in parts:
        if len(part) == 1:
            if held:
                names.append(held + part)
                held = ""
            else:
                held = part
            continue
        if held:
            return []
        names.append(part)
    if held or not names or not all(_NAME.match(name) for name in names):
        return []
    return names


def _parts(text: str) -> list[str]:
    """Cut a run at its separators; a dot parts names only where each side can be a Chinese name by itself.

    >>> _parts("艾力·买买提 周一帆"), _parts("张远·李舟")
    (['艾力·买买提', '周一帆'], ['张远', '李舟'])
    """
    parts: list[str] = []
    for part in filter(None, _SEPARATOR.split(text)):
        sides = [side for side in _DOT.split(part) if side]
        parts += sides if all(_may_be_chinese(side) for side in sides) else ["·".join(sides)]
    return parts


def _may_be_chinese(name: str) -> bool:
    return len(name) <= LONGEST_CHINESE and has_surname(name)


def has_surname(name: str) -> bool:
    """Tell whether the name begins with a known family name."""
    return name[0] in SURNAMES


def is_common_word(text: str) -> bool:
    """Tell whether the two to four characters are a word of the trade rather than a name."""
    return text in _COMMON
