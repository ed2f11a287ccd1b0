"""What a mail shows of itself: an entry that can be taken as it is, or one that a person has to look at.

Machines flag here and refuse nothing. The codes returned are the values of ``MailProblem``.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MANUSCRIPTS: Final = frozenset({"doc", "docx", "wps", "rtf", "pdf", "txt"})
PHOTOS: Final = frozenset({"jpg", "jpeg", "heic", "heif", "png", "tif", "tiff"})
ARCHIVES: Final = frozenset({"zip", "rar", "7z", "gz", "tar"})
LEAST_TEXT: Final = 200
"""Characters from which the body itself may be the piece."""


LINK: Final = re.compile(r"https?://[^\s<>\"'（）()，。；\]]+", re.IGNORECASE)
CLOUD: Final = re.compile(
    r"超大附件|云附件|文件中转站|ftn(?:exs)?_?/?download|mail\.qq\.com/cgi-bin/ftn|wx\.mail\.qq\.com/ftn|dashi\.163\.com"
    r"|large-attachment|mail\.10086\.cn/\S*(?:disk|attach)|pan\.baidu\.com|pan\.quark\.cn|weiyun\.com",
    re.IGNORECASE,
)
FORWARDED_SUBJECT: Final = re.compile(r"^\s*(?:fwd?|转发|轉寄)\s*[:：]", re.IGNORECASE)
FORWARDED_TEXT: Final = re.compile(
    r"---\s{0,9}(?:转发邮件信息|原始邮件|转发的邮件|forwarded message)\s{0,9}---", re.IGNORECASE
)
AUTOMATIC_SUBJECT: Final = re.compile(
    r"^\s*(?:自动回复|auto(?:matic)?[- ]?reply|out of office|不在办公室)", re.IGNORECASE
)
BOUNCE_SENDER: Final = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
BOUNCE_SUBJECT: Final = re.compile(r"系统退信|^退信|undeliver|delivery (?:status|failure)|returned mail", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the judgement looks at. ``headers`` have lower-case names; ``names`` leaves pictures in the text out."""

    subject: str
    sender: str
    text: str
    names: tuple[str, ...]
    links: tuple[str, ...]
    headers: Mapping[str, str]
    content_type: str
    holds_a_mail: bool = False


def ending(name: str) -> str:
    """Return what a file's name ends in, without the dot, in lower case."""
    return name.rpartition(".")[2].lower()


def links_in(text: str) -> list[str]:
    """Return the web addresses in a text."""
    return LINK.findall(text)


def is_bounce(seen: Seen) -> bool:
    """Tell whether a mail server says that something did not arrive."""
    return (
        seen.content_type == "multipart/report"
        or seen.headers.get("return-path", "").strip() == "<>"
        or bool(BOUNCE_SENDER.match(seen.sender))
        or bool(BOUNCE_SUBJECT.search(seen.subject))
    )


def is_automated(seen: Seen) -> bool:
    """Tell whether no person waits for an answer: bounces, automatic answers, lists (RFC 3834)."""
    headers = seen.headers
    return (
        is_bounce(seen)
        or headers.get("auto-submitted", "no").strip().lower() != "no"
        or headers.get("precedence", "").strip().lower() in {"bulk", "list", "junk", "auto_reply"}
        or bool({"x-autoreply", "x-autorespond", "list-id", "list-unsubscribe"} & headers.keys())
        or bool(AUTOMATIC_SUBJECT.match(seen.subject))
    )


def problems(seen: Seen, *, label: str) -> list[str]:
    """Return the reasons for which a person has to look, none for a mail that is complete."""
    manuscripts = _of(seen, MANUSCRIPTS)
    photos = _of(seen, PHOTOS)
    cloud = bool(CLOUD.search("\n".join([seen.text, *seen.links])))
    something = bool(manuscripts or photos or _of(seen, ARCHIVES) or len(seen.text) >= LEAST_TEXT)
    found = {
        "bounce": is_bounce(seen),
        "automated": is_automated(seen) and not is_bounce(seen),
        "no_sender": not seen.sender,
        "no_label": bool(label) and _folded(label) not in _folded(f"{seen.subject}\n{seen.text}"),
        "cloud_link": cloud,
        "forwarded": _is_forwarded(seen),
        "several_works": manuscripts > 1,
        "archive": bool(_of(seen, ARCHIVES)),
        "nothing": not something and not cloud,
    }
    return [code for code, holds in found.items() if holds]


def _is_forwarded(seen: Seen) -> bool:
    if is_bounce(seen):
        return False
    return seen.holds_a_mail or bool(FORWARDED_SUBJECT.match(seen.subject)) or bool(FORWARDED_TEXT.search(seen.text))


def _of(seen: Seen, endings: frozenset[str]) -> int:
    return sum(name.rpartition(".")[2].lower() in endings for name in seen.names)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
