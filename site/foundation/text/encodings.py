"""Bytes of Chinese text to characters: UTF-8, UTF-16, GB18030 (GBK, GB2312) and Big5, told by what comes out."""

import re
import unicodedata
from typing import Final

BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
SAMPLE: Final = 20_000
"""Bytes or characters that are looked at to tell encodings apart."""
MARGIN: Final = 0.02
"""By how much Big5 must read better than GB18030, which is by far the commoner."""
COMMON: Final = frozenset(
    "的一是不了在人有我他大中上和地到要就出可也你生能而子那得下自之年作用道行所然家事成方多去法如都同面起看定天分好"
    "小部其主理心本前因只想日者意力它十民公此已工使情明性知全三又外高由最重物手文新市文年月日村社"
)
"""Characters that are among the commonest of all Chinese text and the same in simplified and traditional writing."""
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def decode_chinese(data: bytes) -> str | None:
    """Return the text of the bytes, without a byte order mark; None where no encoding of Chinese text fits."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    encoding = _utf16_without_mark(data)
    if encoding:
        return _decoded(data, encoding)
    if b"\x00" in data[:100_000]:
        return None
    text = _decoded(data, "utf-8")
    return text if text is not None else _double_byte(data)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(data: bytes) -> str:
    """Guess UTF-16 without a byte order mark: the order in which Chinese comes out."""
    if len(data) % 2:
        return ""
    sample = data[:SAMPLE]
    shares = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        plain = "\n" in text or b"\x00" not in sample
        shares[encoding] = commonness(text) if plain and len(_HAN.findall(text)) > len(text) / 3 else 0.0
    best = max(shares, key=lambda encoding: shares[encoding])
    # Without a zero byte (no ASCII, no line end) only unmistakable Chinese counts.
    return best if shares[best] > (0.0 if b"\x00" in sample else 0.1) and _is_text(sample, best) else ""


def _is_text(sample: bytes, encoding: str) -> bool:
    text = sample.decode(encoding, errors="replace")
    return sum(unicodedata.category(char) in {"Cn", "Co", "Cs"} for char in text) < len(text) / 50 + 1


def _double_byte(data: bytes) -> str | None:
    """Return the text as GB18030 or Big5, whichever reads as Chinese."""
    simplified, traditional = _decoded(data, "gb18030"), _decoded(data, "cp950")
    if simplified is None or traditional is None:
        return simplified if traditional is None else traditional
    better = commonness(traditional[:SAMPLE]) > commonness(simplified[:SAMPLE]) + MARGIN
    return traditional if better else simplified


def commonness(text: str) -> float:
    """Return the share (0 to 1) of a text's Chinese characters that are among the commonest ones."""
    han = _HAN.findall(text)
    return sum(char in COMMON for char in han) / len(han) if han else 0.0
