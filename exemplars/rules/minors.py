"""What must not be published of somebody under eighteen: class, home address, full date of birth."""

import re
from typing import Final

DIGIT: Final = "0-9０-９〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾"
YEAR: Final = "一二三四五六七八九1-9１-９"

CLASS: Final = re.compile(
    rf"(?:[初高]中?[一二三123１２３]|[{YEAR}]年级?)\s*(?:[文理]科)?\s*[（(]?\s*[{DIGIT}]{{1,3}}\s*[)）]?\s*(?:班(?!次)|中队)"
    rf"|[{DIGIT}]{{1,2}}\s*[（(]\s*[{DIGIT}]{{1,3}}\s*[)）]\s*(?:班(?!次)|中队)"
    rf"|[0-9０-９]{{4}}\s*级\s*[（(]?\s*[{DIGIT}]{{1,3}}\s*[)）]?\s*班"
    r"|(?<![0-9０-９])[1-9１-９][0-9０-９]{2}\s*班(?!次|车|船|机|组)"
    r"|(?<![一二三四五六七八九十百])[一二三四五六][一二三四五六七八九]班(?!次|车|船|机|组)"
    r"|[大中小][一二三四五六七八九]班(?!次|车|船|机|组)"
)
"""三年级2班, 三（2）班, 高一(5)班, 高二文科3班, 六（2）中队, 2019级3班, 503班, 五三班; 大一班 of a nursery."""

HOME: Final = (
    r"(?:路|街(?!坊)|巷|弄|胡同|花园|苑|公寓|家园|新村|小区|大院|[村屯寨][^，。；\n]{0,8}组|"
    rf"[{DIGIT}]\s*(?:号|栋|幢|单元|室|组))"
)
ADDRESS: Final = re.compile(
    rf"家庭[住地]址|(?:住址|现住|家庭所在地)\s*[:：]|(?:家住|家在|居住[于在]|现住|住在)[^，。；\n]{{1,40}}?{HOME}"
    rf"|[路街巷弄道胡同]\s*[{DIGIT}]{{1,6}}\s*号(?!线|文|令)"
    rf"|[村屯寨]\s*[{DIGIT}]{{1,3}}\s*组\s*[{DIGIT}]{{1,4}}\s*号"
    rf"|[{DIGIT}]{{1,4}}\s*(?:栋|幢|号楼|单元)\s*[{DIGIT}]{{1,5}}"
)
"""Street and number, building and flat, or a sentence that says where somebody lives."""

FULL_DATE: Final = (
    rf"(?:[{DIGIT}]{{4}}\s*[-年/.]\s*(?:农历)?\s*[{DIGIT}正冬腊]{{1,3}}\s*[-月/.]\s*[{DIGIT}初廿]{{1,3}}\s*[日号]?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
BIRTH: Final = re.compile(
    rf"{FULL_DATE}[^。；\n]{{0,10}}?(?:出生|降生|诞生|呱呱坠地)"
    rf"|{FULL_DATE}\s*生(?![产活态日])"
    rf"|(?:生于|出生|降生|诞生|生日)[^，。；\n]{{0,10}}?{FULL_DATE}"
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
