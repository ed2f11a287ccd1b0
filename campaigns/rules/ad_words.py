"""What the words of a public-service ad should not hold: checks that warn and explain, and never block.

After the measures on public-service advertising (公益广告促进和管理暂行办法, order 84 of 2016): a sponsor may be
named, but no product, address, web address or telephone number may appear, and a logo takes a fifth of a flat work at
most.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from foundation.text.normalising import fold

LOGO_LARGEST_SHARE: Final = 20
"""Per cent of a flat work."""


class Concern(StrEnum):
    """What a check found."""

    WEB_ADDRESS = "web_address"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    PRODUCT = "product"
    LOGO = "logo"


@dataclass(frozen=True)
class Finding:
    """One concern with the words that raised it."""

    concern: Concern
    words: str


PATTERNS: Final = {
    Concern.WEB_ADDRESS: re.compile(
        r"(?:https?://|www\.)[^\s\u2e80-\uffef]+|\b[a-z0-9-]+\.(?:com|cn|net|org|gov|top|vip)\b(?:\.cn)?", re.IGNORECASE
    ),
    Concern.TELEPHONE: re.compile(
        r"(?<!\d)(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\(?0\d{2,3}\)?[- ]?\d{7,8}|[48]00[- ]?\d{3,4}[- ]?\d{3,4})(?!\d)"
    ),
    Concern.ADDRESS: re.compile(r"[\u4e00-\u9fff]{1,8}(?:路|街|大道|巷|胡同|弄)\s?\d{1,5}\s?号"),
    Concern.PRODUCT: re.compile(
        r"\d+(?:\.\d+)?\s?(?:元|折)|促销|优惠|特价|打折|热卖|团购|代理|加盟|旗舰店|专卖店|本店|选购|订购|欢迎购买|扫码下单"
    ),
}


def findings(text: str, *, logo_share: int | None = None) -> Iterator[Finding]:
    """Yield what an editor should look at in the words of an ad; ``logo_share`` is in per cent of the work."""
    plain = fold(text)
    for concern, pattern in PATTERNS.items():
        for found in dict.fromkeys(match.group().strip() for match in pattern.finditer(plain)):
            yield Finding(concern, found)
    if logo_share is not None and logo_share > LOGO_LARGEST_SHARE:
        yield Finding(Concern.LOGO, f"{logo_share}%")
