"""Messages of support: how long, and the table of their states."""

import re
from typing import Final

from exemplars.enums import SupportState
from foundation.intake.states import StateTable
from foundation.text.normalising import fold

MOST_WORDS: Final = 100
"""字数 of one message: a few sentences."""

DECIDED_SUPPORT: Final = (SupportState.SHOWN, SupportState.REFUSED)

SUPPORT_STATES: Final = StateTable(
    start=SupportState.NEW,
    moves={
        SupportState.NEW: frozenset({SupportState.SHOWN, SupportState.REFUSED}),
        SupportState.SHOWN: frozenset({SupportState.REFUSED}),
        SupportState.REFUSED: frozenset({SupportState.SHOWN}),
    },
)
"""A mistake of the moderator can be undone either way; nothing becomes unread again."""

ADDRESS: Final = re.compile(r"https?:|www\.|<a\b|@|[\w-]+\.(?:com|cn|net|org|top|xyz)\b", re.IGNORECASE)

NUMERALS: Final = "0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺"
NUMBER: Final = re.compile(rf"[0-9](?:[\s\-–—_.·]*[0-9]){{4}}|[{NUMERALS}](?:[\s\-–—_.·]*[{NUMERALS}]){{6}}")
"""Five digits in a row, however they are set apart, or seven numerals with Chinese ones among them."""

CHANNEL: Final = re.compile(
    r"(?<![a-z])(?:v\s*x|w\s*x|we\s*chat|wei\s*xin|q\s*q)(?![a-z])"
    r"|[微薇v]\s*信\s*(?:同?号|[:：=]|[a-z0-9_-])"
    r"|[加+]\s*(?:我|个|上|一?下)*的?\s*(?:[微薇v]\s*信|[微薇](?![小笑光])|[vq](?![a-z]))"
    r"|扣扣|企鹅号|电话\s*[:：]|手机号",
    re.IGNORECASE,
)
"""Where to be reached besides the telephone: 微信号, 加我微信, vx, wx, QQ. To have read of it on 微信 may be said."""


def names_address(text: str) -> bool:
    """Tell whether the text gives the address of a web page or a mailbox."""
    return ADDRESS.search(fold(text)) is not None


def names_contact(text: str) -> bool:
    """Tell whether the text gives a number of five digits or more, or another way to reach somebody."""
    plain = fold(text)
    return NUMBER.search(plain) is not None or CHANNEL.search(plain) is not None
