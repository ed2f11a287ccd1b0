"""What must not be published of somebody under eighteen: class, home address, full date of birth."""

import re
from typing import Final

DIGIT: Final = "0-9０-９〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾"
YEAR: Final = "一二三四五六七八九1-9１-９"

GAP: Final = r"\s{0,3}"
OPEN, CLOSE = r"[（(［\[【〔]", r"[）)］\]】〕]"
GRADE: Final = rf"(?:[初高]中?[一二三123１２３]|[{YEAR}]年级?|毕业班?)"
KIND: Final = r"(?:[文理]科|实验|重点|国际|火箭|英才|创新|特长|宏志)"
ORDINAL: Final = rf"(?:[{DIGIT}]{{1,3}}|[A-Za-zＡ-Ｚａ-ｚ甲乙丙丁戊己])"
NO_CLASS: Final = r"班(?!次|车|船|机|组|倒)"

CLASS: Final = re.compile(
    rf"{GRADE}{GAP}{KIND}?[\s·．.－—-]{{0,4}}{OPEN}?{GAP}第?{ORDINAL}{GAP}{CLOSE}?{GAP}(?:班(?!次)|中队)"
    rf"|{GRADE}{GAP}{KIND}班"
    rf"|(?:[{DIGIT}]{{1,2}}|[{YEAR}]年级?){GAP}{OPEN}{GAP}第?{ORDINAL}{GAP}{CLOSE}{GAP}(?:班(?!次)|中队)"
    rf"|[0-9０-９]{{4}}{GAP}[级届]{GAP}{OPEN}?{GAP}[{DIGIT}]{{1,3}}{GAP}{CLOSE}?{GAP}班"
    rf"|(?<![{DIGIT}.．])[{YEAR}]{GAP}[－—·．.-]{GAP}[{DIGIT}]{{1,2}}{GAP}{NO_CLASS}"
    rf"|(?<![一二三四五六七八九十百第])[一二三四五六七八九][0-9０-９]{{1,2}}{GAP}{NO_CLASS}"
    rf"|(?<![0-9０-９])(?:[1-9１-９][0-9０-９]{{2}}|0[1-9]|[1-9][A-Za-z]){GAP}{NO_CLASS}"
    rf"|(?<![一二三四五六七八九十百])[一二三四五六][一二三四五六七八九]{NO_CLASS}"
    rf"|[大中小][一二三四五六七八九]{NO_CLASS}"
    rf"|(?:小学|中学|学校|幼儿园)[{DIGIT}]{{1,2}}{NO_CLASS}"
)
"""三年级2班, 三（2）班, 高一(5)班, 高二文科3班, 六（2）中队, 2019级3班, 503班, 五三班, 六1班; 大一班 of a nursery."""

HOME: Final = (
    r"(?:路|街(?!坊)|巷|弄|胡同|花园|苑|公寓|家园|新村|小区|大院|[村屯寨][^，。；\n]{0,8}[组社队]|"
    rf"[{DIGIT}]{GAP}(?:号|栋|幢|单元|室|组))"
)
LIVES: Final = r"(?:家住|家在|家就在|家位于|居住[于在]|现住|住在|暂住|租住|借住|寄住)"
ADDRESS: Final = re.compile(
    rf"家庭[住地]址|(?:住址|现住|家庭所在地|户籍(?:地址|所在地)){GAP}[:：]|{LIVES}[^，。；\n]{{1,40}}?{HOME}"
    rf"|[路街巷弄道胡同]{GAP}[{DIGIT}]{{1,6}}{GAP}号(?!线|文|令)"
    rf"|[村屯寨]{GAP}[{DIGIT}]{{1,3}}{GAP}组{GAP}[{DIGIT}]{{1,4}}{GAP}号"
    rf"|[{DIGIT}]{{1,4}}{GAP}(?:栋|幢|号楼|单元){GAP}[{DIGIT}]{{1,5}}"
    rf"|[A-Za-zＡ-Ｚ]{GAP}座{GAP}[0-9０-９]{{2,4}}"
    rf"|(?<![0-9０-９－-])[0-9０-９]{{1,3}}{GAP}[－-]{GAP}[0-9０-９]{{1,2}}{GAP}[－-]{GAP}[0-9０-９]{{3,4}}(?![0-9０-９－-])"
)
"""Street and number, building and flat, or a sentence that says where somebody lives."""

STEM, BRANCH = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
FULL_DATE: Final = (
    rf"(?:(?:[{DIGIT}]{{4}}|[{DIGIT}]{{2}}(?={GAP}年)|[{STEM}][{BRANCH}](?={GAP}年)){GAP}[-年/.．－]{GAP}的?(?:农历)?{GAP}"
    rf"[{DIGIT}正冬腊]{{1,3}}{GAP}[-月/.．－]{GAP}[{DIGIT}初廿]{{1,3}}{GAP}[日号]?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
BORN: Final = r"(?:出生|降生|诞生|出世|呱呱坠地|降临人世|来到(?:这个)?(?:世界|世上|人世|人间))"
BIRTH: Final = re.compile(
    rf"{FULL_DATE}[^。；\n]{{0,10}}?{BORN}"
    rf"|{FULL_DATE}{GAP}生(?![产活态日])"
    rf"|(?:生于|出生|降生|诞生|出世|生日|生辰)[^，。；\n]{{0,10}}?{FULL_DATE}"
    r"|(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])"
)
"""A full date of birth, also as it stands in an identity number. Year and month alone are not a full date."""


def names_class(text: str) -> bool:
    """Tell whether the text names a school class."""
    return CLASS.search(text) is not None


def names_address(text: str) -> bool:
    """Tell whether the text says where somebody lives."""
    return ADDRESS.search(text) is not None


def names_birth_date(text: str) -> bool:
    """Tell whether the text gives a full date of birth."""
    return BIRTH.search(text) is not None
