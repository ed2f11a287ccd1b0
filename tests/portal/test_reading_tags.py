"""How headlines are parted, so that lines end where a sub-editor would end them."""

import pytest

from portal.templatetags.reading import headline


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("四名市民获评好人", "四名市民获评好人"),
        ("推开一扇门 认识一栋楼", "推开一扇门| |认识一栋楼"),
        ("望渡县“红黑榜”改为“喜事榜”", "望渡县||“红黑榜”||改为||“喜事榜”"),
        ("《条例》（草案）公开征求意见", "《条例》||（草案）||公开征求意见"),
        ("“甲”、“乙”两案：𠮷村“过关”", "“甲”、||“乙”||两案：||𠮷村||“过关”"),
        ("写在A“b”c上", "写在A“b”c上"),
        ("《论“实”》2026年版", "《论||“实”》2026年版"),
        ("坏<b>“字”", "坏&lt;b&gt;“字”"),
    ],
)
def test_a_headline_is_parted_at_blanks_and_around_what_is_quoted(title: str, parts: str) -> None:
    marked = headline(title).replace("</span> <span", "</span>| |<span").replace("</span><span", "</span>||<span")
    assert marked.replace('<span class="phrase">', "").replace("</span>", "") == parts
