"""What a mail and its manuscript say of themselves in lines such as “姓名：…”: the parts that an entry needs.

Everything here is by rule, written down in ``docs/adr/0106-well-formed-mails-become-entries.md``. Nothing is guessed:
a part that is missing or said in two ways is left empty.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NAME, TITLE, PHONE, ADDRESS, POSTCODE, UNIT, GROUP, GENRE = (
    "name",
    "title",
    "phone",
    "address",
    "postcode",
    "unit",
    "group",
    "genre",
)
LABELS: Final = {
    NAME: ("作者姓名", "投稿人", "作者", "姓名"),
    TITLE: ("作品名称", "作品题目", "文章题目", "题目", "标题", "篇名"),
    PHONE: ("联系电话", "联系方式", "手机号码", "手机号", "电话", "手机"),
    ADDRESS: ("通讯地址", "通信地址", "联系地址", "邮寄地址", "地址"),
    POSTCODE: ("邮政编码", "邮编"),
    UNIT: ("工作单位", "单位", "学校"),
    GROUP: ("参赛组别", "组别"),
    GENRE: ("作品体裁", "体裁"),
}
"""Labels that open a line of particulars; the longer ones first."""

EDGE_LINES: Final = 8
"""Particulars stand in the first or last lines of a text; what stands between is the work."""
TITLE_CHARACTERS: Final = 40
ANY_LABEL: Final = re.compile(
    r"(?:^|(?<=[\s，,；;、。|/]))("
    + "|".join(sorted((word for words in LABELS.values() for word in words), key=len, reverse=True))
    + r")\s*[:：]"
)
PART_OF: Final = {word: part for part, words in LABELS.items() for word in words}
BOOK_TITLE: Final = re.compile(r"《([^《》]{1,80})》")
PERSON_NAME: Final = re.compile(r"[\w·.\- ]{2,30}")
POSTCODE_DIGITS: Final = re.compile(r"\d{6}")
MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
TELEPHONE: Final = re.compile(r"[\d\s()+\-–—]{7,24}")
SEPARATORS: Final = " \t\u3000，,；;、。|/"
LETTER: Final = re.compile(
    r"您好|你好|编辑部|编辑老师|尊敬的|投稿|查收|见附件|此致|敬礼|发自我的|来自我的|sent from|^-- ?$", re.IGNORECASE
)
"""Words of a letter: a body that holds them is not the work alone."""
YOUNG: Final = re.compile(
    r"(?:年龄|周岁)\s*[:：]?\s*(?:[1-9]|1[0-7])(?!\d)|监护人|指导(?:教师|老师)|[一二三四五六]年级|初[一二三]|高[一二三]"
)
"""Words by which an author may be under eighteen; a guardian's consent cannot come by such a mail."""


@dataclass(frozen=True)
class Letter:
    """The particulars of a mail, each empty where it is missing or said in two ways, and the text without them."""

    said: dict[str, str]
    text: str
    title: str


