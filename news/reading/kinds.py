"""The kind of an article, from its form: run-in head, photo credit, author's post, notice title."""

import re

from news.reading.credits import Signature
from news.reading.segmenting import PHOTO_WORDS
from news.reading.vocabulary import NOTICE_BODY, NOTICE_TITLE

_CAPTION_LIMIT = 400
_SELF = re.compile(r"(?:本报特|特此(?:公告|通知|启事|公示)|现将|现面向)")


def kind_of(
    *, headline: str, paragraphs: list[str], is_brief: bool, photographers: list[str], signatures: list[Signature]
) -> tuple[str, float]:
    """Return the kind (of the closed list in docs/reading.md) and the confidence in it."""
    body = "".join(paragraphs)
    if is_brief:
        return "brief", 0.98
    if any(signature.is_post for signature in signatures):
        return "signed_article", 0.95
    if photographers and len(body) <= _CAPTION_LIMIT:
        return "photo", 0.97
    notice = _notice(headline, body)
    if notice:
        return "notice", notice
    if PHOTO_WORDS.search(body) and len(body) <= _CAPTION_LIMIT and len(paragraphs) <= 2:
        return "photo", 0.7
    return "feature", 0.8


def _notice(headline: str, body: str) -> float:
    """Return how sure it is that the article is a notice (0: it is none)."""
    if NOTICE_TITLE.search(headline):
        return 0.95
    return 0.7 if _SELF.search(body[:200]) and len(NOTICE_BODY.findall(body)) >= 3 else 0.0
