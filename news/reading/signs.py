"""The marks that Chinese newspaper setting gives: punctuation classes and the patterns built on them."""

import re

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DASHES = "—―─–－-"
ORNAMENTS = "◆●■▲★•◎○□△◇▶►☆※"
CLOSERS = "”’」』）)》〉】\"'"
OPENERS = "“‘「『（(《〈【"
PAIRS = dict(zip("“‘「『（(《〈【", "”’」』）)》〉】", strict=True))

# A line that ends a sentence: the stop, then any closing quotes and brackets.
SENTENCE_END = re.compile(rf"[。．！？!?…][{re.escape(CLOSERS)}]*$")
SENTENCE_INSIDE = re.compile(rf"[。！？!?][{re.escape(CLOSERS)}]*(?=.)")
TEXT_SIGN = re.compile("[，,、；;：:。]")
SENTENCE_STOP = re.compile("[。；;]|图为|[!！?？].")
SENTENCE_SIGN = re.compile(r"[。！？!?；;，,]|图为")
# Signs that never begin a line of their own sentence, so that the line goes on from the one before.
CONTINUES = re.compile(r"^[，,、；;：:。．！？!?…”’」』）)》〉】%％·]")
COMMA = re.compile(r"[，,]")
COLON = re.compile(r"[：:]")
OPEN_END = re.compile(r"[，,、；;：:（(“‘《〈【·]$")
LEFT_OPEN_WORD = re.compile(r"[的了和与及在对将以为是把被让使向从并但而或等之其所于按由因当]$")
ENUMERATOR = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?![\d])|[①-⑳]|第[一二三四五六七八九十]{1,3}[条章、，,])"
)
ORNAMENT_START = re.compile(rf"^[{ORNAMENTS}]+\s*")
DASH_START = re.compile(rf"^[{re.escape(DASHES)}]{{1,4}}\s*(?=[{HAN}“《\d])")
# 本报讯 and its sisters: the run-in head of a news brief, with or without the correspondent in brackets.
DATELINE = re.compile(
    r"^(?P<prefix>本报讯|本报(?!通讯)[\u4e00-\u9fff]{2,6}?(?:\d{1,2}月\d{1,2}日)?[讯电](?=[\s（(])|本报消息|本报综合消息|本刊讯|本网讯|本台讯|[^\s，。,]{0,6}(?:社|网|报)[^\s，。,]{0,8}\d{1,2}月\d{1,2}日[电讯])"
    r"\s*(?:[（(](?P<names>[^（）()]{0,40})[）)])?"
)
SLOGAN_GAP = re.compile(rf"(?<=[{HAN}”》])\s+(?=[{HAN}“《])")
QUOTED_CUP = re.compile(r"^[“\"「]?[^“”\"，。]{1,10}杯[”\"」]?$")


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends a sentence."""
    return bool(SENTENCE_END.search(text))


def unbalanced(text: str) -> bool:
    """Tell whether a quote or bracket is left open in the text."""
    return any(text.count(opener) > text.count(closer) for opener, closer in PAIRS.items())
