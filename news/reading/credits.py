"""Credits as printed: author lines with post and unit, bylines, photo credits, 供稿 lines, run-in correspondents."""

import re
from dataclasses import dataclass, field

from news.reading.names import has_surname, is_common_word, split_names
from news.reading.signs import DATELINE, HAN, ORNAMENTS
from news.reading.vocabulary import POST_END, POSTS, SUPPLIED, UNIT_SUFFIX
from news.reading.words import is_made_of_words

_ONE_NAME = rf"(?:[{HAN}]{{2,8}}·[{HAN}]{{2,8}}|[{HAN}]{{1,4}})"
_NAME_RUN = rf"{_ONE_NAME}(?:[\s、，,/／和·]+{_ONE_NAME}){{0,5}}"
_PHOTO_WORD = r"(?:摄影报道|摄影|摄)"
_PHOTO_LINE = re.compile(
    rf"^[（(]?(?:图片[:：]?|本报记者|通讯员|记者)?\s*(?P<names>{_NAME_RUN})\s*[/／]?\s*{_PHOTO_WORD}[）)]?[。.]?$"
)
_PHOTO_LABEL = re.compile(rf"^[（(]?(?:摄影|图片|供图|图)[\s：:/／]+(?P<names>{_NAME_RUN})[）)]?$")
_PHOTO_TAIL = re.compile(
    r"(?:(?<=[。！？!?.…”’])|(?<=[。！？!?.…][”’])|\s)\s*"
    rf"(?P<line>[（(]?(?:本报记者|通讯员|记者)?\s*(?P<names>{_NAME_RUN})\s*[/／]?\s*{_PHOTO_WORD}[）)]?)[。.]?$"
)
_PHOTO_BRACKET = re.compile(
    rf"(?P<line>[（(](?:本报记者|通讯员|记者|摄影[:：]?)?\s*(?P<names>{_NAME_RUN})"
    rf"\s*[/／]?\s*(?:{_PHOTO_WORD})?[）)])[。.]?$"
)
_SOURCE_TAIL = re.compile(r"(?P<line>[（(](?P<unit>[^，。（）()]{2,30}?)\s*(?:供稿|提供)[）)])[。.]?$")
_LEAD_MARK = re.compile(rf"^[{ORNAMENTS}■□●\s]+")
_UNIT_WORD = re.compile(rf"(?:{UNIT_SUFFIX}|[省市县区州旗镇乡]委|政府|中共)")
POST_LIMIT = 40
_AUTHOR = re.compile(rf"^(?P<role>.{{2,40}}?(?:{POSTS}))(?P<space>[\s:：]*)(?P<names>{_NAME_RUN})$")
_AUTHOR_AFTER = re.compile(rf"^(?P<names>{_NAME_RUN})\s*[（(](?P<role>.{{2,40}}?(?:{POSTS}))[）)]$")
_BYLINE = re.compile(
    r"^[（(]?(?:(?:作者|文|撰文|执笔|整理|撰稿)\s*[:：/／]|"
    r"(?:本报|本刊|本网|特约)?(?:首席|实习|见习)?(?:记者|通讯员|评论员|特约撰稿人)\s*[:：]?)\s*(?P<names>.{2,40}?)[）)]?$"
)
_AUTHOR_NOTE = re.compile(r"[（(](?:本文)?作者(?:系|为|单位[:：]?|[:：])?(?P<role>[^（）()]{2,40})[）)][。.]?$")
_ROLE_WORD = re.compile(r"(?:本报|本刊|本网)?(?:首席|实习|见习|特约)?(?P<role>记者|通讯员|评论员)")
_WRITER_WORDS = re.compile(r"^(?:作者|文|撰文|记者|通讯员)$")


@dataclass(slots=True)
class Signature:
    """Who signed: names in order, the role printed with them, and whether that role is an official's post."""

    names: list[str] = field(default_factory=list)
    role: str = ""
    is_post: bool = False
    line: str = ""


def photo_credit(text: str) -> Signature | None:
    """Read a line that is a photo credit and nothing else."""
    match = _PHOTO_LINE.match(text) or _PHOTO_LABEL.match(text)
    names = split_names(match["names"]) if match else []
    return Signature(names, "摄影", line=text) if names else None


