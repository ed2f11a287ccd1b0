"""What must not be published of somebody under eighteen: class, home address, full date of birth."""

import re
from typing import Final

DIGIT: Final = "0-9０-９〇零一二三四五六七八九十百"

CLASS: Final = re.compile(
    rf"(?:[初高]中?[一二三123１２３]|[一二三四五六七八九1-9１-９]年级)\s*[（(]?\s*[{DIGIT}]{{1,3}}\s*[)）]?\s*班"
    rf"|[{DIGIT}]{{1,2}}\s*[（(]\s*[{DIGIT}]{{1,3}}\s*[)）]\s*班"
    rf"|[0-9０-９]{{4}}\s*级\s*[（(]?\s*[{DIGIT}]{{1,3}}\s*[)）]?\s*班"
)
"""三年级2班, 三（2）班, 高一(5)班, 2019级3班."""

ADDRESS: Final = re.compile(
    rf"家庭[住地]址|住址[:：]|家住[^，。；\n]{{2,40}}?(?:[{DIGIT}]\s*(?:号|栋|幢|单元|室|组)|小区)"
    rf"|[路街巷弄道胡同]\s*[{DIGIT}]{{1,6}}\s*号(?!线|文|令)"
    rf"|[{DIGIT}]{{1,4}}\s*(?:栋|幢|号楼|单元)\s*[{DIGIT}]{{1,5}}"
)
"""Street and number, building and flat, or a sentence that says where somebody lives."""

BIRTH: Final = re.compile(
    rf"[{DIGIT}]{{4}}\s*[-年/.]\s*[{DIGIT}]{{1,3}}\s*[-月/.]\s*[{DIGIT}]{{1,3}}\s*[日号]?\s*(?:出生|生(?![产活态])|诞生)"
    rf"|(?:生于|出生于|出生日期|出生年月日?|生日)[^。；\n]{{0,6}}?[{DIGIT}]{{4}}\s*[-年/.]\s*[{DIGIT}]{{1,3}}"
    rf"\s*[-月/.]\s*[{DIGIT}]{{1,3}}"
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