def fold(text: str) -> str:
    """Return text as it is compared: width, case, spaces and marks of a title do not matter."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text).casefold()
        if not char.isspace() and unicodedata.category(char)[0] != "P"
    )


def read_letter(*, subject: str, label: str, body: str, manuscript: str | None, stem: str) -> Letter:
    """Return what a mail says. ``manuscript`` is the text of its one file, ``stem`` that file's name without ending.

    Without a manuscript the body itself is the work.
    """
    body_said, body_rest = split_particulars(body)
    work_said, rest = split_particulars(manuscript) if manuscript is not None else ({}, body_rest)
    rest = _without_label(rest, label)
    told = {part: {*body_said.get(part, ()), *work_said.get(part, ())} for part in LABELS}
    told[PHONE] = _telephones(told[PHONE], body)
    said = {part: next(iter(values)) if len(values) == 1 else "" for part, values in told.items()}
    title = _title(told[TITLE], subject=subject, label=label, stem=stem, text=rest)
    return Letter(said, _without_title(rest, title), title)


def split_particulars(text: str) -> tuple[dict[str, set[str]], str]:
    """Return the values that lines of particulars give, by part, and the text without those lines."""
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    edge = {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}
    said: dict[str, set[str]] = {}
    kept = []
    for number, line in enumerate(lines):
        values = _particulars(line) if number in edge else {}
        for part, value in values.items():
            said.setdefault(part, set()).add(value)
        if not values:
            kept.append(line)
    return said, "\n".join(kept).strip()


def _particulars(line: str) -> dict[str, str]:
    """Return what a line of particulars says; a line that says anything else beside them is none."""
    line = unicodedata.normalize("NFKC", line).strip(SEPARATORS)
    found = list(ANY_LABEL.finditer(line))
    if not found or found[0].start() != 0:
        return {}
    ends = [*(each.start() for each in found[1:]), len(line)]
    values = {PART_OF[each[1]]: line[each.end() : end].strip(SEPARATORS) for each, end in zip(found, ends, strict=True)}
    if TITLE in values:
        values[TITLE] = values[TITLE].strip("《》")
    return values if all(_fits(part, value) for part, value in values.items()) else {}


def _fits(part: str, value: str) -> bool:
    patterns = {NAME: PERSON_NAME, PHONE: TELEPHONE, POSTCODE: POSTCODE_DIGITS}
    limits = {TITLE: 80, ADDRESS: 120, UNIT: 80, GROUP: 40, GENRE: 40}
    if part in patterns:
        return bool(patterns[part].fullmatch(value))
    return 0 < len(value) <= limits[part]


def _telephones(labelled: set[str], body: str) -> set[str]:
    """Prefer mobile numbers, labelled or standing in the letter; a landline only where there is none."""
    plain = unicodedata.normalize("NFKC", body)
    mobiles = {*MOBILE.findall(plain), *(each for value in labelled for each in MOBILE.findall(value))}
    return mobiles or {value.strip() for value in labelled}


def _title(labelled: set[str], *, subject: str, label: str, stem: str, text: str) -> str:
    """Return the title that is named as such, or that two places agree on; empty otherwise."""
    subject = subject.replace(label, " ") if label else subject
    named = [*labelled, *BOOK_TITLE.findall(subject), *BOOK_TITLE.findall(stem)]
    if named:
        return named[0].strip() if len({fold(each) for each in named}) == 1 else ""
    witnesses = fold(subject), fold(stem)
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if 1 < len(first) <= TITLE_CHARACTERS and fold(first) and any(fold(first) in each for each in witnesses):
        return first
    return stem.strip() if fold(stem) and fold(stem) == witnesses[0] else ""


def _without_label(text: str, label: str) -> str:
    """Take the label off, where it stands in a line of its own before or after the work."""
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    edge = {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}
    kept = [
        line for number, line in enumerate(lines) if number not in edge or not fold(line) or fold(line) != fold(label)
    ]
    return "\n".join(kept).strip()


def _without_title(text: str, title: str) -> str:
    """Take the title off the head of the text: judges and the word count have it apart."""
    first, _, rest = text.partition("\n")
    return rest.strip() if title and fold(first) == fold(title) else text


def looks_like_a_letter(text: str) -> bool:
    """Tell whether words of a letter stand in the first or last lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return any(LETTER.search(line) for line in [*lines[:3], *lines[-5:]])


def tells_the_author(text: str, values: Iterable[str]) -> bool:
    """Tell whether a text that judges will read holds one of the author's particulars."""
    folded = fold(text)
    return any(len(fold(value)) > 1 and fold(value) in folded for value in values)


def may_be_young(text: str) -> bool:
    """Tell whether the particulars hint at an author under eighteen."""
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(YOUNG.search("\n".join([*lines[:EDGE_LINES], *lines[-EDGE_LINES:]])))