def photo_credit_tail(text: str) -> Signature | None:
    """Read a photo credit run in at the end of a caption; `line` is the text to take off."""
    match = _PHOTO_TAIL.search(text)
    names = split_names(match["names"]) if match else []
    if match and names:
        return Signature(names, "摄影", line=match["line"])
    return None


def bracketed_name_tail(text: str) -> Signature | None:
    """Read names in brackets at the end of a caption, with or without 摄; for use only where a credit is expected."""
    match = _PHOTO_BRACKET.search(text)
    names = split_names(match["names"]) if match else []
    if match and names and all(has_surname(name) for name in names):
        return Signature(names, "摄影", line=match["line"])
    return None


def supplied_line(text: str) -> str:
    """Return the unit of a line that says who supplied the copy (供稿), or nothing."""
    match = SUPPLIED.match(text)
    return (match["bracketed"] or match["bare"]).strip() if match else ""


def supplied_tail(text: str) -> tuple[str, str]:
    """Return unit and source line of a 供稿 note run in at the end of a paragraph, or two empty strings."""
    match = _SOURCE_TAIL.search(text)
    return (match["unit"].strip(), match["line"]) if match else ("", "")


def author_line(text: str) -> Signature | None:
    """Read a line of an official's post and name, in either order."""
    bare = _LEAD_MARK.sub("", text)
    match = _AUTHOR.match(bare) or _AUTHOR_AFTER.match(bare)
    if not match:
        return None
    names = split_names(match["names"])
    parted = bool(match.groupdict().get("space")) or bare.endswith(("）", ")"))
    if not names or any(is_common_word(name) for name in names):
        return None
    if not parted and not (has_surname(names[0]) and _UNIT_WORD.search(match["role"])):
        return None
    return Signature(names, match["role"].strip(), is_post=True, line=text)


def is_post(text: str) -> bool:
    """Tell whether the line is an official's post with the unit, without a name."""
    text = text.rstrip("、，, ")
    return bool(POST_END.search(text)) and bool(_UNIT_WORD.search(text)) and len(text) <= POST_LIMIT


def author_reach(texts: list[str]) -> int:
    """Return how many of the lines, taken from the first, make up one author line (0: they do not)."""
    for reach in range(2, len(texts) + 1):
        posts, name = texts[: reach - 1], texts[reach - 1]
        if not is_post(posts[0]):
            return 0
        if posts[-1].endswith(("、", "，")) and author_line("".join(texts[:reach])):
            return reach
        if is_post("".join(posts)) and split_names(name) and author_line(f"{''.join(posts)} {name}"):
            return reach
    return 0


def byline(text: str) -> Signature | None:
    """Read a line of names: 记者 X 通讯员 Y, 文/X, or bare names."""
    bare = _LEAD_MARK.sub("", text)
    match = _BYLINE.match(bare)
    names = split_names(match["names"] if match else bare.strip("（）()"))
    if not names:
        return None
    if match:
        role = _ROLE_WORD.search(bare)
        return Signature(names, role["role"] if role else "", line=text)
    if len(names) > 4 or any(is_common_word(name) or (len(name) > 3 and "·" not in name) for name in names):
        return None
    if any("·" in name and all(is_made_of_words(side) for side in name.split("·")) for name in names):
        return None
    return Signature(names, line=text)


def author_note(text: str) -> Signature | None:
    """Read （作者系…） at the end of an article."""
    match = _AUTHOR_NOTE.search(text)
    if not match:
        return None
    found = author_line(match["role"])
    return found or Signature([], match["role"].strip(), is_post=bool(POST_END.search(match["role"])), line=match[0])


def dateline(text: str) -> tuple[str, list[str], str]:
    """Return prefix, correspondents and their role of a run-in 本报讯（…）; empty where there is none."""
    match = DATELINE.match(text)
    if not match:
        return "", [], ""
    inside = match["names"] or ""
    role = _ROLE_WORD.search(inside)
    return match["prefix"], split_names(inside), role["role"] if role else ""


def surnamed(signature: Signature) -> bool:
    """Tell whether every name begins with a known family name."""
    return all(has_surname(name) for name in signature.names)
